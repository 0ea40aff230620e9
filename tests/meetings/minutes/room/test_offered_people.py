"""Lists of people offer nobody whom their verb refuses, and somebody wherever there is anybody."""

from django.db import transaction
from django.urls import reverse

from committee.models import Portfolio, User
from meetings.minutes.room.forms.room import SubstituteForm
from meetings.minutes.room.presence import attendance
from meetings.models import MinutesVersion
from tests.answers import client_of
from tests.meetings import minuted
from tests.meetings.minutes.world import LONG_AGO


def test_nobody_is_offered_as_a_substitute_or_to_be_replaced_who_may_not(world, clerk, other_member):
    Portfolio.objects.create(name="Roads").holdings.create(
        person=other_member.person, since=LONG_AGO, role="cabinet_member"
    )
    world.arrive("Mary")
    attendance.substitute(world.minutes, person=world.people["sue"], replaces=world.people["nora"], by=clerk)
    form = SubstituteForm(minutes=world.minutes)
    people, replaced = (list(form.fields[name].queryset) for name in ("person", "replaces"))
    assert other_member.person not in people
    assert {person.forename for person in replaced}.isdisjoint({"Mary", "Nora"}) and replaced
    for person in people:
        with transaction.atomic():
            attendance.substitute(world.minutes, person=person, replaces=replaced[0], by=clerk)
            transaction.set_rollback(True)


def test_a_draft_of_a_meeting_long_past_goes_to_those_who_sit_now(safeguarding, clerk, chairman, vice_chairman, member):
    """Nobody who was there can sign in any more: the list was empty, and demanded somebody."""
    minutes = minuted.taken(safeguarding, clerk, exempt=False)
    minutes.attendees.update(person=None, replaces=None)
    minutes.meeting.items.update(owner=None)
    page, desk = reverse("desk:minutes-circulate", args=["safeguarding", minutes.meeting.slug]), client_of(clerk)
    said = desk.get(page).content.decode()
    assert "Mary Member" in said and 'name="to"' in said
    typed = {"to": [member.person.pk], "comments_by": "2099-01-01", "message": ""}
    assert desk.post(page, typed).status_code == 302
    assert MinutesVersion.objects.get().circulation.sent_to.get() == member.person
    User.objects.exclude(pk=clerk.pk).update(is_active=False)
    said = desk.get(page).content.decode()
    assert "No one to circulate it to" in said and 'name="to"' not in said

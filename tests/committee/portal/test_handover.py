"""Hand over what is open of an officer to a successor; what is done stays theirs."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.acts.verbs import NotAllowed
from committee.models import Post
from committee.portal.handover import hand_over, open_things
from meetings.models import Paper
from tests.acts import recipes
from tests.meetings.publishing import moment

ON, AT = dt.date(2022, 1, 20), moment(2022, 1, 20, 9)
OPEN = {
    "meetings.papers.verbs.edit_paper": ("Papers to write", "owner"),
    "meetings.agendas.verbs.edit_item": ("Agenda items", "owner"),
    "meetings.actions.verbs.assign": ("Actions", "owner"),
    "workprogramme.items.verbs.set_leads": ("Work programme items", ""),
    "reviews.answers.sign_off_verbs.keep_draft": ("Answers to recommendations", "writer"),
}


@pytest.mark.parametrize("verb", OPEN)
def test_each_kind_of_open_thing_passes_to_the_successor(request, cast, clerk, officer, other_officer, verb):
    recipe, (kind, owner) = recipes()[verb], OPEN[verb]
    row = recipe.prepare(request.getfixturevalue(recipe.world), cast).args[0]
    if kind == "Work programme items":
        row.leads.create(person=officer.person)
    elif not getattr(row, owner):
        type(row).objects.filter(pk=row.pk).update(**{owner: officer.person})
    things = [(thing.kind, thing.row) for thing in open_things(officer.person, on=ON, user=clerk)]
    assert (kind, row) in things
    assert hand_over(officer.person, successor=other_officer.person, at=AT, on=ON, by=clerk) == len(things)
    assert open_things(officer.person, on=ON, user=clerk) == []
    assert (kind, row) in [(thing.kind, thing.row) for thing in open_things(other_officer.person, on=ON, user=clerk)]


def test_a_received_paper_stays_with_who_wrote_it_and_the_page_hands_over(
    request, client, cast, clerk, officer, other_officer, member, ground
):
    prepare = recipes()["meetings.papers.verbs.remove_paper"].prepare
    received = prepare(ground, cast).args[0]
    owed = Paper.objects.create(item=received.item, title="To be written", owner=officer.person)
    with pytest.raises(NotAllowed):
        hand_over(officer.person, successor=other_officer.person, at=AT, on=ON, by=officer)
    with pytest.raises(Refused, match="somebody else"):
        hand_over(officer.person, successor=officer.person, at=AT, on=ON, by=clerk)
    Post.objects.create(person=other_officer.person, title="Head of Service", since=dt.date(2021, 1, 1))
    page = reverse("desk:hand-over", args=[officer.person.slug])
    client.force_login(clerk)
    assert page in client.get(reverse("register:person", args=[officer.person.slug])).content.decode()
    assert "To be written" in client.get(page).content.decode()
    assert client.post(page, {"successor": member.person_id}).status_code == 422
    answer = client.post(page, {"successor": other_officer.person_id}, follow=True)
    assert "Handed over from Olive Officer: 1." in answer.text
    received.refresh_from_db(), owed.refresh_from_db()
    assert (received.owner, owed.owner) == (officer.person, other_officer.person)
    assert "Nothing is open" in client.get(page).content.decode()

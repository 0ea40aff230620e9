"""A draft of minutes that goes round: its message tells nothing withheld, and no comment on it is lost."""

import pytest
from django.core import mail
from django.test import Client

from committee.refusal import Refused
from meetings.minutes.circulated import message_for
from meetings.models import Circulation, Edition, Minutes
from meetings.procedure import agenda as agenda_verbs
from meetings.procedure import previewing
from meetings.procedure.minutes import circulating, writing
from tests.meetings import minuted
from tests.meetings import publishing as made
from tests.meetings.minuted import AFTER, POISON, entry
from tests.meetings.world import moment
from tests.staging import staged

DESK = "/desk/meetings/safeguarding/2022-01-10/minutes/"
BY_DAY = moment(2022, 1, 20, 9).date()
HIDDEN = f"Look at the Placement of {POISON} most of all."


@staged
def minutes(safeguarding, clerk, chairman, vice_chairman, member, officer, proper_officer) -> Minutes:
    return minuted.summarised(minuted.taken(safeguarding, clerk), clerk)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def circulated(minutes: Minutes, clerk, *users, **more) -> Circulation:
    people = [user.person for user in users]
    return circulating.circulate(minutes, to=people, comments_by=BY_DAY, at=AFTER, by=clerk, **more)


def test_r16_a_message_with_a_hidden_title_is_sent_to_nobody_and_kept_in_the_form(
    minutes, clerk, member, officer, time_machine, django_capture_on_commit_callbacks
):
    time_machine.move_to(AFTER, tick=False)
    desk = signed_in(clerk)
    desk.post(f"{DESK}people/new/", {"person": officer.person.pk, "capacity": "officer"})
    given = {"comments_by": "20/01/2022", "message": HIDDEN}
    for reader in (officer, member):
        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.post(f"{DESK}circulate/", {**given, "to": [reader.person.pk]})
        assert answer.status_code == 422
        assert "goes out by e-mail, which may tell nothing withheld" in answer.text
        assert HIDDEN in answer.text
    assert not mail.outbox and not Circulation.objects.exists()


def test_r16_a_message_with_the_hidden_heading_of_a_minute_goes_to_nobody(minutes, clerk, member):
    carers = entry(minutes, "Young Carers")
    carers.heading = "Closing Quorndon Hall"
    carers.save()
    writing.set_access(carers, access="confidential", public_heading="A building", by=clerk)
    with pytest.raises(Refused, match="hidden from the public stands in the message"):
        circulated(minutes, clerk, member, message="Closing Quorndon Hall is long.")


def test_r16_a_message_is_not_shown_to_whoever_may_not_read_what_was_hidden_since(minutes, clerk, member, officer):
    sent = circulated(minutes, clerk, member, officer, message="Look at the Young Carers.")
    on = AFTER.date()
    assert message_for(officer, sent, on) == message_for(member, sent, on) == "Look at the Young Carers."
    writing.set_access(entry(minutes, "Young Carers"), access="confidential", public_heading="A report", by=clerk)
    assert message_for(officer, sent, on) == ""
    assert message_for(member, sent, on) == "Look at the Young Carers."


def test_r16_an_answer_tells_no_reader_what_they_may_not_read(minutes, clerk, member, officer):
    sent = circulated(minutes, clerk, member, officer)
    carers = entry(minutes, "Young Carers")
    for reader in (officer, member):
        made = circulating.comment(sent, carers, text="It was adults.", at=AFTER, by=reader)
        if reader is member:
            circulating.answer_comment(made, accepted=False, reply=HIDDEN, at=AFTER, by=clerk)
            continue
        with pytest.raises(Refused, match="may not read what is withheld"):
            circulating.answer_comment(made, accepted=False, reply=HIDDEN, at=AFTER, by=clerk)


def test_r16_the_message_with_a_draft_agenda_tells_no_hidden_title(agenda, clerk):
    agenda_verbs.add_item(agenda, title="Sale of Quorndon Hall", public_title="A sale", part=2, by=clerk)
    made.built(agenda, Edition.DRAFT)
    with pytest.raises(Refused, match="goes out by e-mail"):
        previewing.send_preview(agenda, message="The sale of Quorndon Hall waits.", at=made.AT, by=clerk)

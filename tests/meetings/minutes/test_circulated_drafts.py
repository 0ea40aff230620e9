"""A draft of minutes that goes round: its message tells nothing withheld, and no comment on it is lost."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from committee.acts.refusal import Refused
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_states
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.publication.circulating import latest_for, message_for
from meetings.models import Circulation, Comment, Minutes
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, POISON, entry
from tests.meetings.world import moment

CONFIDENTIAL = {"access": "confidential", "reason": "A court order."}
DESK = "/desk/meetings/safeguarding/2022-01-10/minutes/"
BY_DAY = moment(2022, 1, 20, 9).date()
HIDDEN = f"Look at the Placement of {POISON} most of all."


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
        assert "is sent by email, which must not include anything withheld" in answer.text
        assert HIDDEN in answer.text
    assert not mail.outbox and not Circulation.objects.exists()


def test_r16_a_message_is_not_shown_to_whoever_may_not_read_what_was_hidden_since(minutes, clerk, member, officer):
    sent = circulated(minutes, clerk, member, officer, message="Look at the Young Carers.")
    on = AFTER.date()
    assert message_for(officer, sent, on) == message_for(member, sent, on) == "Look at the Young Carers."
    minute_states.set_access(entry(minutes, "Young Carers"), **CONFIDENTIAL, public_heading="A report", by=clerk)
    assert message_for(officer, sent, on) == ""
    assert message_for(member, sent, on) == "Look at the Young Carers."


def test_r16_an_answer_tells_no_reader_what_they_may_not_read(minutes, clerk, member, officer):
    sent, carers = circulated(minutes, clerk, member, officer), entry(minutes, "Young Carers")
    mine, theirs = (circulating.comment(sent, carers, text="No.", at=AFTER, by=reader) for reader in (member, officer))
    circulating.answer_comment(mine, accepted=False, reply=HIDDEN, at=AFTER, by=clerk)
    with pytest.raises(Refused, match="may not read what is withheld"):
        circulating.answer_comment(theirs, accepted=False, reply=HIDDEN, at=AFTER, by=clerk)


# Comments


def commented(user, minutes: Minutes, text: str, **more):
    name = f"minute-{entry(minutes, 'Young Carers').pk}"
    sent = {f"{name}-text": text, **more}
    return signed_in(user).post("/members/safeguarding/2022-01-10/minutes/draft/", sent, follow=True)


def test_a_comment_within_its_time_is_kept_although_the_draft_was_published_meanwhile(
    minutes, clerk, member, time_machine
):
    circulated(minutes, clerk, member)
    time_machine.move_to(AFTER, tick=False)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    time_machine.move_to(moment(2022, 1, 20, 23), tick=False)
    sent = commented(member, minutes, "It was longer than that.").text
    assert "Your comment has been sent to the committee team" in sent
    assert "It was longer than that." in signed_in(clerk).get(f"{DESK}write-up/").text


def test_a_comment_after_its_time_on_a_published_draft_is_shown_back(
    minutes, clerk, member, other_member, time_machine
):
    circulated(minutes, clerk, member)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    time_machine.move_to(moment(2022, 1, 21, 9), tick=False)
    assert latest_for(member, minutes.meeting, dt.date(2022, 1, 21)) is None
    with pytest.raises(Refused, match="are published"):
        circulated(Minutes.objects.get(), clerk, member)
    answer = commented(member, minutes, "It was longer than that.")
    assert answer.status_code == 422 and "It was longer than that." in answer.text
    assert "Carol Clerk published the minutes on Wednesday 12 January 2022" in answer.text
    assert commented(other_member, minutes, "Mine.").status_code == 404
    assert not Comment.objects.exists()


def test_a_comment_on_confirmed_minutes_is_refused_and_stays_in_its_form(minutes, clerk, member, time_machine):
    circulated(minutes, clerk, member)
    Circulation.objects.update(comments_by=dt.date(2022, 5, 1))
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    confirming.confirm(minutes, confirming=minuted.confirming(minutes, clerk), at=minuted.IN_APRIL, by=clerk)
    time_machine.move_to(moment(2022, 4, 22, 9), tick=False)
    answer = commented(member, minutes, "It was longer than that.")
    assert answer.status_code == 422 and "It was longer than that." in answer.text
    assert "The minutes are confirmed, so comments on the draft are closed" in answer.text


def test_the_same_comment_from_two_tabs_is_kept_once(minutes, clerk, member, time_machine):
    time_machine.move_to(AFTER, tick=False)
    circulated(minutes, clerk, member)
    for text in ("It was longer.", "It was  longer. ", "It was longer."):
        assert commented(member, minutes, text).status_code == 200
    assert [one.text for one in Comment.objects.order_by("pk")] == ["It was longer.", "It was  longer."]
    made = Comment.objects.first()
    circulating.answer_comment(made, accepted=True, at=AFTER, by=clerk)
    commented(member, minutes, "It was longer.")
    assert Comment.objects.count() == 3

"""What was asked for: opened, assigned, reminded of, answered, closed, taken up again."""

import datetime as dt
import io
import smtplib

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Post, Seat, User
from meetings import outstanding_actions
from meetings.actions import listing
from meetings.actions import verbs as actions
from meetings.actions.reminding import tell_otherwise
from meetings.agendas import verbs as agenda
from meetings.minutes.publication import publishing
from meetings.models import Action, AgendaItem, Answer, Declaration, LimbKind, Reminder, Result
from meetings.papers import verbs as papers
from tests.answers import client_of
from tests.conftest import LONG_AGO, person
from tests.meetings import asking
from tests.meetings.minuted import AFTER
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import EXEMPT, SECRET, moment
from tests.staging import staged

FEBRUARY = moment(2022, 2, 3, 9)


@staged
def action(safeguarding, clerk, officer, chairman) -> Action:
    return asking.asked(safeguarding, clerk, officer.person)


def test_every_limb_that_asks_opens_an_action_once_whatever_its_kind(safeguarding, clerk, officer, chairman):
    minutes = asking.held(safeguarding, asking.TENTH, clerk)
    first, second = asking.minute(minutes, 38, "Fostering"), asking.minute(minutes, 39, "Carers")
    asking.limb(first, "the report be noted", kind=LimbKind.NOTED)
    asking.limb(first, "data be sent.", 2, asked_of=officer.person, due_on=dt.date(2022, 3, 1))
    asking.limb(first, "the Director be asked to write to schools", 3, kind=LimbKind.NOTED)
    asking.limb(first, "it be recommended to the Cabinet that it be adopted", 4, kind=LimbKind.RECOMMENDED)
    asking.limb(first, "figures by school", 5, kind=LimbKind.NOTED, due_on=dt.date(2022, 3, 1))
    asking.limb(first, "the minutes be signed by Olive", 6, kind=LimbKind.CONFIRMED, asked_of=officer.person)
    asking.limb(second, "the board write to schools;", kind=LimbKind.ACTION, asked_body="The board")
    lost = asking.limb(asking.minute(minutes, 40, "Lost"), "a study be made")
    type(lost.resolution).objects.filter(pk=lost.resolution_id).update(result=Result.LOST)
    found = actions.open_all(minutes, at=asking.AT, by=clerk)
    told = [(one.text, one.answerable, one.due_on, one.withheld) for one in found]
    assert told == [
        ("data be sent", "Olive Officer", dt.date(2022, 3, 1), False),
        ("the Director be asked to write to schools", "", None, False),
        ("it be recommended to the Cabinet that it be adopted", "Cabinet", None, False),
        ("figures by school", "", dt.date(2022, 3, 1), False),
        ("the board write to schools", "The board", None, False),
    ]
    assert actions.open_all(minutes, at=asking.AT, by=clerk) == found


def test_a_limb_that_asks_nothing_or_was_not_carried_opens_nothing(safeguarding, clerk, chairman):
    minute = asking.minute(asking.held(safeguarding, asking.TENTH, clerk), 38, "Fostering")
    with pytest.raises(Refused, match="is not an action"):
        actions.open_action(asking.limb(minute, "it be noted", kind=LimbKind.NOTED), at=asking.AT, by=clerk)
    limb = asking.limb(minute, "data be sent", 2)
    type(limb.resolution).objects.filter(pk=limb.resolution_id).update(result=Result.PENDING, decided_at=None)
    with pytest.raises(Refused, match="has not resolved"):
        actions.open_action(limb, at=asking.AT, by=clerk)


def test_what_a_withheld_minute_asks_is_withheld_with_its_answers(safeguarding, clerk, officer, chairman):
    action = asking.asked(safeguarding, clerk, officer.person, access="exempt", paragraphs="1")
    answer = actions.answer(action, text="Nine.", withheld=False, at=FEBRUARY, by=officer)
    assert (action.withheld, answer.withheld) == (True, True)
    assert not Action.objects.public().exists()


def declared(safeguarding, clerk, member, **fields) -> Declaration:
    minutes = asking.held(safeguarding, dt.date(2022, 4, 21), clerk)
    item = AgendaItem.objects.filter(meeting=minutes.meeting).first()
    fields = {"kind": "dpi", "registered": False, "nature": f"Owns {SECRET}", "sensitive": True, **fields}
    who = asking.attended(minutes, member.person)
    return Declaration.objects.create(
        minutes=minutes, attendee=who, item=item, made_at=moment(2022, 4, 21, 10, 5), **fields
    )


def test_r34_an_unregistered_interest_asks_the_monitoring_officer_by_the_28th_day_and_in_private(
    safeguarding, clerk, member, officer, chairman
):
    Post.objects.create(person=officer.person, title="Monitoring Officer", is_monitoring_officer=True, since=LONG_AGO)
    declaration = declared(safeguarding, clerk, member)
    action = actions.open_for_declaration(declaration, at=FEBRUARY, by=clerk)
    assert (action.due_on, action.owner, action.withheld) == (dt.date(2022, 5, 18), officer.person, True)
    assert SECRET not in action.text
    assert actions.open_for_declaration(declaration, at=FEBRUARY, by=clerk) == action
    assert not Action.objects.public().exists()


@pytest.mark.parametrize("fields", [{"registered": True}, {"kind": "personal"}])
def test_r34_a_registered_or_another_interest_asks_nothing(safeguarding, clerk, member, chairman, fields):
    assert actions.open_for_declaration(declared(safeguarding, clerk, member, **fields), at=FEBRUARY, by=clerk) is None


def test_without_a_monitoring_officer_the_task_is_owed_by_the_office(safeguarding, clerk, member, chairman):
    action = actions.open_for_declaration(declared(safeguarding, clerk, member), at=FEBRUARY, by=clerk)
    assert action.answerable == "Monitoring officer"


@time_machine.travel(AFTER, tick=False)
def test_r31_votes_of_somebody_with_a_vote_on_some_functions_only_go_to_the_monitoring_officer(minuted, clerk):
    voter = minuted.attendees.filter(capacity="member", voting=True).first()
    Seat.objects.filter(person=voter.person).update(voting_scope="education functions")
    publishing.publish_draft(minuted, at=AFTER, by=clerk)
    asked = Action.objects.filter(text__contains=f"{voter.name} has a vote on education functions only")
    assert [(one.withheld, one.answerable) for one in asked] == [(True, "Monitoring officer")]
    minuted.refresh_from_db()
    actions.open_for_limited_vote(minuted, asked.get().text.partition("at which ")[2], at=AFTER, by=clerk)
    assert asked.count() == 1, "asked once, however often the minutes are published"


def test_an_answer_sent_twice_is_given_once(action, officer, clerk):
    data = {"data": pdf_of(3, "Data"), "filename": "the_data.pdf"}
    for given in ({"text": "There are 412."}, data, data | {"text": "With words."}):
        answers = [actions.answer(action, **given, at=FEBRUARY, by=officer) for _ in range(2)]
        assert answers[0] == answers[1]
    assert action.answers.count() == 3
    actions.answer(action, text="With other words.", at=FEBRUARY, by=officer)
    actions.answer(action, text="With other words.", at=FEBRUARY, by=clerk)
    assert action.answers.count() == 5


def test_an_answer_needs_words_or_a_document_which_is_counted_and_named(action, officer):
    for given in ({}, {"text": "   "}, {"data": b"", "filename": "x.pdf"}, {"data": b"words", "filename": "x.pdf"}):
        with pytest.raises(Refused):
            actions.answer(action, **given, at=FEBRUARY, by=officer)
    assert not Answer.objects.exists()
    answer = actions.answer(action, data=pdf_of(3, "Data"), filename="the_data.pdf", at=FEBRUARY, by=officer)
    assert (answer.pages, answer.document_title, answer.action.state) == (3, "The data", "answered")


def test_it_is_closed_with_evidence_and_taken_up_again_with_a_reason(action, clerk, officer):
    with pytest.raises(Refused):
        actions.close_action(action, evidence=" ", at=FEBRUARY, by=clerk)
    actions.answer(action, text="412", at=FEBRUARY, by=officer)
    closed = actions.close_action(action, evidence="Sent to members", at=FEBRUARY, by=clerk)
    assert (closed.state, closed.evidence, closed.closed_by) == ("closed", "Sent to members", clerk)
    for act in (
        lambda: actions.answer(action, text="more", at=FEBRUARY, by=officer),
        lambda: actions.close_action(action, evidence="asked again", at=FEBRUARY, by=clerk),
        lambda: actions.assign(action, owner=None, due_on=None, at=FEBRUARY, by=clerk),
    ):
        with pytest.raises(Refused, match="closed"):
            act()
    assert actions.reopen(action, reason="The figures were wrong", at=FEBRUARY, by=clerk).state == "answered"
    with pytest.raises(Refused):
        actions.reopen(action, reason="for cause", at=FEBRUARY, by=clerk)


def test_a_story_tells_each_step_with_the_days_between(action, clerk, officer):
    actions.remind(action, at=moment(2022, 1, 24, 9), by=clerk)
    actions.answer(action, text="412", at=FEBRUARY, by=officer)
    told = [(step.word, step.on.isoformat(), step.days) for step in outstanding_actions.story(action)]
    assert told == [("Requested", "2022-01-10", None), ("Reminded", "2022-01-24", 14), ("Answered", "2022-02-03", 10)]


def test_a_reminder_says_what_is_asked_and_where_to_answer_and_only_one_goes_a_day(action, clerk, officer):
    assert actions.remind(action, at=FEBRUARY, by=clerk) == officer
    (sent,) = mail.outbox
    assert sent.to == [officer.email] and "data on young carers" in sent.body
    assert f"/officers/actions/{action.pk}/" in sent.body and "Carol Clerk" in sent.body
    with pytest.raises(Refused, match="reminded today"):
        actions.remind(action, at=FEBRUARY, by=clerk)
    for day, is_offered in ((FEBRUARY.date(), False), (FEBRUARY.date() + dt.timedelta(days=1), True)):
        (row,) = listing.rows(listing.of_kind("owed", day), day)
        assert row.can_be_reminded is is_offered


def test_where_nobody_can_be_written_to_a_sentence_says_so(action, clerk):
    for fields, words in (
        ({"owner": None}, "no owner"),
        ({"owner": None, "owner_body": "The board"}, "not in the register"),
        ({"owner": person("Una", "Unreached"), "owner_body": ""}, "no sign-in"),
    ):
        Action.objects.update(**fields)
        with pytest.raises(Refused, match=words):
            actions.remind(action, at=FEBRUARY, by=clerk)
    tell_otherwise(Action.objects.get(), how="by telephone", at=FEBRUARY, by=clerk)
    assert [step.word for step in outstanding_actions.story(action)][1:] == ["Reminded"]
    before = Action.objects.get()
    Action.objects.update(state="answered")
    with pytest.raises(Refused, match="already answered"):
        tell_otherwise(before, how="by telephone", at=FEBRUARY, by=clerk)


def away(*args, **kwargs):
    """Fail as a mail server that takes nothing."""
    raise smtplib.SMTPException


def test_a_mail_server_that_does_not_take_it_is_noted_and_not_counted(action, clerk, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("committee.mail.notices.mail", away)
        with pytest.raises(Refused, match="could not be sent"):
            actions.remind(action, at=FEBRUARY, by=clerk)
    assert Reminder.objects.get().failure == "SMTPException"
    actions.remind(action, at=FEBRUARY, by=clerk)


def round_of(day: str) -> str:
    out = io.StringIO()
    call_command("daily", "--on", day, stdout=out, stderr=out)
    return out.getvalue()


def test_the_round_reminds_from_a_week_before_the_day_on_once_a_week_at_most(action):
    Action.objects.update(due_on=dt.date(2022, 3, 1))
    assert round_of("2022-02-21") == ""
    assert "data on young carers" in round_of("2022-02-22")
    assert round_of("2022-02-22") == round_of("2022-02-28") == ""
    assert "Olive Officer" in round_of("2022-03-01")
    assert "Overdue" not in mail.outbox[1].subject
    assert round_of("2022-03-08") and mail.outbox[2].subject.startswith("Overdue")
    assert len(mail.outbox) == 3


def test_the_round_reminds_of_what_has_no_day_every_four_weeks(action):
    Action.objects.update(due_on=None)
    days = ("2022-02-08", "2022-02-09", "2022-03-08", "2022-03-09")
    assert [day for day in days if round_of(day)] == ["2022-02-09", "2022-03-09"]


def test_the_round_leaves_out_what_is_answered_and_those_who_have_left(action, officer):
    Action.objects.update(due_on=dt.date(2022, 3, 1))
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert round_of("2022-03-01") == ""
    User.objects.filter(pk=officer.pk).update(is_active=True)
    actions.answer(action, text="412", at=FEBRUARY, by=officer)
    assert round_of("2022-03-01") == ""


def test_an_owner_assigned_later_was_not_asked_at_the_meeting(safeguarding, clerk, officer, chairman):
    action = asking.asked(safeguarding, clerk)
    actions.assign(action, owner=officer.person, due_on=dt.date(2022, 3, 1), at=FEBRUARY, by=clerk)
    action.refresh_from_db()
    assert (action.asked_on, action.assigned_on) == (asking.TENTH, dt.date(2022, 2, 3))
    minute = action.limb.resolution.minute
    (shown,) = outstanding_actions.shown_to_public([minute.pk], FEBRUARY.date())[minute.pk]
    assert (shown.asked_on, shown.assigned_on, shown.owner) == (asking.TENTH, dt.date(2022, 2, 3), "Olive Officer")
    actions.assign(action, owner=officer.person, due_on=None, at=moment(2022, 3, 3, 9), by=clerk)
    action.refresh_from_db()
    assert action.assigned_on == dt.date(2022, 2, 3), "another day for the answer is not another asking"


def test_nothing_is_due_before_the_meeting_that_asked_for_it(action, clerk, officer):
    with pytest.raises(Refused, match="before the meeting"):
        actions.assign(action, owner=officer.person, due_on=dt.date(1999, 1, 1), at=FEBRUARY, by=clerk)


def test_an_owner_whom_the_resolution_names_was_asked_by_the_meeting_and_is_e_mailed(
    safeguarding, clerk, officer, chairman, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        action = asking.asked(safeguarding, clerk, officer.person)
    assert (action.owner_since, action.assigned_on) == (asking.TENTH, None)
    assert outstanding_actions.story(action)[0].text.endswith("Committee, from Olive Officer")
    assert [sent.to for sent in mail.outbox] == [[officer.email]]


def test_assigning_an_action_e_mails_its_new_owner_once(
    safeguarding, clerk, officer, chairman, django_capture_on_commit_callbacks
):
    action = asking.asked(safeguarding, clerk)
    for due_on in (dt.date(2022, 3, 1), dt.date(2022, 3, 2)):
        with django_capture_on_commit_callbacks(execute=True):
            actions.assign(action, owner=officer.person, due_on=due_on, at=FEBRUARY, by=clerk)
    (sent,) = mail.outbox
    assert sent.to == [officer.email] and sent.subject.startswith("Action for you: that data on young carers")
    assert "If this action is not yours, reply to this email.\n\nSent by " in sent.body
    assert "due by Tuesday 1 March 2022" in sent.body and f"/officers/actions/{action.pk}/" in sent.body
    assert [step.word for step in outstanding_actions.story(action)] == ["Requested", "Assigned", "Emailed", "Assigned"]


def test_an_action_is_assigned_though_the_mail_server_does_not_take_the_e_mail(
    safeguarding, clerk, officer, chairman, monkeypatch, django_capture_on_commit_callbacks
):
    action = asking.asked(safeguarding, clerk)

    monkeypatch.setattr("committee.mail.notices.mail", away)
    with django_capture_on_commit_callbacks(execute=True):
        actions.assign(action, owner=officer.person, due_on=None, at=FEBRUARY, by=clerk)
    action.refresh_from_db()
    assert action.owner == officer.person
    assert outstanding_actions.story(action)[-1].word == "Email not sent"


# --- What anybody may read of an answer tells nothing withheld (R16) ------------------------------------------------


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"data": pdf_of(2, "Zanzibar Respite offers four hundred pounds a night for a bed")}, "same file as"),
        ({"data": pdf_of(3, "Zanzibar Respite offers four hundred pounds a night for a bed")}, "words of"),
        ({"data": pdf_of(1, "Figures"), "title": "Placement of Zanzibar"}, "the hidden title of item"),
    ],
)
def test_an_open_answer_may_not_hold_what_is_withheld_of_the_meeting(action, clerk, given, why):
    withhold(action.meeting, clerk)
    with pytest.raises(Refused, match=why) as refused:
        actions.answer(action, filename="b.pdf", at=FEBRUARY, by=clerk, **given)
    assert refused.value.rule == "R16" and "mark the answer as withheld" in refused.value.text
    assert not Answer.objects.exists()
    assert actions.answer(action, filename="b.pdf", withheld=True, at=FEBRUARY, by=clerk, **given).withheld


def withhold(meeting, clerk) -> None:
    """Add an item with a hidden title and an exempt paper to that meeting."""
    item = agenda.add_item(meeting, title="Placement of Zanzibar", public_title="A placement", part=2, by=clerk)
    data = pdf_of(2, "Zanzibar Respite offers four hundred pounds a night for a bed")
    papers.add_paper(item, title="Bid", data=data, filename="a.pdf", at=FEBRUARY, by=clerk, **EXEMPT)


def test_the_document_of_an_old_answer_that_is_the_file_of_an_exempt_paper_is_served_to_nobody(action, clerk, client):
    sent = {"data": pdf_of(2, "Zanzibar Respite offers four hundred pounds a night for a bed"), "filename": "b.pdf"}
    answer = actions.answer(action, **sent, title="Data", at=FEBRUARY, by=clerk)
    at = f"/committees/safeguarding/{action.meeting.slug}/answers/{answer.pk}/data.pdf"
    assert client.get(at).status_code == 200
    withhold(action.meeting, clerk)
    assert client.get(at).status_code == 404


def test_a_wrong_file_in_a_withheld_answer_is_removed_and_its_bytes_are_erased(action, clerk):
    wrong = {"data": pdf_of(1, "The child of another"), "filename": "wrong.pdf", "withheld": True}
    answer = actions.answer(action, **wrong, at=FEBRUARY, by=clerk)
    desk = client_of(clerk)
    address = f"/desk/answers/{answer.pk}/remove/"
    assert address in desk.get(f"/desk/actions/{action.pk}/").content.decode()
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"reason": "It is the wrong file."}).status_code == 302
    assert not Answer.objects.exists()
    assert Action.objects.get().state == "open"
    assert not files.holds(answer.stored)
    assert "It is the wrong file." in desk.get(f"/desk/actions/{action.pk}/").content.decode()
    with pytest.raises(Refused, match="removed already"):
        actions.remove_answer(answer, reason="It is the wrong file.", at=FEBRUARY, by=clerk)


def test_r60_an_answer_that_anybody_may_read_is_taken_down_and_not_removed(action, clerk, officer):
    answer = actions.answer(action, text="Nine.", at=FEBRUARY, by=officer)
    assert Action.objects.public().exists()
    with pytest.raises(Refused, match="Take it down"):
        actions.remove_answer(answer, reason="It is wrong.", at=FEBRUARY, by=clerk)

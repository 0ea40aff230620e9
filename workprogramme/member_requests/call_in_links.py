"""Signed links by which members confirm that they call a decision in."""

import datetime as dt
from typing import Any

from django.utils import timezone

from committee.acts.verbs import LinkHolder
from committee.forms.fields import ActForm
from committee.models import Person
from committee.sign_in.signed_links import LinkedAct, LinkPage
from committee.wording.dates import long_date
from workprogramme.member_requests import call_ins
from workprogramme.member_requests.signatories import letter_in_time
from workprogramme.models import CallIn
from workprogramme.procedure_forms import two_answers

GOOD_FOR = dt.timedelta(days=7)


class ConfirmCallInForm(ActForm):
    """Answer of a named member: confirm the call-in, or remove the name."""

    button = "Send your answer"

    confirmed = two_answers(
        "Do you call this decision in?",
        "Yes, count my name",
        "No, remove my name",
        error_messages={"required": "Choose whether you call this decision in."},
    )


def _latest(call_in: CallIn, at: dt.datetime) -> dt.datetime:
    """
    Return when a link sent at `at` expires: after GOOD_FOR, or earlier, at the end of the last day for call-in.

    If a letter came in time, the link expires after GOOD_FOR in any case.
    """
    ends = timezone.make_aware(dt.datetime.combine(call_in.due_on + dt.timedelta(days=1), dt.time()))
    return at + GOOD_FOR if letter_in_time(call_in) else min(at + GOOD_FOR, ends)


def _page(call_in: CallIn, person: Person, at: dt.datetime) -> LinkPage:
    return LinkPage(
        heading="Do you call this decision in?",
        lead="You are named among the members who call it in. Your name counts only if you confirm it.",
        text=call_in.reasons,
        facts=[
            ("The decision", call_in.decision_title),
            ("Decided by", call_in.decided_by),
            ("Published on", long_date(call_in.decision_published_on)),
            ("Answer", "Before it is checked")
            if letter_in_time(call_in)
            else ("Answer by the end of", long_date(call_in.due_on)),
        ],
        closed=_closed(call_in, person, at),
    )


def _closed(call_in: CallIn, person: Person, at: dt.datetime) -> str:
    if call_in.state != CallIn.State.RECEIVED:
        return "This call-in has been checked, so its names can no longer be changed."
    if person not in call_ins.to_confirm(call_in):
        return "You have nothing to confirm: you have confirmed it, or your name is no longer on it."
    return "" if at < _latest(call_in, at) else "The time for calling this decision in has ended."


def _answer(call_in: CallIn, person: Person, data: dict[str, Any], at: dt.datetime) -> str:
    if data["confirmed"]:
        call_ins.confirm(call_in, person, at=at, by=LinkHolder(person))
        return "You have confirmed that you call this decision in."
    call_ins.leave(call_in, person, by=LinkHolder(person))
    return "Your name has been removed from the call-in."


def _stands(call_in: CallIn, person: Person) -> str:
    mine = call_in.signatories.filter(person=person).first()
    if mine is None:
        return "Your name is not on the call-in."
    return (
        "Your name counts among those who call it in." if mine.confirmed_at else "Your name has not been confirmed yet."
    )


CONFIRM_CALL_IN = LinkedAct(
    name=call_ins.CONFIRM,
    page=_page,
    form=ConfirmCallInForm,
    carry_out=_answer,
    expires=_latest,
    mail_subject="Do you call this decision in?",
    mail_template="email/call_in_confirm.txt",
    may_send=call_ins.may_ask_to_confirm,
    stands=_stands,
)

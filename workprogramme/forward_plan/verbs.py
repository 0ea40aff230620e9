"""Verbs of the forward plan: enter a key decision, publish its notice, record that it was taken, withdraw it."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, facts_of, label, proven, reasoned, save, set_changed
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.law.executive import PrivateNotices, why_not_in_private
from committee.law.response import general_exception_from
from committee.models import Function, LegalKind, User
from committee.register import roles_told
from committee.register.calendar import day_list
from committee.search import index
from committee.wording.dates import long_date
from committee.wording.wording import chair, worded
from meetings.models import Meeting
from meetings.packs.leak_check import public_words
from workprogramme.forward_plan import particulars
from workprogramme.models import TOLD, CallIn, KeyDecision, Notice, ScrutinyRules, UrgentDecision
from workprogramme.time_limits import Counting

# Columns that `enter_decision` and `edit_decision` may set.
PARTICULARS = {
    "title", "reference", "why_key", "matter", "decision_maker", "members", "portfolio", "earliest_on", "latest_on",
    "documents", "address", "other_documents", "how_to_ask", "in_private", "private_notice",
}  # fmt: skip
# Columns of a decision whose texts are compared with what meetings withhold.
SAID = (
    "title", "reference", "matter", "decision_maker", "members", "documents", "address", "how_to_ask", "impracticable",
    "withdrawn_reason",
)  # fmt: skip
RULES = {"counting", "call_in_days", "call_in_by", "call_in_members", "call_in_meeting_days", "suggestions_kept_months"}
OF_CALL_IN = ("call_in_days", "call_in_by", "call_in_members")


def _hold(decision: KeyDecision) -> KeyDecision:
    """Return the decision's present row, locked. Raises Refused where it has been withdrawn."""
    locked = KeyDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if locked.withdrawn_at:
        raise Refused("That decision has been withdrawn from the forward plan.")
    return locked


def _refuse_telling(decision: KeyDecision, names: Collection[str] = SAID) -> None:
    """
    Raise Refused where the texts in `names` reveal what a meeting withholds (R16; reg 9(1), reg 20).

    The texts are compared with the meetings of the executive in the decision's period, and with the meeting of its
    notice of private business.
    """
    fields = [name for name in SAID if name in names]
    texts = [(f"the forward plan’s {name.replace('_', ' ')}", [getattr(decision, name)]) for name in fields]
    within = Q(committee__kind=LegalKind.EXECUTIVE) | Q(committee__function=Function.EXECUTIVE)
    within &= Q(date__range=(decision.earliest_on, decision.latest_on))
    notice = decision.private_notice
    meetings = Meeting.objects.filter(within | Q(pk=notice.meeting_id if notice else None))
    public_words.refuse_telling_of_any(texts, meetings.select_related("committee"))


@verb(may=plans_scrutiny)
def enter_decision(*, at: dt.datetime, by: User, **particulars: object) -> KeyDecision:
    """
    Enter a key decision with its particulars (SI 2012/2089 reg 9(1)).

    The decision is not public until its notice is published.

    Raises Refused where a particular is not valid, TypeError where one is unknown.
    """
    decision = KeyDecision(created_at=at, created_by=by)
    set_changed(decision, particulars, allowed=PARTICULARS)
    save(decision)
    audit.record(by, "entered", decision, earliest_on=decision.earliest_on.isoformat())
    return decision


@verb(may=plans_scrutiny)
def edit_decision(decision: KeyDecision, *, at: dt.datetime, by: User, **changes: object) -> KeyDecision:
    """
    Change particulars of a decision that is not taken yet.

    Raises TypeError for unknown `changes`, and Refused where the decision has been taken. Once its notice is published,
    also raises Refused where a change would

    - make the notice too short;
    - widen the published period (SI 2012/2089 reg 9(1)(d));
    - change title, matter or decision-maker (reg 9(1)(b), (c));
    - open a private decision to the public on or after its first day (R58);
    - reveal what a meeting withholds (R16).
    """
    locked = _hold(decision)
    if locked.taken_on:
        raise Refused("That decision has been taken, so its notice cannot change.")
    changed = set_changed(locked, changes, allowed=PARTICULARS)
    if locked.published_at:
        if "earliest_on" in changed:
            _refuse_short(locked, day_of(locked.published_at))
        _refuse_change_of_notice(KeyDecision.objects.get(pk=locked.pk), locked, day_of(at))
        _refuse_telling(locked, SAID if "private_notice" in changed else changed)
    if changed:
        save(locked)
        index.changed(locked)
        audit.record(by, "changed", locked, **facts_of(changed))
    return locked


def _refuse_change_of_notice(was: KeyDecision, now: KeyDecision, on: dt.date) -> None:
    """
    Raise Refused where the changes contradict the published notice.

    - A period can be shortened and not widened (reg 9(1)(d)).
    - Title, matter and decision-maker stay (reg 9(1)(b), (c)).
    - A private decision stays private from the first day on which it can be taken (R58, reg 5).
    """
    if now.earliest_on < was.earliest_on or now.latest_on > was.latest_on:
        raise Refused(
            f"Its notice says: {was.period}. A published period can only be shortened. Withdraw it and "
            "give notice again."
        )
    for name, what in TOLD.items():
        if getattr(was, name).split() != getattr(now, name).split():
            raise Refused(f"Its notice is published, so {what} cannot change. Withdraw it and give notice again.")
    if was.in_private and not now.in_private and on >= was.earliest_on:
        raise Refused(
            f"The public was told that it is taken in private, and it can be taken since {long_date(was.earliest_on)}: "
            "that stays. Before that day it could have been said to be taken in public.",
            rule="R58",
        )


def _refuse_short(decision: KeyDecision, published: dt.date) -> None:
    """Raise Refused where a notice published on the day `published` lacks what its kind of notice requires."""
    if decision.notice == Notice.FULL:
        counting = Counting.current()
        if short := counting.why_short(published, decision.earliest_on):
            raise Refused(
                f"{short} Choose {long_date(counting.decision_from(published))} or later, or give it under the general "
                "exception or special urgency."
            )
    elif decision.notice == Notice.GENERAL:
        first = general_exception_from(max(published, _told_on(decision)), day_list())
        if decision.earliest_on < first:
            raise Refused(
                f"Under the general exception five clear days must pass: it can be taken from {long_date(first)}."
            )
    elif not _agreed(decision).exists():
        raise Refused(
            f"Special urgency needs the agreement of the {chair().lower()} of the scrutiny committee (regulation 11): "
            "record it among the urgent decisions first."
        )


def _agreed(decision: KeyDecision) -> QuerySet[UrgentDecision]:
    """Return the chairman's agreements that the decision is urgent and cannot reasonably be deferred (reg 11)."""
    return decision.urgencies.filter(kind=UrgentDecision.Kind.SPECIAL, answer=UrgentDecision.Answer.AGREED)


def _refuse_unagreed(decision: KeyDecision, taken_on: dt.date) -> None:
    """Raise Refused where, under special urgency, the chairman had not agreed by the day `taken_on` (reg 11(1))."""
    if decision.notice != Notice.SPECIAL:
        return
    if not any(day_of(urgent.answered_at) <= taken_on for urgent in _agreed(decision) if urgent.answered_at):
        raise Refused(
            worded("Under special urgency it can be taken only once the chairman has agreed, and not before that day.")
        )


def _told_on(decision: KeyDecision) -> dt.date:
    """Return the day on which the chairman was told under reg 10. Raises Refused where no chairman was told."""
    urgent = decision.urgencies.filter(answer=UrgentDecision.Answer.TOLD).order_by("asked_at").first()
    if urgent is None:
        raise Refused(
            f"The general exception needs the {chair().lower()} of the scrutiny committee to have been told "
            "(regulation 10): record it among the urgent decisions first."
        )
    return day_of(urgent.asked_at)


def _notice(decision: KeyDecision) -> object:
    """Return the public content of a key decision's notice, to compare with what the page showed."""
    return decision.title, particulars.of(decision)


@verb(may=plans_scrutiny, seen=_notice)
def publish_notice(
    decision: KeyDecision, *, notice: str = Notice.FULL, impracticable: str = "", seen: str, at: dt.datetime, by: User
) -> KeyDecision:
    """
    Publish the notice of a key decision (SI 2012/2089 regs 9 to 11).

    Raises Refused where

    - the notice is published already, or its text reveals what a meeting withholds (R16);
    - full notice is given, and fewer than 28 clear days are left;
    - the general exception is used, and the chairman has not been told, or fewer than five clear days are left;
    - special urgency is used, and the chairman has not agreed;
    - either exception is used, and the reason to be published is missing.
    """
    locked = _hold(decision)
    if locked.published_at:
        raise Refused("Its notice is published already.")
    refuse_unseen(locked, seen)
    locked.notice = notice
    _refuse_short(locked, day_of(at))
    full = notice == Notice.FULL
    locked.impracticable = "" if full else reasoned(impracticable, "why 28 days’ notice was impracticable", 1000)
    _refuse_telling(locked)
    locked.published_at, locked.published_by = at, by
    save(locked)
    index.changed(locked)
    audit.record(by, "published the notice of", locked, notice=Notice(notice).label)
    return locked


@verb(may=plans_scrutiny, seen=_notice)
def record_taken(
    decision: KeyDecision,
    *,
    taken_on: dt.date,
    published_on: dt.date | None = None,
    proof: str = "",
    seen: str,
    at: dt.datetime,
    by: User,
) -> KeyDecision:
    """
    Record the day on which a decision was taken and, once known, the day of its publication.

    The last day for call-in is counted from the day of publication, by the rules in force on that day. Raises Refused
    where

    - no notice is published, or the day of taking is outside the notice's period or in the future;
    - the notices or the agreement that the decision needs are missing;
    - the decision is published already, because its last day for call-in must stay;
    - the day of publication is before today and has no `proof`, because the time for call-in may have passed.
    """
    locked = _hold(decision)
    if locked.decision_published_on:
        raise Refused(
            f"The decision was published on {long_date(locked.decision_published_on)}. The call-in period "
            "started on that day, so it cannot be changed."
        )
    refuse_unseen(locked, seen)
    if not locked.published_at:
        raise Refused("No notice of it has been published, so it cannot lawfully have been taken.")
    if taken_on < locked.earliest_on:
        raise Refused(f"Its notice says it cannot be taken before {long_date(locked.earliest_on)}.")
    if taken_on > locked.latest_on:
        raise Refused(
            f"Its notice says it would be taken by {long_date(locked.latest_on)}. Withdraw it and give notice again."
        )
    _refuse_private(locked, taken_on)
    _refuse_unagreed(locked, taken_on)
    today = day_of(at)
    if taken_on > today or (published_on and published_on > today):
        raise Refused("That date is in the future.")
    if published_on and published_on < taken_on:
        raise Refused("A decision is published on the day it is taken, or later.")
    proof = proven(proof, published_on, at) if published_on else ""
    locked.taken_on, locked.decision_published_on = taken_on, published_on
    locked.call_in_until = Counting.current().call_in_until(published_on) if published_on else None
    save(locked)
    audit.record(by, "recorded the taking of", locked, proof=proof, **_days_of_taking(locked))
    return locked


@verb(may=plans_scrutiny)
def strike_taken(decision: KeyDecision, *, reason: str, at: dt.datetime, by: User) -> KeyDecision:
    """
    Delete the mistaken record that a decision was taken. The public page shows the mistake. The trail has the reason.

    The decision's notice stays in force, so the decision can still be taken or withdrawn. Raises Refused where the
    decision is not recorded as taken, or has been called in.
    """
    locked = _hold(decision)
    if not locked.taken_on:
        raise Refused("It is not recorded as taken.")
    if CallIn.objects.filter(decision=locked).exclude(state=CallIn.State.REFUSED).exists():
        raise Refused("It has been called in, so what was recorded cannot change.")
    why, days = reasoned(reason, "why it was recorded by mistake"), _days_of_taking(locked)
    locked.mistaken_taken_on, locked.mistake_corrected_on = locked.taken_on, day_of(at)
    locked.taken_on, locked.decision_published_on, locked.call_in_until = None, None, None
    save(locked)
    audit.record(by, "recorded as not taken", locked, reason=why, **days)
    return locked


def _days_of_taking(decision: KeyDecision) -> dict[str, str]:
    """Return the days of taking and of publication and the last day for call-in, as ISO text, for the trail."""
    days = (decision.taken_on, decision.decision_published_on, decision.call_in_until)
    names = ("taken_on", "published_on", "call_in_until")
    return {name: day.isoformat() if day else "" for name, day in zip(names, days, strict=True)}


def _refuse_private(decision: KeyDecision, taken_on: dt.date) -> None:
    """Raise Refused where a private decision was taken on a day for which its notices are missing (R58; reg 5)."""
    notice = decision.private_notice
    if not decision.in_private:
        return
    notices = notice.given if notice and not notice.withdrawn_at else PrivateNotices()
    if notice and notice.meeting.date != taken_on:
        raise Refused(
            f"It was to be taken in private on {long_date(notice.meeting.date)}, and was noticed for that day."
        )
    if notice and notice.meeting.is_cancelled:
        raise Refused(f"It was to be taken in private on {long_date(taken_on)}, and that meeting has been cancelled.")
    if finding := why_not_in_private(notices, taken_on, day_list()):
        raise Refused(finding.text, rule=finding.rule)


@verb(may=plans_scrutiny)
def withdraw_decision(decision: KeyDecision, *, reason: str, at: dt.datetime, by: User) -> KeyDecision:
    """
    Withdraw a decision. A published notice stays public, and shows the reason.

    Raises Refused once the decision is taken, or where the reason to be published reveals something withheld (R16).
    """
    locked = _hold(decision)
    if locked.taken_on:
        raise Refused(
            "It has been taken, so it can no longer be withdrawn. If that was recorded by mistake, correct it first."
        )
    locked.withdrawn_reason = reasoned(reason, "why it is withdrawn")
    locked.withdrawn_at = at
    if locked.published_at:
        _refuse_telling(locked, ["withdrawn_reason"])
    save(locked)
    index.changed(locked)
    audit.record(by, "withdrew", locked, reason=locked.withdrawn_reason)
    return locked


@verb(may=plans_scrutiny)
def change_rules(*, on: dt.date, by: User, **changes: object) -> ScrutinyRules:
    """
    Change the council's rules of scrutiny. Deadlines that are stored already keep their days.

    New rules of call-in apply to decisions published from the next day on. No running call-in period becomes shorter
    or harder to use. A change of the rules of call-in is emailed to the monitoring officer. Raises Refused where a
    rule is not valid, TypeError where a rule is unknown.
    """
    rules = ScrutinyRules.objects.select_for_update().first() or ScrutinyRules(pk=1)
    before = {name: getattr(rules, name) for name in OF_CALL_IN}
    changed = set_changed(rules, changes, allowed=RULES)
    if changed or rules._state.adding:
        if others := [name for name in OF_CALL_IN if name in changed]:
            _date_call_in(rules, before, on)
            words = ", ".join(f"{label(rules, name)}: {changed[name]}" for name in others)
            about = {"subject": "The rules of call-in were changed", "page": "public:forward-plan"}
            sentence = f"{by} has changed the rules of call-in from {long_date(rules.call_in_since)}. {words}."
            roles_told.tell_after_commit(sentence, roles_told.monitoring_officers(on), **about)
        save(rules)
        audit.record(by, "changed", rules, **facts_of(changed))
    return rules


def _date_call_in(rules: ScrutinyRules, before: dict[str, Any], on: dt.date) -> None:
    """
    Store the former rules of call-in. They apply to decisions published on the day `on` or earlier.

    A second change on the same day stores nothing: the rules before the first change are stored already.
    """
    since = on + dt.timedelta(days=1)
    if rules.call_in_since is None or rules.call_in_since < since:
        if rules.call_in_since:  # decisions published between two changes keep the rules of their day
            before |= {"since": rules.call_in_since.isoformat(), "before": rules.call_in_before}
        rules.call_in_before, rules.call_in_since = before, since

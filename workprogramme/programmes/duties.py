"""A committee's duties to consider a matter every so many months (R42): verbs, and the state of each duty."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import facts_of, save, set_changed
from committee.acts.verbs import verb
from committee.law.duties import Round, stands
from committee.models import Committee, User
from workprogramme import leak_check
from workprogramme.models import Duty, DutyKind, ItemState, ProgrammeItem

CHANGES = {"kind", "title", "source", "every_months", "warn_after"}
# By kind: title and source in law of the two usual duties.
USUAL = {
    DutyKind.CRIME_AND_DISORDER: ("Crime and disorder", "SI 2009/942 reg 4"),
    DutyKind.SAFEGUARDING_REPORT: ("Annual report of the safeguarding partnership", "Children Act 2004 s.16G"),
}


@verb(may=plans_scrutiny)
def record_duty(committee: Committee, *, by: User, **fields: object) -> Duty:
    """
    Record that the committee must consider something every so many months.

    Raises TypeError for unknown `fields`, and Refused where

    - the committee has the same duty already;
    - the interval or the warning is too long for crime and disorder (R42);
    - the title would reveal something withheld (R16), because public programme items show the title.
    """
    duty = Duty(committee=committee)
    set_changed(duty, fields, allowed=CHANGES)
    _refuse_slack(duty)
    leak_check.refuse_telling_of(committee, [("the title", [duty.title])])
    save(duty)
    audit.record(by, "recorded", duty, committee=str(committee), source=duty.source)
    return duty


def _refuse_slack(duty: Duty) -> None:
    """Raise Refused where crime and disorder is due less than once in twelve months, or its warning is late (R42)."""
    if duty.kind == DutyKind.CRIME_AND_DISORDER and (duty.every_months > 12 or duty.warn_after > 10):
        raise Refused(
            "The crime and disorder committee meets at least once in every twelve months (SI 2009/942 reg 4): enter 12 "
            "months or fewer, with a warning after 10 or fewer.",
            rule="R42",
        )


def _locked(duty: Duty) -> Duty:
    locked = Duty.objects.select_for_update(of=("self",)).select_related("committee").filter(pk=duty.pk).first()
    if locked is None:
        raise Refused(f"“{duty.title}” has already been removed.")
    return locked


@verb(may=plans_scrutiny)
def edit_duty(duty: Duty, *, by: User, **changes: object) -> Duty:
    """
    Change a duty's kind, title or source, its interval, or its warning.

    Raises TypeError for unknown `changes`, and Refused where

    - the duty has been removed;
    - the kind would change, but items fulfil the duty;
    - the interval or the warning is too long for crime and disorder (R42);
    - the title would reveal something withheld (R16).
    """
    locked = _locked(duty)
    if changed := set_changed(locked, changes, allowed=CHANGES):
        if "kind" in changed and locked.items.exists():
            raise Refused("Programme items fulfil it, so it stays the duty that it is.")
        _refuse_slack(locked)
        if "title" in changed:
            leak_check.refuse_telling_of(locked.committee, [("the title", [locked.title])])
        save(locked)
        audit.record(by, "changed", locked, **facts_of(changed))
    return locked


@verb(may=plans_scrutiny)
def remove_duty(duty: Duty, *, by: User) -> None:
    """
    Remove a duty from the list.

    Raises Refused where programme items refer to the duty, and where the duty is removed already.
    """
    locked = _locked(duty)
    if locked.items.exists():
        raise Refused("Programme items fulfil it, so it stays as a record.")
    audit.record(by, "removed", locked, committee=str(locked.committee), source=locked.source)
    locked.delete()


TO_COME = (ItemState.SCHEDULED, ItemState.ON_AGENDA)


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty, and its state (`round`): when its matter was last considered, is next planned and is due."""

    duty: Duty
    round: Round


def standings(committee: Committee, on: dt.date) -> list[Standing]:
    """Return each duty of the committee with its state on the day `on`, in one query. Only formal meetings count."""
    formal = ProgrammeItem.objects.filter(
        duty=OuterRef("pk"),
        meeting__committee=OuterRef("committee"),
        meeting__informal=False,
        meeting__cancelled_at__isnull=True,
    )
    # A duty counts as considered if the minutes record that its item was dealt with, whatever the state of the item.
    taken = Q(agenda_item__minute__opened_at__isnull=False) | Q(agenda_item__minute__taken=True)
    done = formal.filter(taken, agenda_item__minute__omitted=False, meeting__date__lte=on)
    to_come = formal.filter(state__in=TO_COME, meeting__date__gte=on)
    rows = committee.duties.annotate(last=_day(done, "-"), planned=_day(to_come, ""))
    return [Standing(duty, _round(duty, committee, on)) for duty in rows]


def _day(items: QuerySet[ProgrammeItem], order: str) -> Subquery:
    return Subquery(items.order_by(f"{order}meeting__date").values("meeting__date")[:1])


def _round(duty: Duty, committee: Committee, on: dt.date) -> Round:
    """Return the duty's state. An informal body has no formal meetings, so none of its meetings count."""
    last, planned = duty.last, duty.planned  # type: ignore[attr-defined]  # annotated by `standings`
    if committee.is_informal:
        last = planned = None
    return stands(last, planned, on, every_months=duty.every_months, warn_after=duty.warn_after)

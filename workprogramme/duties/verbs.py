"""Verbs of a committee's duties: what must come round, recorded, changed and removed."""

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import facts_of, save, set_changed
from committee.acts.verbs import verb
from committee.models import Committee, User
from workprogramme import leak_check
from workprogramme.models import Duty, DutyKind

CHANGES = {"kind", "title", "source", "every_months", "warn_after"}
# What the law requires of the committee that is designated for it, and what safeguarding committees bring every year.
USUAL = {
    DutyKind.CRIME_AND_DISORDER: ("Crime and disorder", "SI 2009/942 reg 4"),
    DutyKind.SAFEGUARDING_REPORT: ("Annual report of the safeguarding partnership", "Children Act 2004 s.16G"),
}


@verb(may=plans_scrutiny)
def record_duty(
    committee: Committee,
    *,
    kind: str,
    title: str,
    source: str = "",
    every_months: int = 12,
    warn_after: int = 10,
    by: User,
) -> Duty:
    """
    Record that the committee must consider something every so many months.

    Raises Refused for the same twice, and where the title, which items of the programme tell, would tell what is
    withheld (R16).
    """
    words = " ".join((title or "").split())
    duty = Duty(committee=committee, kind=kind, title=words, source=source.strip())
    duty.every_months, duty.warn_after = every_months, warn_after
    _refuse_slack(duty)
    leak_check.refuse_telling_of(committee, [("the title", [duty.title])])
    save(duty)
    audit.record(by, "recorded", duty, committee=str(committee), source=duty.source)
    return duty


def _refuse_slack(duty: Duty) -> None:
    """Raise Refused where crime and disorder comes round later than every twelve months (R42)."""
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
    Change what a duty says or how often it comes round.

    Raises Refused where it has been removed, and where its title would reveal what is withheld (R16); TypeError for
    unknown `changes`.
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

    Raises Refused where items of a programme fulfil it, as it is their record, and where it is removed already.
    """
    locked = _locked(duty)
    if locked.items.exists():
        raise Refused("Programme items fulfil it, so it stays as a record.")
    audit.record(by, "removed", locked, committee=str(locked.committee), source=locked.source)
    locked.delete()

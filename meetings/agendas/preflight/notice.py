"""Checks of time: notice, clear days, urgency, late reports, the list of days (R01-R10), private business (R58)."""

from collections.abc import Iterator

from committee.law import clear_days, notice
from committee.law.business import is_unrelated
from committee.law.executive import REG_5
from committee.wording.dates import long_date
from committee.wording.wording import chair, worded
from meetings.agendas.listed_items import how_added
from meetings.agendas.preflight.case import ADDED, ADDING, CORRECTION, SUPPLEMENT, URGENT, Case, urgency_of
from meetings.agendas.preflight.checks import (
    Check,
    Where,
    at,
    block,
    from_law,
    inform,
    softened,
    warn,
)
from meetings.agendas.private_business import PrivateBusiness, is_private
from meetings.models import AgendaItem, Meeting, PaperState
from meetings.notice_period import deadline, in_time
from meetings.packs.leak_check.titles import quoted

PROVISO = "LGA 1972 s.100B(3)"


def check(case: Case) -> Iterator[Check]:
    """Yield all findings about time for this act."""
    if case.first:
        yield from _first_publication(case)
        yield from _reminders(case)
    if case.for_ in (SUPPLEMENT, *ADDING):
        yield from _together(case)
    if case.for_ == SUPPLEMENT:
        yield from _late_reports(case)
    if case.for_ in ADDING:
        yield from _added_items(case)
    if case.for_ != CORRECTION and (business := PrivateBusiness.of(case.meeting, case.days)):
        yield from _private_business(case, business)


def _private_business(case: Case, business: PrivateBusiness) -> Iterator[Check]:
    """
    R58: check that private business of the executive has its two notices, or an agreement in their place (reg 5).
    """
    for item in case.standing_items:
        if is_private(item) and (finding := business.why_not(item.pk)):
            private_notice = business.notices.get(item.pk)
            page, pk = ("private-notice", {"pk": private_notice.pk}) if private_notice else ("private-notices", {})
            where: Where = (f"desk:{page}", pk)
            yield block(finding.rule, f"Item {item.number}: {finding.text}", finding.source, where, "See its notices")
        elif item.pk not in case.published_items and (matter := business.names_otherwise(item)):
            text = (
                f"Item {item.number} is called {quoted(item.title_for_public)} for the public, and notice was given of "
                f"{quoted(matter)}. Use the title in the notice."
            )
            yield block("R58", text, REG_5, at(item), "Change its public title")


def _first_publication(case: Case) -> Iterator[Check]:
    """R01, R02, R05, R06, R09, R10: check that agenda and notice are in time (s.100A(6)(a), s.100B(3)-(4))."""
    meeting = case.meeting
    required = notice.required_clear_days(case.legal_kind, meeting.date)
    if required is None:
        return
    rulings = [urgency_of(item) for item in case.standing_items]
    all_urgent = bool(rulings) and all(ruling and ruling.complete for ruling in rulings)
    about, short = (case.legal_kind, case.on, meeting.date, case.days), case.shorter_notice
    late = notice.may_publish(*about, shorter_notice=short, all_items_urgent=all_urgent)
    if late and late.rule == "R02":
        yield from_law(late, at(meeting, "meeting-settings"), "View how it was called")
    elif late:
        yield from_law(late, at(meeting, "meeting-rearrange"), "Re-arrange the meeting")
    else:
        yield from _notice_of_meeting(case, all_urgent)
        yield from _in_place_of_another(case)
    if meeting.committee.kind == notice.Kind.JOINT:
        text = (
            "It is a joint committee: post the notice at the offices of every constituent council and, where the "
            "meeting is held elsewhere, at those premises too."
        )
        executive = case.legal_kind is notice.Kind.EXECUTIVE
        yield inform("R01", text, "SI 2012/2089 reg 6(1)" if executive else "LGA 1972 s.100E(2)")
    for worry in clear_days.count(case.on, meeting.date, case.days, required).warnings:
        # The clerk can try another day on the pre-flight page. The list of days is edited in the register.
        yield from_law(worry, at(meeting, "agenda-preflight"), "Try another day")


def _in_place_of_another(case: Case) -> Iterator[Check]:
    """
    R02: warn where this meeting seems only to replace another meeting whose agenda is late.

    Such a meeting is not convened at shorter notice.
    """
    called_on = case.meeting.called_on
    if called_on is None:
        return
    others = Meeting.objects.formal().filter(committee=case.meeting.committee_id, versions__isnull=True)
    for other in others.filter(date__gte=called_on).exclude(pk=case.meeting.pk).order_by("date"):
        due = deadline(other, case.days)
        if due and called_on >= due.last_working_day:
            text = (
                f"The agenda for {long_date(other.date)} was due by {long_date(due.last_working_day)} and is not "
                "published. If this meeting only replaces that one, it is not convened at shorter notice."
            )
            yield warn("R02", text, "LGA 1972 s.100A(6)(a)", at(other), "See the other meeting")


def _notice_of_meeting(case: Case, all_urgent: bool) -> Iterator[Check]:
    """Check the notice of time and place. Urgent items do not cure a late notice."""
    finding = notice.notice_of_meeting(
        case.legal_kind, case.on, case.meeting.date, case.days, shorter_notice=case.shorter_notice
    )
    if finding is None:
        return
    made = from_law(finding, at(case.meeting, "meeting-rearrange"), "Re-arrange the meeting")
    due = deadline(case.meeting, case.days)
    if all_urgent and due:
        text = (
            "Urgency covers the items but not the meeting. The meeting is lawful only if the notice of time and place "
            f"was posted at the offices by {long_date(due.last_calendar_day)}. Record this in the certificate."
        )
        yield softened(made, text)
    else:
        yield made


def _added_in_time(case: Case, item: AgendaItem) -> Iterator[Check]:
    """R03: block a ruling, or an urgent publication, while the item can still be added with lawful notice."""
    if urgency_of(item):
        yield _no_ruling(item)
    elif case.for_ == URGENT:
        text = f"There is still time to give notice of item {item.number}: add it to the agenda, without a ruling."
        yield block("R03", text, "LGA 1972 s.100B(3)-(4)", at(item, "item-add"), "Add it to the published agenda")
    required = notice.required_clear_days(case.legal_kind, case.meeting.date)
    if required and case.for_ == ADDED:
        for worry in clear_days.count(case.on, case.meeting.date, case.days, required).warnings:
            yield from_law(worry, at(case.meeting), "See the agenda")


def _no_ruling(item: AgendaItem) -> Check:
    text = f"Item {item.number} has a ruling of urgency, but there is still time to give notice. Withdraw the ruling."
    return block("R03", text, "LGA 1972 s.100B(4)(b)", at(item, "item-urgent"), "Withdraw the ruling")


def _reminders(case: Case) -> Iterator[Check]:
    """R03, R04: block an incomplete or needless ruling; inform of what the minute of an urgent item must give."""
    for item in case.standing_items:
        ruling = urgency_of(item)
        if ruling is None:
            continue
        if case.in_time:
            yield _no_ruling(item)
            continue
        if not ruling.complete:
            whose = f"the {chair().lower()}’s name and the special circumstances"
            text = f"The urgency ruling on item {item.number} needs {whose}."
            yield block("R03", text, "LGA 1972 s.100B(4)(b)", at(item, "item-urgent"), "Complete the ruling")
        yield _minute(item)


def _minute(item: AgendaItem) -> Check:
    ruling = f"the special circumstances in the {chair().lower()}’s ruling"
    text = f"The minute of item {item.number} will have to give {ruling}."
    return inform("R04", text, "LGA 1972 s.100B(4)(b)", at(item, "item-urgent"), "See the ruling")


def _late_reports(case: Case) -> Iterator[Check]:
    """R07: warn of a late report, inform of papers to follow; R03: block a late report that may be other business."""
    for item, paper in case.papers:
        finding = notice.late_report(case.legal_kind, case.on, case.meeting.date, case.days, paper.late_reason)
        if finding and is_unrelated(_published_of(case, item), paper.title):
            text = (
                f"{quoted(paper.title)} has no word of item {item.number}, {quoted(item.title)}, so it may be other "
                "business, of which no notice was given. If it is, withdraw it and put it under an item of its own"
                f"{how_added(case.legal_kind, case.meeting)}. If it belongs to item {item.number}, let its title say "
                f"so: “{item.title}: {paper.title}”."
            )
            yield block("R03", text, "LGA 1972 s.100B(4)", at(paper), "Change its title")
        elif finding:
            text = finding.text.replace("This report", quoted(paper.title), 1)
            made = from_law(finding, at(paper), "Enter why it is late")
            yield softened(made, text, kind="late-report")
    for _, paper in case.all_papers:
        if paper.state == PaperState.TO_FOLLOW:
            text = f"{quoted(paper.title)} is still to follow."
            yield inform("R07", text, PROVISO, at(paper), "Send a reminder", kind="still-to-follow")


def _published_of(case: Case, item: AgendaItem) -> list[str]:
    """
    Return the published words on an item and its papers that gave notice of its business.

    These are the words of the version that first listed the item, and of each version published in time. Titles of
    papers to follow are included. A paper first named in a late version, such as a supplement, gave no
    notice.
    """
    lines: list[str] = []
    for published_at, items in case.meeting.versions.order_by("number").values_list("published_at", "snapshot__items"):
        entry = next((row for row in items if row["pk"] == item.pk), None)
        if entry and (not lines or in_time(case.meeting, clear_days.publication_day(published_at), case.days)):
            papers = [paper["title"] for paper in entry["papers"]]
            lines += [entry["title"], entry["public_title"], entry.get("lead_line", "")]
            lines += [*entry.get("bullets", ()), *papers]
    return lines


def _together(case: Case) -> Iterator[Check]:
    """R08: inform, after the deadline, that public and members get papers at the same moment (s.100B(3) proviso)."""
    if case.papers and notice.public_copy_goes_too(case.legal_kind, case.on, case.meeting.date, case.days):
        less = ", less what is withheld" if any(paper.is_withheld for _, paper in case.papers) else ""
        text = f"The deadline has passed, so the public copy is published at the same time as the members’ copy{less}."
        yield inform("R08", text, PROVISO)


def _added_items(case: Case) -> Iterator[Check]:
    """R03, R05, R06: check the items added to a published agenda, in time or as urgent (s.100B(3)(b), (4))."""
    for item in case.new_items:
        if case.in_time:
            yield from _added_in_time(case, item)
            continue
        about = (case.legal_kind, case.on, case.meeting.date, case.days)
        urgency = urgency_of(item) if case.for_ == URGENT else None
        annual = case.meeting.annual
        finding = notice.may_consider(*about, called_on=case.convened_on, urgency=urgency, annual=annual)
        if finding:
            text = finding.text.replace("This item", f"Item {item.number}", 1)
            label = worded("Record the chairman’s ruling") if finding.rule == "R03" else "View item"
            yield block(finding.rule, text, finding.source, at(item, "item-urgent"), label)
        elif urgency_of(item):
            yield _minute(item)
    if not case.new_items:
        text = "No item has been added since the agenda was published."
        yield warn("R03", text, PROVISO, at(case.meeting), "Add one")

"""Checks of the whole agenda: complete, not published yet, published items unchanged (P01, P04-P09, R52, R57, R59)."""

from collections.abc import Iterator

from django.template.loader import render_to_string

from committee.law import voting
from committee.wording import filming
from committee.wording.dates import long_date
from meetings.agendas.preflight.case import Case
from meetings.agendas.preflight.checks import Check, at, block, inform, warn
from meetings.agendas.preflight.pack import rearrangements
from meetings.models import AgendaVersion
from meetings.packs.leak_check.titles import quoted

STATEMENT = "public/statement/accessibility.html"
# Texts by which the check recognises the four contents that reg 8(4) requires of the statement.
STATEMENT_HOLDS = {
    'id="non-accessible"': "what is not accessible, and why",
    "The alternative": "the alternatives",
    'id="feedback"': "whom to tell",
    'id="enforcement"': "the enforcement procedure",
}


def check(case: Case) -> Iterator[Check]:
    """Yield all findings about the agenda itself."""
    if case.first:
        yield from _can_be_published(case)
        yield from _complete(case)
        yield from _filming(case)
        yield from _budget(case)
    elif case.latest is None:
        text = "The agenda has not been published yet, so there is nothing to change."
        yield block("P07", text, "LGA 1972 s.100B(1)", at(case.meeting, "agenda-preflight"), "See the checks")
    yield from rearrangements(case)
    yield from _undisturbed(case)
    yield from _statement(case)


def _can_be_published(case: Case) -> Iterator[Check]:
    meeting = case.meeting
    if case.latest is not None:
        first = AgendaVersion.objects.filter(meeting=meeting, number=1).select_related("published_by").get()
        text = (
            f"{first.published_by} published this agenda on {long_date(first.published_at.date())}: change it by "
            "a supplement, an urgent item, a withdrawal or a correction."
        )
        yield block("P07", text, "LGA 1972 s.100B(3)", at(meeting, "agenda-published"), "See what was published")
    if not meeting.is_formal:
        text = "This is an informal session: it has no statutory agenda to publish and cannot take decisions."
        yield block("P06", text, "LGA 1972 s.100E", at(meeting, "meeting-settings"), "Change what it is")


def _complete(case: Case) -> Iterator[Check]:
    meeting = case.meeting
    if not case.standing_items:
        text = "The agenda has no items."
        yield block("P01", text, "LGA 1972 s.100B(4)", at(meeting, "item-new"), "Add an item")
    for item in case.standing_items:
        if not item.title.strip():
            text = f"Item {item.number} has no title."
            yield block("P01", text, "LGA 1972 s.100B(4)", at(item), "Enter a title")
    if meeting.venue is None:
        text = "The meeting has no venue: public notice gives the time and the place."
        yield block("P05", text, "LGA 1972 s.100A(6)(a)", at(meeting, "meeting-settings"), "Choose the venue")
    if not case.ground.officer["name"]:
        text = f"There is no proper officer on {long_date(case.on)}. The agenda is issued in the proper officer’s name."
        yield block("P04", text, "LGA 1972 s.270(3)", ("register:front", {}), "Enter the post")
    size = meeting.committee.panel_size
    if size is not None and len(case.ground.membership) != size:
        text = (
            f"The panel of {size} members has not been drawn, or one of them has no seat on {long_date(meeting.date)}."
        )
        yield block("R69", text, "LGA 1972 s.101-102", at(meeting, "meeting-panel"), "Draw the panel")
    elif not case.ground.membership:
        text = "The committee has no members, so the front sheet would list none."
        yield warn("P08", text, "LGA 1972 s.100G", ("register:front", {}), "Enter the seats")


def _budget(case: Case) -> Iterator[Check]:
    """R59: warn where texts of an item, but not its title, suggest a budget item, and the clerk has not answered."""
    meeting = case.meeting
    kind = meeting.committee.kind
    for item in case.standing_items:
        papers = [text for paper in item.papers.all() for text in (paper.title, paper.recommendations)]
        is_open = item.decides_budget is None and not item.is_by_name(kind)
        if is_open and voting.may_be_by_name(kind, [item.title, item.lead_line, item.bullets, *papers]):
            text = (
                f"Item {item.number} may decide on the budget, council tax or a precept. Enter whether it does: each "
                "member’s vote on it is then recorded by name."
            )
            yield warn("R59", text, "SI 2014/165 reg 2", at(item), "Answer for the item")


def _filming(case: Case) -> Iterator[Check]:
    """P09: check that the notes for press and public claim a webcast only of meetings that are webcast."""
    committee = case.meeting.committee
    if filming.claims(case.ground.council.filming_notice) and not committee.is_webcast:
        text = (
            f"The council’s notice on filming mentions webcasts, but the meetings of the {committee} are "
            "not webcast. Remove that from the notice, which is printed for every committee."
        )
        yield warn("P09", text, "LGA 1972 s.100A(5A)", ("register:council", {}), "Change the notice")


def _undisturbed(case: Case) -> Iterator[Check]:
    """R57: block where a published item has been removed or renumbered; inform of each withdrawn item."""
    now, source = {item.pk: item for item in case.items}, "Nothing published is renumbered"
    for pk, number in case.published_items.items():
        item = now.get(pk)
        if item is None:
            text = f"Item {number} was published but has been removed. Published items must be withdrawn instead."
            yield block("R57", text, source, at(case.meeting), "See the agenda")
        elif item.number != number:
            text = (
                f"{quoted(item.title)} was published as item {number} and is now item {item.number}: return it "
                "to its number."
            )
            yield block("R57", text, source, at(case.meeting), "See the agenda")
    for item in case.items:
        if item.is_withdrawn:
            text = f"Item {item.number} keeps its number and is shown as withdrawn: {item.withdrawn_reason}"
            yield inform("R57", text, source, at(case.meeting, "meeting-trail"), "Who and when")


def _statement(case: Case) -> Iterator[Check]:
    """R52: check that the accessibility statement has its four contents, and a way to contact the council."""
    source = "SI 2018/952 reg 8(4)"
    words = render_to_string(STATEMENT, {"council": case.ground.council})
    missing = [what for sign, what in STATEMENT_HOLDS.items() if sign not in words]
    if missing:
        text = f"The accessibility statement does not say {' or '.join(missing)}: tell the portal’s administrator."
        yield block("R52", text, source)
    if not case.ground.council.email and not case.ground.council.telephone:
        text = "The accessibility statement has no email address or telephone number. Enter one for the council."
        yield block("R52", text, source, ("register:council", {}), "Enter it")

"""Checks of papers: received, lawfully withheld, marked, with background papers (R11-R18, R23, R24)."""

import re
from collections.abc import Iterator

from committee.law import exemption
from meetings.agendas.preflight.case import CORRECTION, Case
from meetings.agendas.preflight.checks import HIDDEN, Check, at, block, warn
from meetings.models import Access, AgendaItem, ItemKind, LeaveToOpen, Paper, PaperKind, PaperState
from meetings.packs.leak_check.titles import hides, plain, public_lines, quoted, repeats
from meetings.papers import conversions

PUBLISHED_WORK = re.compile(
    r"https?://|www\.|\bISBN\b|\b[A-Z][\w ,'()-]{1,120}\bAct (?:19|20)\d\d\b|\bRegulations (?:19|20)\d\d\b"
)
EXEMPT_DOCUMENT = re.compile(r"\bexempt\b|\bconfidential\b|not for publication|schedule 12a", re.IGNORECASE)
NONE = re.compile(r"^\W{0,20}(none|nil|no background papers|n/?a|not applicable)\W{0,20}$", re.IGNORECASE)


def check(case: Case) -> Iterator[Check]:
    """Yield all findings about the papers of this act."""
    yield from _undecided(case)
    yield from _converted(case)
    if case.first:
        yield from _missing(case)
        yield from _paperless(case)
    for item, paper in case.papers:
        if paper.is_withheld:
            yield from _withheld(case, item, paper)
        elif paper.kind == PaperKind.REPORT:
            yield from _background(case, paper)
    yield from repeated(case)
    yield from _shown_titles(case)
    if case.for_ != CORRECTION:
        yield from _grounds(case)
        yield from _part_two(case)
        yield from _which_part(case)


def _grounds(case: Case) -> Iterator[Check]:
    """R16, R11: block open papers in Part Two without the proper officer's leave, and withheld ones without grounds."""
    named = [pair for pair in case.all_papers if case.names(*pair)]
    opened = [paper for item, paper in named if item.part == 2 and not paper.is_withheld]
    leaves = LeaveToOpen.objects.filter(paper__in=opened, like__isnull=True) if opened else ()
    allowed = {(leave.paper_id, leave.file_id) for leave in leaves}
    for item, paper in named:
        if item.part == 2 and not paper.is_withheld and (paper.pk, paper.file_id) not in allowed:
            text = (
                f"{quoted(paper.title)} is open, but item {item.number} is in Part Two: withhold it and give its "
                "grounds, or move the item to Part One; otherwise only the proper officer can allow it to go out "
                "open, with a reason."
            )
            yield block("R16", text, "LGA 1972 s.100B(2)", at(paper), "Choose who may read it")
        elif paper.lacks_grounds:
            text = (
                f"{quoted(paper.title)} of item {item.number} is withheld without grounds. Enter the paragraphs "
                "of Schedule 12A that make it exempt, enter what makes it confidential, or make it open."
            )
            source = "LGA 1972 Sch 12A paras 1-7, 10; s.100A(3)"
            yield block("R11", text, source, at(paper), "Enter its grounds", kind="no-grounds")


def _undecided(case: Case) -> Iterator[Check]:
    """P10: block while a file handed in for a paper of this act is not checked yet."""
    for item, paper in case.all_papers:
        if upload := case.undecided.get(paper.pk):
            text = (
                f"{quoted(upload.filename)}, uploaded for {quoted(paper.title)} of item {item.number}, is not checked "
                "yet: wait until it is taken in or refused, or remove the paper."
            )
            yield block("P10", text, "LGA 1972 s.100B(1)", at(paper, "paper-checks"), "View paper", kind="unchecked")


def _converted(case: Case) -> Iterator[Check]:
    """P11: block a lossy conversion that nobody has accepted; warn of any other conversion."""
    papers = {paper.pk: paper for _, paper in case.papers}
    for paper, (name, is_lossy) in conversions.unseen(list(papers.values())).items():
        where, source = at(papers[paper], "paper-checks"), "LGA 1972 s.100B(1)"
        text = f"{quoted(papers[paper].title)} was made from {quoted(name)}"
        if is_lossy:
            text = f"{text}, not all of which is in the PDF, and is not accepted yet: open it and accept it."
            yield block("P11", text, source, where, "Open it and accept it", kind="unaccepted")
        else:
            text = f"{text}, and no one has compared the two yet."
            yield warn("P11", text, source, where, "Compare", kind="uncompared")


def _missing(case: Case) -> Iterator[Check]:
    """P02: block for each paper that is due; R07: warn of each paper to follow (s.100B(3) proviso)."""
    for item, paper in case.all_papers:
        owed = f" (author: {paper.answerable})" if paper.answerable else ""
        if paper.pk in case.undecided:
            continue
        if paper.state == PaperState.DUE:
            text = f"{quoted(paper.title)} of item {item.number} is not in{owed}: upload it, or mark it as to follow."
            where, press = at(paper, "paper-upload"), ("Mark as to follow", at(paper, "paper-to-follow"))
            yield block("P02", text, "LGA 1972 s.100B(1)", where, "Upload it", kind="missing", press=press)
        elif paper.state == PaperState.TO_FOLLOW:
            text = (
                f"{quoted(paper.title)} of item {item.number} is to follow{owed}: when it is received it goes out as a "
                "supplement, to members and the public together."
            )
            yield warn("R07", text, "LGA 1972 s.100B(3)", at(paper), "See the paper", kind="to-follow")


def _paperless(case: Case) -> Iterator[Check]:
    """P12: warn of each item of business, and each item of earlier minutes, without a paper (s.100B(1))."""
    for item in case.standing_items:
        has_paper = any(paper.state != PaperState.WITHDRAWN for paper in item.papers.all())
        if item.kind in (ItemKind.BUSINESS, ItemKind.MINUTES) and not has_paper:
            title = quoted(item.title)
            text = f"Item {item.number}, {title}, has no paper. Upload it, unless the item is taken orally."
            yield warn("P12", text, "LGA 1972 s.100B(1)", at(item, "item-upload"), "Upload its paper", kind="no-paper")


def _withheld(case: Case, item: AgendaItem, paper: Paper) -> Iterator[Check]:
    """R11-R15, R17, R18: check one withheld paper: grounds, marking, review date, part (Sch 12A; s.100A, s.100B(5))."""
    where = at(paper)
    if paper.access == Access.EXEMPT:
        own_development = False if paper.not_own_development else None
        grounds = (paper.paragraph_numbers, paper.public_interest_reason, paper.not_registrable, own_development)
        for finding in exemption.check_exemption(*grounds, other=paper.other_ground):
            text = f"{quoted(paper.title)}: {finding.text[0].lower()}{finding.text[1:]}"
            yield block(finding.rule, text, finding.source, where, "Complete the exemption")
    if paper.access == Access.CONFIDENTIAL and not paper.confidential_reason.strip():
        text = f"{quoted(paper.title)} is confidential, but nothing says what forbids its disclosure."
        yield block("R18", text, "LGA 1972 s.100A(3)", where, "Enter what forbids disclosure")
    if not _marking(paper):
        text = f"{quoted(paper.title)} would go out without its words “Not for publication” and the paragraph claimed."
        yield block("R15", text, "LGA 1972 s.100B(5)", where, "Complete the exemption")
    if paper.review_on and paper.review_on <= case.on:
        text = f"{quoted(paper.title)} is due for review: ask whether it is still exempt."
        yield warn("R11", text, "LGA 1972 Sch 12A para 10", where, "Ask again", kind="review-due")
    closed = item.is_closed_to_public()  # `_which_part` checks such an item as a whole
    if item.part == 1 and not (closed or paper.appendix_of_id or paper.open_version_id):
        text = (
            f"{quoted(paper.title)} is withheld, but item {item.number} is in Part One: move the item to Part Two, or "
            "tie the paper to the open one that it belongs to."
        )
        yield warn("R17", text, "LGA 1972 s.100A(4)-(5)", at(item), "View item", kind="withheld-in-part-one")


def _marking(paper: Paper) -> str:
    try:
        return paper.marking
    except (ValueError, KeyError):
        return ""


def _background(case: Case, paper: Paper) -> Iterator[Check]:
    """R23, R24: warn of faults in the list of background papers of an open report (s.100D(1), (4)-(5))."""
    where, label = at(paper), "Write the list"
    listed = [line.strip() for line in paper.background_papers.splitlines() if line.strip()]
    if not listed:
        text = f"{quoted(paper.title)} has no list of background papers: name what it relies on, or say “None”."
        yield warn("R23", text, "LGA 1972 s.100D(1)", where, label, kind="no-background")
        return
    if len(listed) == 1 and NONE.match(listed[0]):
        text = f"{quoted(paper.title)} says that it relies on no background papers: ask its author whether that is so."
        yield warn("R23", text, "LGA 1972 s.100D(1)", where, "See the list", kind="background-none")
        return
    withheld = {plain(other.title) for _, other in case.all_papers if other.is_withheld}
    for line in listed:
        if PUBLISHED_WORK.search(line):
            text = f"{quoted(line)} looks like a published work: background papers do not include those."
            yield warn("R24", text, "LGA 1972 s.100D(5)", where, "See the list", kind="published-work")
        elif EXEMPT_DOCUMENT.search(line) or any(title in plain(line) for title in withheld):
            text = f"{quoted(line)} may be exempt or confidential: such a document need not, or may not, be listed."
            yield warn("R24", text, "LGA 1972 s.100D(4)", where, "See the list", kind="withheld-listed")


def repeated(case: Case) -> Iterator[Check]:
    """R16: block words for the public that repeat a hidden title (s.100A(2), s.100B(2))."""
    hidden = _hidden_titles(case)
    for item, what, text in _public_words(case):
        for title in hidden:
            if repeats(text, title):
                words = f"{what} repeats {quoted(title)}, which is hidden from the public."
                yield block("R16", words, HIDDEN, at(item), "Change the words")


def _hidden_titles(case: Case) -> list[str]:
    hidden = [item.title for item in case.items if hides(item)]
    return hidden + [paper.title for _, paper in case.all_papers if paper.is_withheld and hides(paper)]


def _shown_titles(case: Case) -> Iterator[Check]:
    """R16: warn of each withheld paper without a public title, because the public will read its real title."""
    hidden = _hidden_titles(case)
    for _, paper in case.all_papers:
        if paper.is_withheld and not paper.public_title and not any(plain(t) in plain(paper.title) for t in hidden):
            kind = paper.get_access_display().lower()
            text = f"The public will read the title {quoted(paper.title)} of this {kind} paper."
            yield warn("R16", text, HIDDEN, at(paper), "Enter a public title", kind="shown-title")


def _public_words(case: Case) -> Iterator[tuple[AgendaItem, str, str]]:
    """Yield each text that the public will read, with its item and a name for the text."""
    for item in case.items:
        yield item, f"The title of item {item.number}", item.title_for_public
        for name, line in public_lines(item).items():
            yield item, f"The {name.replace('_', ' ')} of item {item.number}", line
        if ruling := getattr(item, "ruling", None):
            yield item, f"The ruling on item {item.number}", ruling.circumstances
        for paper in item.papers.all():
            if paper.state != PaperState.WITHDRAWN:
                yield item, f"The title of a paper of item {item.number}", paper.title_for_public


def _part_two(case: Case) -> Iterator[Check]:
    """R17: warn of private business without an item for the motion, or without a paragraph (s.100A(4)-(5))."""
    private = [item for item in case.standing_items if item.is_taken_in_private()]
    motion = any(item.kind == ItemKind.EXCLUSION for item in case.standing_items)
    if private and not motion:
        text = "There is business that is not for the public, but no item for moving the exclusion of the public."
        yield warn("R17", text, "LGA 1972 s.100A(4)-(5)", at(case.meeting), "Add the item")
    for item in private:
        if item.part == 2 and not item.paragraphs and not any(paper.is_withheld for paper in item.papers.all()):
            text = (
                f"Item {item.number} is in Part Two, but neither it nor a paper of it says which paragraph of Schedule "
                "12A applies."
            )
            yield warn("R17", text, "LGA 1972 s.100A(5)", at(item), "View item", kind="no-paragraph")


def _which_part(case: Case) -> Iterator[Check]:
    """R17: block an item of Part One with no public paper, until somebody has chosen its part (s.100A(4)-(5))."""
    for item in case.standing_items:
        if item.part == 1 and item.is_closed_to_public() and not item.part_settled and item.pk in case.items_of_act:
            text = (
                f"The public may read no paper of item {item.number}, {quoted(item.title)}, but it is in Part "
                "One: choose which part it is in."
            )
            yield block("R17", text, "LGA 1972 s.100A(4)-(5)", at(item, "item-part"), "Choose the part")

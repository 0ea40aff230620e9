"""Parts of a report made from the review's rows: membership, methods, figures, findings, published evidence."""

from collections.abc import Iterable, Iterator

from committee.richtext import cleaning
from committee.richtext.tree import Run
from committee.wording.dates import full_date
from committee.wording.wording import worded
from reviews.findings.figures_shown import for_public, nodes_of, notes_of
from reviews.models import Panellist, PanelRole, Recommendation, Review, SectionKind, State
from reviews.prints.content import Heading, Node, bullets, labelled, numbered, paragraph, table

# Steps that the section on methods lists, by state, with the printed words.
TOLD = {
    State.SCOPE_AGREED: "Scope agreed",
    State.EVIDENCE: "Evidence gathering started",
    State.DRAFTING: "Report drafting started",
}


def signature(review: Review) -> list[Node]:
    """Return the signature below the foreword: the panel's present or last chairman; [] without a chairman."""
    chairmen = [panellist for panellist in review.panel.in_order() if panellist.role == PanelRole.CHAIRMAN]
    chairman = max(chairmen, key=lambda panellist: panellist.since, default=None)
    if chairman is None:
        return []
    name = Run(chairman.person.printed_name, strong=True)
    return [paragraph((name, Run("\n"), Run(f"{worded('Chairman')} of the panel")))]


def membership(review: Review) -> list[Node]:
    """Return everybody who sits or sat on the panel, with the committee they represent and their declared interests."""
    rows = list(review.panel.in_order())
    if not rows:
        return []
    interests = [f"{panellist.person.printed_name}: {panellist.interest}" for panellist in rows if panellist.interest]
    made: list[Node] = [
        table(
            "Membership of the panel",
            ["Name", "Role", "Committee", "On the panel"],
            [_place(panellist) for panellist in rows],
        )
    ]
    return [*made, paragraph("Interests declared:"), bullets(interests)] if interests else made


def _place(panellist: Panellist) -> list[str]:
    represents = panellist.represents.name if panellist.represents else "Co-opted by the panel"
    days = f"from {full_date(panellist.since)}" + (f" to {full_date(panellist.until)}" if panellist.until else "")
    return [panellist.person.printed_name, worded(panellist.get_role_display()), represents, days]


def methods(review: Review) -> list[Node]:
    """Return the section on how the review was carried out: its committees, and the days of its steps."""
    by, on = listed(committees(review)), full_date(review.proposed_on)
    first = f"The review was commissioned by the {by}, and proposed on {on}."
    days = {state: full_date(step.on) for step in review.steps.all() for state in TOLD if step.to_state == state}
    lines = [f"{TOLD[state]} on {days[state]}" for state in TOLD if state in days]
    return [paragraph(first), *([bullets(lines)] if lines else [])]


def committees(review: Review) -> list[str]:
    """Return the names of the committees that commissioned a review, in their order."""
    return list(review.parents.order_by("committee__name").values_list("committee__name", flat=True))


def listed(names: list[str]) -> str:
    """Return names of committees for a sentence, after "the": "A, the B and the C"."""
    return f"{', the '.join(names[:-1])} and the {names[-1]}" if names[1:] else "".join(names)


def standing(review: Review) -> list[Recommendation]:
    """Return the recommendations that are not withdrawn, with their addressees fetched."""
    return list(
        review.recommendations.filter(withdrawn_reason="").prefetch_related("addressees", "findings").order_by("number")
    )


def recommendations(standing: Iterable[Recommendation]) -> Iterator[Node]:
    """Yield the nodes of each recommendation, under its own heading with an anchor for links."""
    for recommendation in standing:
        yield Heading(f"Recommendation {recommendation.number}", 3, f"recommendation-{recommendation.number}")
        yield paragraph(recommendation.text)
        follows = ", ".join(str(finding.number) for finding in recommendation.findings.all())
        about = [
            ("Follows from finding:", follows),
            ("To:", to_whom(recommendation)),
            ("Wanted:", wanted(recommendation)),
            ("Measure:", recommendation.measure),
        ]
        yield from (labelled(label, words) for label, words in about if words)
        if recommendation.minority_view:
            yield labelled("Minority view:", recommendation.minority_view)


def schedule(rows: Iterable[Recommendation]) -> list[Node]:
    """Return one table of all recommendations; [] without recommendations."""
    lines = [
        [str(recommendation.number), recommendation.text, to_whom(recommendation), wanted(recommendation)]
        for recommendation in rows
    ]
    if not lines:
        return []
    head = ["Number", "Recommendation", "To", "Wanted"]
    if not any(line[-1] for line in lines):
        head, lines = head[:-1], [line[:-1] for line in lines]
    return [table("Schedule of recommendations", head, lines)]


def to_whom(recommendation: Recommendation) -> str:
    """Return the names of a recommendation's addressees."""
    return "; ".join(addressee.name for addressee in recommendation.addressees.all())


def wanted(recommendation: Recommendation) -> str:
    """Return the deadline of a recommendation in words; "" if it has none."""
    if recommendation.wanted_on:
        return f"by {full_date(recommendation.wanted_on)}"
    if recommendation.wanted_months:
        return (
            f"{recommendation.wanted_months} month{'' if recommendation.wanted_months == 1 else 's'} after endorsement"
        )
    return ""


def figures(review: Review) -> dict[int, list[Node]]:
    """Return the public version of each published table of figures, with notes and chart, by number of the table."""
    rows = review.figures.filter(published_at__isnull=False).order_by("number")
    return {table.number: nodes_of(table) for table in rows}


def findings(review: Review) -> list[Node]:
    """Return the findings of the review, numbered, each with the evidence it rests on."""
    rows = list(review.findings.prefetch_related("evidence").order_by("number"))
    if not rows:
        return []
    lines = [(Run(row.text), *([Run(f" ({row.rests_on})", em=True)] if row.rests_on else [])) for row in rows]
    return [Heading("What we found", 3), numbered(lines, start=rows[0].number)]


def published_evidence(review: Review) -> list[Node]:
    """Return the published evidence by its reference and title."""
    rows = review.evidence.public().order_by("number")
    lines = [f"{row.reference}: {row.title}" for row in rows]
    return [Heading("Published evidence", 3), bullets(lines)] if lines else []


def draft_text(review: Review) -> str:
    """Return the draft as text: sections in the report's order, recommendations, findings, and public figures."""
    written = {section.kind: cleaning.plain(section.text).strip() for section in review.sections.all()}
    parts: list[str] = []
    for kind in SectionKind:
        if text := written.get(kind):
            parts += [kind.label.upper(), text]
        if kind == SectionKind.CONCLUSIONS:
            standing = review.recommendations.filter(withdrawn_reason="").order_by("number")
            parts += [f"Recommendation {row.number}: {row.text}" for row in standing]
        if kind == SectionKind.FINDINGS:
            parts += [f"Finding {row.number}: {row.text}" for row in review.findings.order_by("number")]
            parts += _tables(review)
    return "\n\n".join(parts)


def _tables(review: Review) -> list[str]:
    tables = [for_public(figures) for figures in review.figures.filter(published_at__isnull=False)]
    lines = [
        [f"Table {shown.number}: {shown.title}", "; ".join(shown.headings)]
        + [f"{row.label}; {'; '.join(cell.text for cell in row.cells)}" for row in shown.rows]
        + notes_of(shown)
        for shown in tables
    ]
    return ["\n".join(table) for table in lines]

"""The eight particulars of a key decision's notice, in the order of the law (SI 2012/2089 reg 9(1)(a)-(h))."""

from workprogramme.models import KeyDecision, Notice


def of(decision: KeyDecision) -> list[tuple[str, str]]:
    """Label and words of each; a body's members, a portfolio and a reason only where there are any."""
    others = "Other documents relevant to it may be submitted." if decision.other_documents else ""
    rows = [
        ("Reference", decision.reference),
        ("Why it is a key decision", decision.get_why_key_display()),
        ("What is to be decided", decision.matter),
        ("Who decides", decision.decision_maker),
        ("Its members", decision.members),
        ("Portfolio", str(decision.portfolio or "")),
        ("When", decision.period),
        ("Documents", decision.documents),
        ("Where copies can be had", decision.address),
        ("Other documents", others or "No others are expected."),
        ("How to ask for details of them", decision.how_to_ask),
    ]
    if decision.published_at and decision.notice != Notice.FULL:
        rows += [
            ("How notice was given", decision.get_notice_display()),
            ("Why 28 days’ notice was impracticable", decision.impracticable),
        ]
    return [row for row in rows if row[1]]

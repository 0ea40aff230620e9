"""The briefing of a panel for a session, with the questions grouped by the member who asks them."""

import datetime as dt

from committee.wording.dates import long_date
from reviews.models import EvidenceSession, Invitation, Panellist, PointKind, Question
from reviews.prints.content import Document, Front, Heading, Node, bullets, labelled, numbered, paragraph, table

NO_NAME = "–"


def content(session: EvidenceSession, on: dt.date) -> Document:
    """
    Return the present briefing for a session, dated `on`.

    SECURITY: the briefing names witnesses, so it is only for the panel and scrutiny planners. The briefing has no
    contact details.
    """
    review = session.review
    day = long_date(session.on)
    lines = tuple(filter(None, (f"{session}, {day}", session.place, "For the panel: not for publication")))
    front = Front("Session briefing", review.title, lines)
    body = (*_about(session), *_witnesses(session), *_questions(session))
    return Document(f"Session briefing, {day}: {review.title}", front, body, on, running=f"Session briefing, {day}")


def _about(session: EvidenceSession) -> list[Node]:
    review = session.review
    points = [point.text for point in review.scope_points.all() if point.kind == PointKind.LINE]
    panel = [str(panellist.person) for panellist in review.panel.in_order().on(session.on)]
    made: list[Node] = [Heading("What the panel wants to find out"), paragraph(review.question)]
    made += [bullets(points)] if points else []
    made += [labelled("Panel:", ", ".join(panel))] if panel else []
    made.append(labelled("Public:", "Open to the public." if session.is_open else "The session is in private."))
    return made


def _witnesses(session: EvidenceSession) -> list[Node]:
    rows = [_invited(invitation) for invitation in session.invitations.select_related("witness__person")]
    if not rows:
        return [Heading("Who is invited"), paragraph("No one has been invited yet.")]
    without_names = all(name == NO_NAME for _, name, _ in rows)
    head, *lines = (row[::2] if without_names else row for row in (("Post and body", "Name", "Reply"), *rows))
    return [Heading("Who is invited"), table("Witnesses invited to this session", head, lines)]


def _invited(invitation: Invitation) -> tuple[str, str, str]:
    witness, required = invitation.witness, ", required to attend" if invitation.is_required else ""
    name = "A group, without names" if witness.is_group else witness.full_name or NO_NAME
    return str(witness), name, f"{invitation.status_words}{required}"


def _questions(session: EvidenceSession) -> list[Node]:
    made: list[Node] = [Heading("Questions by member")]
    for panellist, questions in by_member(session):
        made.append(Heading(str(panellist.person) if panellist else "Not assigned", 3))
        items = [
            f"{question.text} (to {question.witness.named})" if question.witness else question.text
            for question in questions
        ]
        made.append(numbered(items))
    return made if len(made) > 1 else [*made, paragraph("No questions yet.")]


def by_member(session: EvidenceSession) -> list[tuple[Panellist | None, list[Question]]]:
    """Return pairs (member, questions) in the order of the panel, then (None, unassigned questions), if any."""
    questions = list(session.questions.select_related("witness__person"))
    groups: list[tuple[Panellist | None, list[Question]]] = []
    for panellist in (*session.review.panel.in_order(), None):
        theirs = [question for question in questions if question.asked_by_id == (panellist.pk if panellist else None)]
        if theirs:
            groups.append((panellist, theirs))
    return groups

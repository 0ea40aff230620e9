"""Who took part in a review, as its report prints them (SI 2013/218 reg 22(6)(c)): made from rows, never typed."""

from django.db.models import Prefetch

from committee.dates import full_date
from reviews.models import HEARD, Came, Invitation, Review
from reviews.prints.content import Node, bullets, paragraph


def participants_section(review: Review) -> list[Node]:
    """
    Witnesses heard at each session, and who sent evidence besides (R44).

    SECURITY: by post and body, as everybody reads them; by name only with consent.
    """
    came = Invitation.objects.filter(came__in=HEARD).select_related("witness__person")
    made: list[Node] = []
    for session in review.sessions.order_by("on", "pk").prefetch_related(Prefetch("invitations", queryset=came)):
        heard = [_called(invitation) for invitation in session.invitations.all()]
        if heard:
            made += [paragraph(f"{session}, {full_date(session.on)}. Heard were:"), bullets(heard)]
    wrote = [
        witness.name_for_public for witness in review.witnesses.filter(sent_evidence=True).select_related("person")
    ]
    return [*made, paragraph("Evidence was also sent by:"), bullets(wrote)] if wrote else made


def _called(invitation: Invitation) -> str:
    return f"{invitation.witness.name_for_public}{' (by video)' if invitation.came == Came.BY_VIDEO else ''}"

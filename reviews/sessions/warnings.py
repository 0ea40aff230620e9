"""What the law would have recorded of those who are required to attend a session (R45)."""

from collections.abc import Iterable

from committee.law import witnesses as law
from committee.law.findings import Finding
from reviews.models import Invitation


def warnings(invitations: Iterable[Invitation]) -> list[Finding]:
    """Return a finding for each invitation that requires attendance and lacks its day, or its notice's day."""
    each = (
        law.required_unasked(
            str(invitation.witness), required=invitation.is_required, invited=invitation.invited_on,
            notice=invitation.notice_on,
        )
        for invitation in invitations
    )  # fmt: skip
    return [finding for finding in each if finding]

"""The grounds on which a thing is withheld: exempt by resolution, confidential by law, or still to be given."""

import datetime as dt
from collections.abc import Collection

from committee.acts.refusal import Refused
from committee.law import exemption
from committee.law.reasons import names_who_forbids
from meetings.models import Access, Withheld


def withhold(
    thing: Withheld,
    access: str,
    *,
    paragraphs: Collection[int] = (),
    public_interest_reason: str = "",
    not_registrable: bool = False,
    not_own_development: bool = False,
    contract_terms: bool = False,
    confidential_reason: str = "",
    review_on: dt.date | None = None,
) -> None:
    """
    Set the readers of the thing, without saving, for the verbs. Raises Refused with what the law still asks (R11-R14).
    """
    exempt, confidential = access == Access.EXEMPT, access == Access.CONFIDENTIAL
    if access not in {value for value, _ in thing._meta.get_field("access").choices or ()}:
        raise Refused("A paper is open, exempt, confidential, or withheld while its grounds are still to be given.")
    if exempt:
        findings = exemption.check_exemption(
            paragraphs, public_interest_reason, not_registrable, own_development=False if not_own_development else None
        )
        if findings:
            raise Refused(" ".join(f"{finding.text} ({finding.source})" for finding in findings))
    if confidential and not names_who_forbids(confidential_reason):
        raise Refused(
            "Enter which department’s terms, enactment or court order forbids disclosure (LGA 1972 s.100A(3))."
        )
    thing.access = access
    thing.paragraphs = exemption.join_paragraphs(paragraphs) if exempt else ""
    thing.public_interest_reason = public_interest_reason.strip() if exempt else ""
    thing.not_registrable = bool(exempt and not_registrable)
    thing.not_own_development = bool(exempt and not_own_development)
    thing.contract_terms = bool(exempt and contract_terms)
    thing.confidential_reason = confidential_reason.strip() if confidential else ""
    thing.review_on = review_on if exempt else None

"""
Withholding from the public, with its grounds, for papers and for evidence (LGA 1972 s.100B, Sch 12A).

A paper is open, exempt by resolution, confidential by law, or withheld while its grounds are still to be given.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms

from committee.acts.refusal import Refused
from committee.forms.fields import DayField, RadioField, YesNoField, field_of, long_text, titled
from committee.law import exemption
from committee.law.reasons import names_who_forbids
from meetings.models import Access, Withheld

CONFIRM = ("not_registrable", "not_own_development", "contract_terms")
ACCESS_FIELDS = (
    "access", "paragraphs", "public_interest_reason", *CONFIRM, "review_on", "confidential_reason", "public_title"
)  # fmt: skip


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
    Set the access and its grounds on `thing`, without saving. Raises Refused where the law requires more (R11-R14).
    """
    exempt, confidential = access == Access.EXEMPT, access == Access.CONFIDENTIAL
    if access not in {value for value, _ in thing._meta.get_field("access").choices or ()}:
        raise Refused("A paper is open, exempt, confidential, or withheld while its grounds are still to be given.")
    if exempt:
        findings = exemption.check_exemption(
            paragraphs,
            public_interest_reason,
            not_registrable,
            own_development=False if not_own_development else None,
            other=thing.other_ground,
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


def _numbered(grounds: dict[int, str]) -> list[tuple[int, str]]:
    """Return the choices of grounds: paragraphs with their number, an enactment by its name."""
    return [(code, text if code in exemption.ENACTMENTS else f"{code}. {text}") for code, text in grounds.items()]


class AccessFields(forms.Form):
    """Form for the access of a paper, with the grounds that the law requires for a withheld paper (R11-R14)."""

    # Most fields are required only after one answer to the first question, so the word "optional" would mislead.
    hide_optional = True

    access = RadioField(
        label="Who can read it?",
        choices=Access,
        initial=Access.OPEN,
        option_hints={
            Access.OPEN: "Everyone, once it is published.",
            Access.EXEMPT: "Members, and others with a right to it. The council may choose to exclude the public.",
            Access.CONFIDENTIAL: "Disclosure is forbidden by law, or by the department that supplied it.",
            Access.WITHHELD: "Not public yet. The agenda cannot be published until the grounds are entered.",
        },
    )
    paragraphs = forms.TypedMultipleChoiceField(
        label="Which of these grounds does it fall under?",
        required=False,
        coerce=int,
        choices=_numbered(exemption.PARAGRAPHS),
        widget=forms.CheckboxSelectMultiple,
    )
    public_interest_reason = long_text(
        "Why is it more in the public interest to keep this exempt than to publish it?",
        most=2000,
        rows=4,
        required=False,
        hint="Schedule 12A paragraph 10. Kept on record, not printed.",
    )
    not_registrable = forms.BooleanField(
        label="The paper contains nothing that has to be registered under the Companies Acts or the other Acts in "
        "paragraph 8",
        required=False,
        help_text="Needed only for paragraph 3.",
    )
    not_own_development = forms.BooleanField(
        label="The paper is not about development for which the council may grant itself permission (paragraph 9)",
        required=False,
    )
    contract_terms = YesNoField(
        label="Does the paper disclose terms proposed in negotiations for a contract?",
        required=False,
        empty_value=True,  # no answer given
        help_text="If so, councillors outside the committee have no automatic right to paragraph 3 material.",
    )
    review_on = DayField(label="When should the exemption be reviewed? (optional)", required=False)
    confidential_reason = long_text(
        "What forbids disclosure?",
        most=2000,
        required=False,
        hint="Name the department’s terms, the enactment or the court order (LGA 1972 section 100A(3)). "
        "The council has no discretion over a confidential paper.",
    )
    public_title = titled(
        "Title for the public (optional)",
        required=False,
        help_text="Only if the title itself would disclose exempt information. The public see this title instead.",
    )

    def __init__(self, *args: Any, other_ground: int | None = None, **kwargs: Any) -> None:
        """Set up the fields. `other_ground` is the code of an enactment that the body may use too (R68)."""
        super().__init__(*args, **kwargs)
        self.other_ground = other_ground
        field_of(self, "paragraphs").small = True
        field_of(self, "paragraphs").choices = _numbered(exemption.grounds_of(other_ground))

    def clean(self) -> dict[str, Any]:
        """Add an error to each field that an exempt or confidential paper needs and lacks."""
        data = super().clean() or {}
        if data.get("access") == Access.EXEMPT:
            self._clean_exempt(data)
        if data.get("access") == Access.CONFIDENTIAL and not (data.get("confidential_reason") or "").strip():
            self.add_error("confidential_reason", "Enter what forbids disclosure (LGA 1972 s.100A(3)).")
        return data

    def _clean_exempt(self, data: dict[str, Any]) -> None:
        fields = {"R11": "public_interest_reason", "R13": "not_registrable", "R14": "not_own_development"}
        findings = exemption.check_exemption(
            data.get("paragraphs") or (),
            data.get("public_interest_reason") or "",
            data.get("not_registrable"),
            own_development=False if data.get("not_own_development") else None,
            other=self.other_ground,
        )
        for finding in findings:
            field = "paragraphs" if "paragraph of Schedule" in finding.text else fields.get(finding.rule)
            if field is None or field not in self.errors:
                self.add_error(field, f"{finding.text} ({finding.source})")

    @property
    def withheld(self) -> dict[str, Any]:
        """Arguments of `meetings.papers.withholding.set_access` except `access`."""
        return {name: self.cleaned_data[name] for name in ACCESS_FIELDS if name != "access"}

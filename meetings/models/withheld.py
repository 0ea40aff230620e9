"""Withholding from the public, with its grounds: the columns and constraints shared by papers and evidence."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.law import exemption
from committee.models.rules import rule


class Access(models.TextChoices):
    """
    Who may read a paper. An exempt paper is withheld by resolution, a confidential paper by law, without a choice.

    Withheld means that the grounds are still to be given, as for a new paper under Part Two. No minute has this access,
    and the database refuses it in anything published (see `meetings/models/triggers/withheld_papers.py`).
    """

    OPEN = "open", "Open"
    EXEMPT = "exempt", "Exempt"
    CONFIDENTIAL = "confidential", "Confidential"
    WITHHELD = "withheld", "Withheld"


# Access that a minute, and anything published, can have: (value, label).
SETTLED_ACCESS = [(access.value, access.label) for access in Access if access != Access.WITHHELD]
WITHHELD = (Access.EXEMPT, Access.CONFIDENTIAL, Access.WITHHELD)


class Marked:
    """
    Properties of rows with `access` and `paragraphs`: numbers of Schedule 12A Part 1, and codes of `ENACTMENTS`, joined
    by commas: "1,3".
    """

    access: str
    paragraphs: str

    @property
    def is_withheld(self) -> bool:
        """True where the public may not read the row: exempt, confidential, or withheld without grounds yet."""
        return self.access in WITHHELD

    @property
    def paragraph_numbers(self) -> tuple[int, ...]:
        """Schedule 12A paragraphs, and codes of other enactments, as numbers."""
        return tuple(int(number) for number in self.paragraphs.split(",") if number)

    @property
    def marking(self) -> str:
        """The words to print on every page of a withheld row (R15, LGA 1972 s.100B(5)); "" for an open row."""
        return exemption.marking(self.access, self.paragraph_numbers) if self.is_withheld else ""


class Withheld(Marked, models.Model):
    """The access of a paper or of evidence, with the grounds that the law requires for withholding it (R11-R14)."""

    words_kept: tuple[str, ...] = ("paragraphs", "public_interest_reason", "confidential_reason")
    access = models.CharField(max_length=15, choices=Access, default=Access.OPEN)
    paragraphs = models.CharField(max_length=20, blank=True)
    public_interest_reason = models.TextField(blank=True, max_length=2000)
    not_registrable = models.BooleanField(
        default=False, help_text="Confirmed: not information that must be registered (para 8)."
    )
    not_own_development = models.BooleanField(
        default=False, help_text="Confirmed: not the council's own development (para 9)."
    )
    contract_terms = models.BooleanField(
        default=False, help_text="Discloses terms proposed in negotiations for a contract (s.100F(2A))."
    )
    confidential_reason = models.TextField(
        blank=True, max_length=2000, help_text="Which department's terms, enactment or order forbids disclosure."
    )
    review_on = models.DateField(
        null=True, blank=True, help_text="When to ask again whether it is still exempt (para 10)."
    )

    class Meta:
        abstract = True

    @property
    def other_ground(self) -> int | None:
        """Code of the enactment by which its body may exclude the public besides Schedule 12A (R68); None for none."""
        return None

    @property
    def lacks_grounds(self) -> bool:
        """True where the row is withheld and nobody has given a ground yet."""
        return self.access == Access.WITHHELD


def grounds_kept(thing: str, *, paragraph_3: str) -> list[Any]:
    """
    Return the constraints that require a withheld `thing` to have its grounds (R11, R13).

    `thing` is part of the constraints' names; `paragraph_3` is the whole name of the constraint on paragraph 3.
    """
    grounds = Q(paragraphs__regex=exemption.STORED) & ~Q(public_interest_reason="") & Q(not_own_development=True)
    return [
        rule(f"an_exempt_{thing}_has_its_paragraphs_and_reason", ~Q(access="exempt") | grounds),
        rule(paragraph_3, ~Q(access="exempt") | ~Q(paragraphs__contains="3") | Q(not_registrable=True)),
        rule(
            f"a_confidential_{thing}_says_what_forbids_disclosure",
            ~Q(access="confidential") | ~Q(confidential_reason=""),
        ),
        rule(f"an_open_{thing}_has_no_paragraphs", ~Q(access="open") | Q(paragraphs="")),
        rule(f"a_{thing}_without_grounds_has_none", ~Q(access="withheld") | Q(paragraphs="", confidential_reason="")),
    ]


class Leave(models.Model):
    """The proper officer's leave for the public to read something that is, or was, withheld, with the reason (R16)."""

    reason = models.CharField(max_length=500)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

"""Committees and who sits on them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, Q
from django.db.models.functions import Lower

from committee.law import voting
from committee.law.exemption import ENACTMENTS
from committee.law.notice import Kind as LegalKind
from committee.models import entitlement, executive_scrutiny
from committee.models.council import Council, OfTheRegister
from committee.models.dated import Dated, DatedQuerySet
from committee.models.people import Person, PersonQuerySet, Term
from committee.models.rules import once, rule
from committee.wording.wording import worded

KIND_LABELS = {
    LegalKind.COUNCIL: "Full Council",
    LegalKind.EXECUTIVE: "Executive (Cabinet)",
    LegalKind.COMMITTEE: "Committee",
    LegalKind.SUB_COMMITTEE: "Sub-committee",
    LegalKind.JOINT: "Joint committee",
    LegalKind.INFORMAL: "Informal body",
}


# The opening of the Council's front sheet where the register has none: an agenda alone is no summons.
SUMMONS = "You are summoned to attend this meeting of the Council, to transact the business set out below."
# Kinds under Part VA of the Local Government Act 1972, unless the body discharges functions of the executive.
PART_VA_ALONE = (LegalKind.COMMITTEE, LegalKind.SUB_COMMITTEE, LegalKind.JOINT)


class Function(models.TextChoices):
    """The task of a body. No member of the executive may sit on a scrutiny body (LGA 2000 s.9FA)."""

    FULL_COUNCIL = "council", "Full Council"
    EXECUTIVE = "executive", "Executive"
    SCRUTINY = "scrutiny", "Overview and scrutiny"
    REGULATORY = "regulatory", "Regulatory"
    AUDIT = "audit", "Audit and standards"
    OTHER = "other", "Other"


class OutsideBalance(models.TextChoices):
    """The ground on which political groups do not share the seats of a committee (R66)."""

    HEALTH = "health", "A health and wellbeing board (SI 2013/218 reg 7)"
    LICENSING = "licensing", "The licensing committee (Licensing Act 2003 s.6)"


class CommitteeQuerySet(models.QuerySet["Committee"]):
    """Queries of committees."""

    def existing(self, on: date) -> "CommitteeQuerySet":
        """Return committees that existed on that day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


class Committee(OfTheRegister, models.Model):
    """
    A body that meets: a committee, the Council, the Cabinet, a sub-committee, a joint or an informal body.

    `kind` is its legal form, `function` its task; the two decide which rules of notice apply (`legal_kind`).
    """

    # Annotation by the query of `committee.portal.committee_page`.
    is_related: bool

    # Prefetched by the register's lists.
    seats_then: "list[Seat]"
    chairs: "list[Seat]"
    sitting: int

    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=60, help_text="For lists: Safeguarding.")
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=15, choices=list(KIND_LABELS.items()), default=LegalKind.COMMITTEE)
    function = models.CharField(max_length=15, choices=Function, default=Function.OTHER)
    remit = models.TextField(blank=True, max_length=2000, help_text="What it is for, in two sentences.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sub_committees")
    predecessors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="successors")
    since = models.DateField("established")
    until = models.DateField("dissolved", null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1)],
        help_text="From the constitution; statute sets one for the Council alone: a quarter of its members.",
    )
    quorum_since = models.DateField(
        null=True, blank=True, editable=False, help_text="The first day of this quorum, where it has been changed."
    )
    quorum_before = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    usual_time = models.TimeField(default="10:00")
    usual_venue = models.ForeignKey("committee.Venue", models.PROTECT, null=True, blank=True)
    contact_officer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    webcast_url = models.URLField(blank=True, help_text="Where its meetings are webcast; empty if they are not.")
    filmed = models.BooleanField(
        "the council films its meetings", null=True, blank=True, help_text="Empty where nobody has said."
    )
    opening = models.TextField("opening of its front sheet", blank=True, max_length=1000, default="", db_default="")
    public_notes = models.TextField("notes for the public", blank=True, max_length=2000, default="", db_default="")
    outside_balance = models.CharField(
        "why groups do not share its seats",
        max_length=10,
        choices=OutsideBalance,
        blank=True,
        default="",
        db_default="",
    )

    minutes_by_meeting = models.BooleanField(
        "each meeting’s minutes begin with 1", default=False, db_default=False, help_text="Else by the municipal year."
    )
    minute_pattern = models.CharField(
        "how its minute numbers are printed",
        max_length=30,
        blank=True,
        default="",
        db_default="",
        help_text="{number}/{yy} prints 61/22; empty prints the number alone.",
    )
    panel_size = models.PositiveSmallIntegerField(
        "how many of its members are called to each meeting",
        null=True,
        blank=True,
        help_text="Empty where all members sit at every meeting. Else a panel of so many is drawn for each.",
    )
    other_ground = models.PositiveSmallIntegerField(
        "under what it may exclude the public besides Schedule 12A",
        choices=[(code, enactment.name) for code, enactment in ENACTMENTS.items()],
        null=True,
        blank=True,
    )
    elsewhere_url = models.URLField(
        "where another council publishes its agendas", blank=True, default="", db_default=""
    )

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            rule("the_executive_does_not_scrutinise_itself", ~Q(kind="executive", function="scrutiny")),
            rule("a_quorum_is_at_least_one", Q(quorum__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_scrutiny(self) -> bool:
        """True where the committee is an overview and scrutiny body."""
        return self.function == Function.SCRUTINY

    @property
    def is_executive(self) -> bool:
        """True for the executive and its committees: the members belong to the executive, and SI 2012/2089 applies."""
        return self.kind == LegalKind.EXECUTIVE or self.function == Function.EXECUTIVE

    @property
    def legal_kind(self) -> LegalKind:
        """
        Kind for the rules of notice: a formal body that discharges executive functions counts as the executive.

        Examples: a sub-committee of the Cabinet and a joint executive, whatever their `kind` (SI 2012/2089 regs 2-4).
        """
        kind = LegalKind(self.kind)
        return LegalKind.EXECUTIVE if self.is_executive and kind in PART_VA_ALONE else kind

    @property
    def is_informal(self) -> bool:
        """True where Part VA of the Local Government Act 1972 does not apply."""
        return self.kind == LegalKind.INFORMAL

    @property
    def is_webcast(self) -> bool:
        """True where the meetings of the committee are webcast."""
        return bool(self.webcast_url)

    @property
    def is_filmed(self) -> bool:
        """True where the council films its meetings, to webcast them or to keep a recording."""
        return bool(self.filmed) or self.is_webcast

    @property
    def filming_words(self) -> str:
        """Sentence on filming and webcasting for front sheets and pages; "" where the register does not say."""
        if self.is_webcast:
            return f"The council films the meetings of the {self.name} and webcasts them live."
        if self.filmed:
            return f"The council films the meetings of the {self.name}. It does not webcast them."
        return "" if self.filmed is None else f"The council does not film or webcast the meetings of the {self.name}."

    @property
    def elsewhere_host(self) -> str:
        """Host of the website where another council publishes its agendas; "" where this council runs it."""
        return urlsplit(self.elsewhere_url).hostname or ""

    @property
    def printed_opening(self) -> str:
        """Opening of its front sheet: the register's, or for the Council a summons (R67); otherwise ""."""
        return self.opening or (SUMMONS if self.kind == LegalKind.COUNCIL else "")

    def membership(self, on: date) -> "SeatQuerySet":
        """Return the seats of that day without substitutes, by surname as on a front sheet."""
        return self.seats.on(on).full_members().by_surname()

    def quorum_on(self, day: date) -> int:
        """
        Return the quorum on that day, by the constitution of that day (R29, R64).

        The quorum is at least one; for the Council it is at least a quarter of its members (LGA 1972 Sch 12 para 6).
        The number of members is the number of seats or of councillors on that day, whichever is higher.
        """
        constitution = self.quorum
        if self.quorum_before and self.quorum_since and day < self.quorum_since:
            constitution = self.quorum_before
        if self.kind != LegalKind.COUNCIL:
            return voting.quorum(constitution)
        councillors = Term.objects.on(day).values("person").distinct().count()
        return voting.quorum(constitution, max(councillors, self.membership(day).count()))

    def clean(self) -> None:
        """Raise ValidationError where a body under an executive or scrutiny body has another function (R37)."""
        super().clean()
        if self.parent and (text := executive_scrutiny.why_not_under(self, self.parent)):
            raise ValidationError(text, code="R37")
        for body in self.sub_committees.all() if self.pk else ():
            if text := executive_scrutiny.why_not_under(body, self):
                raise ValidationError(text, code="R37")


class SeatRole(models.TextChoices):
    """A role on a committee."""

    CHAIRMAN = "chairman", "Chairman"
    VICE_CHAIRMAN = "vice_chairman", "Vice-Chairman"
    MEMBER = "member", "Member"
    CO_OPTEE = "co_optee", "Co-optee"
    SUBSTITUTE = "substitute", "Substitute"

    @property
    def printed(self) -> str:
        """Role in the council's own words. The label does not depend on the council, because migrations contain it."""
        return worded(str(self.label))


class VotingGround(models.TextChoices):
    """The ground of a vote for a person who is no councillor of this council (LGHA 1989 s.13; LGA 2000 Sch A1)."""

    EDUCATION = "education", "Church or parent governor representative, on education functions (LGA 2000 Sch A1)"
    CRIME = "crime", "Given the vote by the crime and disorder committee (SI 2009/942 reg 3)"
    SCHEME = "scheme", "The council’s voting scheme for co-opted members (LGA 2000 Sch A1)"
    PARTNER = "partner", "Councillor of another council on a joint committee (LGA 1972 s.102)"
    OTHER = "other", "Another enactment, named below"


# Grounds for which the scheme, resolution, council or enactment that gives the vote must be named.
NAMED_GROUNDS = (VotingGround.CRIME, VotingGround.SCHEME, VotingGround.PARTNER, VotingGround.OTHER)
SCRUTINY_GROUNDS = (VotingGround.EDUCATION, VotingGround.CRIME, VotingGround.SCHEME)


class SeatQuerySet(DatedQuerySet["Seat"]):
    """Queries of seats."""

    def entitled(self, day: date) -> "SeatQuerySet":
        """
        Return the seats of that day with a vote in law (R64): those of councillors, and those with a voting ground.

        An officer's seat counts only with the ground OTHER.
        """
        rows = self.on(day).filter(voting=True)
        rows = rows.filter(~Q(voting_ground="") | Q(person__in=Person.objects.councillors(day)))
        return rows.filter(Q(voting_ground=VotingGround.OTHER) | ~Q(person__in=Person.objects.officers(day)))

    def full_members(self) -> "SeatQuerySet":
        """Return the seats without those of substitutes."""
        return self.exclude(role=SeatRole.SUBSTITUTE)

    def reading(self) -> "SeatQuerySet":
        """Return the seats that open every withheld paper of their committee (`committee.law.access.seat_opens`)."""
        co_optee = Q(role=SeatRole.CO_OPTEE) & ~Q(voting_ground=VotingGround.PARTNER)
        lets_them = Exists(Council.objects.filter(co_optees_read=True))
        return self.full_members().filter(~co_optee | Q(lets_them))

    def presiding(self) -> "SeatQuerySet":
        """Return the seats of the Chairman and the Vice-Chairmen."""
        return self.filter(role__in=(SeatRole.CHAIRMAN, SeatRole.VICE_CHAIRMAN))

    def by_surname(self) -> "SeatQuerySet":
        """Return the seats in the order of a front sheet, with their people."""
        return self.select_related("person").order_by(Lower("person__surname"), Lower("person__forename"), "pk")


class Seat(Dated):
    """A person's membership of a committee, with a role, first and last days, and with or without a vote."""

    kind = "seat"
    part_of = "committee"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=15, choices=SeatRole, default=SeatRole.MEMBER)
    role_name = models.CharField(
        max_length=60, blank=True, help_text="Where the role has a name of its own: Vice-Chairman (Scrutiny)."
    )
    represents = models.CharField(
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="The body that they sit for: the NHS Board.",
    )
    voting = models.BooleanField("may vote", default=True)
    voting_scope = models.CharField(
        max_length=60, blank=True, help_text="Where the vote is limited, to what: education functions."
    )
    voting_ground = models.CharField(
        "ground of the vote",
        max_length=12,
        choices=VotingGround,
        blank=True,
        default="",
        help_text="Empty for a councillor of this council.",
    )
    voting_authority = models.CharField(
        "where the vote was given",
        max_length=200,
        blank=True,
        default="",
        help_text="The scheme, resolution, council or enactment: Council, 20 May 2021, minute 12.",
    )

    objects = SeatQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["committee", "since"]
        constraints = [
            *Dated.Meta.constraints,
            once("one_seat_a_person_from_one_day", "committee", "person", "since"),
        ]

    def __str__(self) -> str:
        return f"{self.person} on the {self.committee} ({self.role_label})"

    @property
    def role_label(self) -> str:
        """Role as printed: Vice-Chairman (Scrutiny)."""
        return self.role_name or SeatRole(self.role).printed

    @property
    def is_plain(self) -> bool:
        """True for a member with no other role, which is not printed."""
        return self.role == SeatRole.MEMBER and not self.role_name

    @property
    def role_shown(self) -> str:
        """Role as printed beside the name, none for a plain member, and the body that the holder sits for."""
        return ", ".join(filter(None, ("" if self.is_plain else self.role_label, self.represents)))

    @property
    def entry(self) -> str:
        """Seat as the person's page lists it: Vice-Chairman of the Planning Committee."""
        return f"{self.role_label} of the {self.committee}" + ("" if self.voting else ", without a vote")

    @property
    def printed(self) -> str:
        """Name as a front sheet prints it: Bob Spencer (Chairman); Dr Ann Ash (Integrated Care Board)."""
        name = self.person.printed_name
        return f"{name} ({self.role_shown})" if self.role_shown else name

    def clean(self) -> None:
        """Refuse a breach of R37 (LGA 2000 s.9FA) or R64 (LGHA 1989 s.13), and a second seat on the committee."""
        super().clean()
        if self.since is None or self.committee_id is None or self.person_id is None:
            return
        if not self._is_only_cut("committee_id", "person_id", "role", "voting", "voting_ground"):
            self._refuse_both_sides()
            self._refuse_vote()
        others = Seat.objects.filter(committee=self.committee, person=self.person).exclude(pk=self.pk)
        if others.overlapping(self.since, self.until):
            raise ValidationError(f"{self.person} already sits on the {self.committee} in that time.")

    def _refuse_both_sides(self) -> None:
        if self.committee.is_scrutiny and (
            place := executive_scrutiny.executive_place(self.person, self.since, self.until)
        ):
            raise ValidationError(executive_scrutiny.not_on_scrutiny(self.person, place), code="R37")
        if self.committee.is_executive and (
            place := executive_scrutiny.scrutiny_place(self.person, self.since, self.until)
        ):
            raise ValidationError(executive_scrutiny.not_of_executive(self.person, place), code="R37")

    def _refuse_vote(self) -> None:
        if self.voting_ground and (text := self._unfit_ground()):
            raise ValidationError(text, code="R64")
        presides = self.role in (SeatRole.CHAIRMAN, SeatRole.VICE_CHAIRMAN)
        if (self.voting or presides) and (text := entitlement.why_no_vote(self)):
            raise ValidationError(f"{self.role_label}: {text}" if presides else text, code="R64")

    def _unfit_ground(self) -> str:
        if not self.voting:
            return "A seat without a vote has no ground of a vote: leave that empty."
        if self.voting_ground in SCRUTINY_GROUNDS and not self.committee.is_scrutiny:
            return f"{self.get_voting_ground_display()}: that gives a vote on an overview and scrutiny body only."
        if self.voting_ground == VotingGround.PARTNER and self.committee.kind != LegalKind.JOINT:
            return "A councillor of another council has a vote on a joint committee only (LGA 1972 s.102)."
        if self.voting_ground == VotingGround.EDUCATION and not self.voting_scope.strip():
            return "Enter what the vote is limited to: education functions (LGA 2000 Sch A1)."
        if self.voting_ground in NAMED_GROUNDS and len(self.voting_authority.split()) < 2:
            return "Enter where the vote was given: the scheme, resolution, council or enactment."
        dated = any(character.isdigit() for character in self.voting_authority)
        if self.voting_ground in (VotingGround.CRIME, VotingGround.SCHEME, VotingGround.OTHER) and not dated:
            return "Enter the date of the scheme or resolution, or the year and section of the enactment."
        return ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save only a seat that the law allows, whichever code saves it."""
        self.clean()
        super().save(*args, **kwargs)


class Portfolio(OfTheRegister, models.Model):
    """A cabinet portfolio: Children and Young People."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PortfolioRole(models.TextChoices):
    """The role of a portfolio's holder: a member of the Cabinet, or a councillor who supports that member."""

    CABINET_MEMBER = "cabinet_member", "Cabinet Member"
    SUPPORT_MEMBER = "support_member", "Cabinet Support Member"


class PortfolioHoldingQuerySet(DatedQuerySet["PortfolioHolding"]):
    """Queries of portfolio holdings."""

    def executive(self) -> "PortfolioHoldingQuerySet":
        """Return the holdings of Cabinet Members. Cabinet Support Members do not belong to the executive."""
        return self.filter(role=PortfolioRole.CABINET_MEMBER)


class PortfolioHolding(Dated):
    """A councillor's time as the Cabinet Member, or Cabinet Support Member, for a portfolio."""

    kind = "portfolio"
    person = models.ForeignKey(Person, models.PROTECT, related_name="portfolio_holdings")
    portfolio = models.ForeignKey(Portfolio, models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=15, choices=PortfolioRole, default=PortfolioRole.CABINET_MEMBER)

    objects = PortfolioHoldingQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["portfolio", "since"]

    def __str__(self) -> str:
        return f"{self.person}, {self.entry}"

    @property
    def entry(self) -> str:
        """Holding as the person's page lists it: Cabinet Member for Transport."""
        return f"{self.get_role_display()} for {self.portfolio}"

    def clean(self) -> None:
        """Refuse a Cabinet Member who sits on a scrutiny body in that time (R37: LGA 2000 s.9FA)."""
        super().clean()
        if self.role != PortfolioRole.CABINET_MEMBER or self.since is None or self.person_id is None:
            return
        if self._is_only_cut("person_id", "role"):
            return
        if place := executive_scrutiny.scrutiny_place(self.person, self.since, self.until):
            raise ValidationError(executive_scrutiny.not_of_executive(self.person, place), code="R37")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save only a holding that the law allows, whichever code saves it."""
        self.clean()
        super().save(*args, **kwargs)


def executive_members(since: date, until: date | None) -> PersonQuerySet:
    """
    Return the members of the executive on any day from `since` to `until` (None: no end).

    A member has a Cabinet portfolio or a seat on an executive body (LGA 2000 s.9C). The register may have only one of
    the two.
    """
    executive = Q(committee__kind=LegalKind.EXECUTIVE) | Q(committee__function=Function.EXECUTIVE)
    seats = Seat.objects.full_members().filter(executive).overlapping(since, until)
    holdings = PortfolioHolding.objects.executive().overlapping(since, until)
    return Person.objects.filter(Q(pk__in=seats.values("person")) | Q(pk__in=holdings.values("person")))


def line_of(committee: int, step: Callable[[set[int]], "models.QuerySet[Committee]"]) -> set[int]:
    """
    Return the ids of a committee and of all committees reached by repeated calls of `step`.

    For instance, `step` returns the predecessors of the committees with the given ids.
    """
    line, following = set[int](), {committee}
    while following:
        line |= following
        following = set(step(following).values_list("pk", flat=True)) - line
    return line

"""Resolutions of a meeting, each in limbs; their movers and votes; and exclusions of the public."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from committee.law import exemption, requests_in_resolutions
from committee.models import LegalKind, Person
from committee.models.rules import once, rule
from meetings.models.agenda import AgendaItem
from meetings.models.attendance import Attendee
from meetings.models.minutes import Minute, are_decided, minute_is_down
from meetings.models.withheld import Access


class Method(models.TextChoices):
    """Way in which a question was put."""

    ASSENT = "assent", "Without a vote"
    HANDS = "hands", "Show of hands"
    RECORDED = "recorded", "Recorded vote"


class Casting(models.TextChoices):
    """The second or casting vote of the person presiding, or their refusal to give it (LGA 1972 Sch 12 para 39(2))."""

    FOR = "for", "For"
    AGAINST = "against", "Against"
    DECLINED = "declined", "Not given"


class Result(models.TextChoices):
    """Result of a motion. A tie has no result until the casting vote is given or declined (R30)."""

    PENDING = "pending", "Not yet put"
    CARRIED = "carried", "Carried"
    LOST = "lost", "Lost"
    UNDETERMINED = "undetermined", "Not determined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    AMENDED = "amended", "As moved"  # a copy of a motion as moved; its `amends` is the carried amendment


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    """Querysets of resolutions."""

    def carried(self) -> "ResolutionQuerySet":
        """Return the motions that the meeting carried, without amendments."""
        return self.filter(result=Result.CARRIED, amends__isnull=True)


class Resolution(models.Model):
    """
    A motion put to the meeting under an item, in limbs; a resolution once it is carried.

    An amendment `amends` another motion. Each limb of an amendment has the position of the limb that it changes, or a
    later position for a limb that it adds. Counts are of votes cast: abstentions are no votes (Sch 12 para 39(1)).
    """

    part_of = "minute"
    minute = models.ForeignKey(Minute, models.PROTECT, related_name="resolutions")
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    position = models.PositiveSmallIntegerField(default=1)
    mover = models.ForeignKey(Attendee, models.PROTECT, null=True, blank=True, related_name="moved")
    seconder = models.ForeignKey(Attendee, models.PROTECT, null=True, blank=True, related_name="seconded")
    method = models.CharField(max_length=10, choices=Method, default=Method.ASSENT)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    casting = models.CharField(max_length=10, choices=Casting, blank=True)
    presided = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    result = models.CharField(max_length=12, choices=Result, default=Result.PENDING)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ["minute", "position", "pk"]
        constraints = [
            rule("a_decision_has_its_time", Q(result__in=("pending", "withdrawn")) | Q(decided_at__isnull=False)),
            rule("a_casting_vote_needs_a_tie", Q(casting="") | Q(votes_for=F("votes_against"))),
            rule(
                "a_vote_has_its_count",
                Q(method="assent", votes_for__isnull=True, votes_against__isnull=True)
                | (~Q(method="assent") & Q(votes_for__isnull=False, votes_against__isnull=False))
                | Q(result__in=("pending", "withdrawn")),
            ),
            rule(
                "a_tie_is_decided_by_the_casting_vote_alone",
                ~Q(result__in=("carried", "lost"))
                | Q(votes_for__isnull=True)
                | ~Q(votes_for=F("votes_against"))
                | Q(casting__in=("for", "against")),
            ),
        ]

    def __str__(self) -> str:
        return f"{'amendment' if self.amends_id else 'resolution'} under {self.minute}"

    @property
    def is_carried(self) -> bool:
        """True where the meeting carried the motion."""
        return self.result == Result.CARRIED


class LimbKind(models.TextChoices):
    """Effect of a limb."""

    NOTED = "noted", "Noted"
    RECEIVED = "received", "Received"
    ENDORSED = "endorsed", "Endorsed or welcomed"
    AGREED = "agreed", "Agreed or approved"
    INFORMATION = "information", "Asked for information"
    ACTION = "action", "Asked for action"
    REFERRED = "referred", "Referred"
    RECOMMENDED = "recommended", "Recommended to"
    DEFERRED = "deferred", "Deferred"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CONFIRMED = "confirmed", "Minutes confirmed"
    EXCLUSION = "exclusion", "Public excluded"
    DELETED = "deleted", "Deleted"  # only by an amendment


# A recommendation to another body asks it to answer, and is followed up like any other action (practice 6.5).
ASKING = (LimbKind.INFORMATION, LimbKind.ACTION, LimbKind.RECOMMENDED)
# These kinds take effect at the meeting itself, whatever their words.
DONE_THERE = (LimbKind.EXCLUSION, LimbKind.CONFIRMED, LimbKind.WITHDRAWN)


class LimbQuerySet(models.QuerySet["Limb"]):
    """Querysets of limbs."""

    def resolved(self) -> "LimbQuerySet":
        """Return the limbs of carried resolutions under minutes that are not omitted."""
        carried = self.filter(resolution__result=Result.CARRIED, resolution__amends__isnull=True)
        return carried.filter(resolution__minute__omitted=False)

    def public(self) -> "LimbQuerySet":
        """
        Return resolved limbs in published minutes or notes of decisions that are not taken down (R60).

        The public text of a limb is the text last published, not `text`: see `registers.decisions.as_published`.
        """
        way = "resolution__minute__minutes__"
        rows = self.resolved().filter(are_decided(way), resolution__minute__access=Access.OPEN)
        rows = rows.exclude(minute_is_down("resolution__minute__"))
        return rows.exclude(**{f"{way}meeting__committee__kind": LegalKind.INFORMAL})


class Limb(models.Model):
    """
    One limb of a resolution: a), b), c).

    `text` has neither "That" at its beginning nor a full stop at its end; printing adds both. `recommended` is the
    recommendation of the report from which the limb began. A limb that asks for something names the person and the due
    day, if known.
    """

    part_of = "resolution"
    words_emptied, words_kept = ("recommended",), ("asked_body",)
    # Annotations set by the query of the register of decisions.
    asks_in_public: int | None
    last_answered: dt.datetime | None

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="limbs")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=4000)
    kind = models.CharField(max_length=12, choices=LimbKind, default=LimbKind.NOTED)
    recommended = models.TextField(blank=True, max_length=4000)
    asked_of = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="limbs_asking")
    asked_body = models.CharField(max_length=120, blank=True, help_text="Where it is no person of the register.")
    due_on = models.DateField(null=True, blank=True)

    objects = LimbQuerySet.as_manager()

    class Meta:
        ordering = ["resolution", "position", "pk"]
        constraints = [rule("a_limb_has_its_words", ~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.letter} of the {self.resolution}"

    @property
    def letter(self) -> str:
        """Letter of the limb: a, b ... z, aa."""
        return letter(self.position)

    @property
    def asks(self) -> bool:
        """True where the limb asks somebody to act: by its kind, by whom or when it names, or by its text (R56)."""
        if self.kind in (*DONE_THERE, LimbKind.DELETED):
            return False
        is_for_somebody = bool(self.asked_of_id or self.asked_body or self.due_on)
        return self.kind in ASKING or is_for_somebody or requests_in_resolutions.asks(self.text)

    @property
    def body(self) -> str:
        """The body that the limb asks, if it asks no person: as entered, else the body that the text recommends to."""
        return self.asked_body or requests_in_resolutions.body_recommended_to(self.text)[:120]


def letter(position: int) -> str:
    """Return the letter of a list position: 1 -> a, 26 -> z, 27 -> aa."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


class Choice(models.TextChoices):
    """A member's choice in a vote."""

    FOR = "for", "For"
    AGAINST = "against", "Against"
    ABSTAINED = "abstained", "Abstained"


class Vote(models.Model):
    """A member's vote: in a recorded vote, or recorded alone as the member `demanded` (R32, SI 1993/202)."""

    part_of = "attendee"
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="votes")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=Choice)
    demanded = models.BooleanField(default=False)

    class Meta:
        ordering = ["resolution", "attendee"]
        constraints = [once("nobody_votes_twice", "resolution", "attendee")]

    def __str__(self) -> str:
        return f"{self.attendee}: {self.get_choice_display().lower()}"


class Exclusion(models.Model):
    """A carried resolution to exclude the public, for named items and paragraphs (LGA 1972 s.100A(4)-(5))."""

    part_of = "resolution"
    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="exclusion")
    readmitted_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"exclusion of the public by the {self.resolution}"


class ExcludedItem(models.Model):
    """An item that an exclusion names, with the paragraphs of Schedule 12A that the exclusion states for the item."""

    part_of = "item"
    exclusion = models.ForeignKey(Exclusion, models.PROTECT, related_name="excluded")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="excluded_by")
    paragraphs = models.CharField(max_length=20)

    class Meta:
        ordering = ["exclusion", "item__position"]
        constraints = [
            once("an_exclusion_names_an_item_once", "exclusion", "item"),
            rule("an_exclusion_states_its_paragraphs", Q(paragraphs__regex=exemption.STORED)),
        ]

    def __str__(self) -> str:
        return f"{self.item}, paragraphs {self.paragraphs}"

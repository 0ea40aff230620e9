"""People at a meeting: their capacity, their times in the room, and the interests they declared."""

from django.db import models
from django.db.models import Q

from committee.models import Person
from committee.models.rules import once, rule
from committee.wording.dates import clock_time, full_date
from meetings.models.agenda import AgendaItem
from meetings.models.minutes import Minute, Minutes


class Capacity(models.TextChoices):
    """The capacity in which somebody is at a meeting."""

    MEMBER = "member", "Member"
    SUBSTITUTE = "substitute", "Substitute"
    CO_OPTEE = "co_optee", "Co-optee"
    OFFICER = "officer", "Officer"
    OTHER = "other", "Also in attendance"


OF_THE_COMMITTEE = (Capacity.MEMBER, Capacity.SUBSTITUTE, Capacity.CO_OPTEE)


class AttendeeQuerySet(models.QuerySet["Attendee"]):
    """Querysets of attendees."""

    def took_part(self) -> "AttendeeQuerySet":
        """Return members, co-optees and substitutes who came to the meeting."""
        return self.filter(capacity__in=OF_THE_COMMITTEE, presences__isnull=False).distinct()


class Attendee(models.Model):
    """
    Somebody who was expected at a meeting, came to it, or sent apologies; `presences` are their times in the room.

    `name` and `role_label` are as printed (Kath Perry, MBE; Vice-Chairman (Overview)); `person` is empty for guests who
    are not in the register. `virtual`: the person takes part on a screen, and is not present in law (R31).
    `remote`: the person takes part on a screen and is present, by an enactment in force on the day.
    """

    part_of = "minutes"
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="attendees")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attended")
    name = models.CharField(max_length=120)
    role_label = models.CharField(max_length=120, blank=True)
    body = models.CharField(max_length=120, blank=True, help_text="Whom a guest speaks for: SSASPB.")
    capacity = models.CharField(max_length=12, choices=Capacity)
    voting = models.BooleanField(default=False)
    replaces = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    virtual = models.BooleanField(default=False)
    remote = models.BooleanField(default=False, db_default=False)
    apologies = models.BooleanField(default=False)

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "pk"]
        constraints = [
            once("a_person_is_listed_once_at_a_meeting", "minutes", "person"),
            rule("an_attendee_has_a_name", ~Q(name="")),
            rule(
                "a_substitute_replaces_somebody",
                Q(capacity="substitute", replaces__isnull=False)
                | (~Q(capacity="substitute") & Q(replaces__isnull=True)),
            ),
            rule(
                "only_those_of_the_committee_vote",
                Q(voting=False) | Q(capacity__in=("member", "substitute", "co_optee")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def printed(self) -> str:
        """Name, role and body as attendance lists print them: Bob Spencer (Chairman)."""
        about = ", ".join(filter(None, (self.role_label, self.body)))
        return f"{self.name} ({about})" if about else self.name

    @property
    def on_screen(self) -> bool:
        """True where the attendee takes part by video, present in law or not."""
        return self.virtual or self.remote

    @property
    def of_the_committee(self) -> bool:
        """True for members and co-optees of the committee and substitutes, with or without a vote."""
        return self.capacity in OF_THE_COMMITTEE

    @property
    def may_preside(self) -> bool:
        """True where the attendee has a vote, has sent no apologies and does not attend on a screen (R25, R30, R31)."""
        return self.of_the_committee and self.voting and not self.virtual and not self.apologies


class Presence(models.Model):
    """
    One stay in the room, from `arrived_at` to `left_at`, which is empty while the person is in the room.

    `arrived_during` and `left_during` are the minutes of the items that the meeting was considering. A time alone is
    ambiguous where several items begin within sixty seconds.
    """

    part_of = "attendee"
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="presences")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    arrived_during = models.ForeignKey(Minute, models.PROTECT, null=True, blank=True, related_name="+")
    left_during = models.ForeignKey(Minute, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=250, blank=True, help_text="Why they left: declared an interest in item 5.")

    class Meta:
        ordering = ["attendee", "arrived_at"]
        constraints = [
            rule("nobody_leaves_before_they_arrive", Q(left_at__isnull=True) | Q(left_at__gte=models.F("arrived_at"))),
            once("nobody_is_in_the_room_twice", "attendee", among=Q(left_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.attendee} from {clock_time(self.arrived_at)}"


class InterestKind(models.TextChoices):
    """Kinds of interest (LA 2011 ss.28-31; the council's code of conduct)."""

    DPI = "dpi", "Disclosable pecuniary interest"
    REGISTRABLE = "registrable", "Other registrable interest"
    NON_REGISTRABLE = "non_registrable", "Non-registrable interest"
    PERSONAL = "personal", "Personal interest"


class Declaration(models.Model):
    """
    An interest that a member declared in an item.

    The `nature` of a `sensitive` interest is stored and never shown to the public (R35, LA 2011 s.32). A disclosable
    pecuniary interest without a dispensation bars the member from speaking and voting (R33, s.31(4)). A dispensation
    states who granted it and when (s.33). Rows from before November 2026 may have all facts of a dispensation as text
    in `dispensation`.
    """

    part_of = "minutes"
    words_kept = ("dispensed_by",)
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="declarations")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="declarations")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="declarations")
    kind = models.CharField(max_length=15, choices=InterestKind)
    nature = models.TextField(max_length=1000, blank=True)
    sensitive = models.BooleanField(default=False)
    registered = models.BooleanField("in the register already", default=True)
    dispensation = models.CharField("for what", max_length=250, blank=True, help_text="To speak, not to vote.")
    dispensed_by = models.CharField("who granted it", max_length=120, blank=True)
    dispensed_on = models.DateField("when it was granted", null=True, blank=True)
    left_room = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["minutes", "item__position", "made_at", "pk"]
        constraints = [
            rule(
                "a_dispensation_says_who_granted_it_and_when",
                Q(dispensed_by="", dispensed_on__isnull=True) | (~Q(dispensed_by="") & Q(dispensed_on__isnull=False)),
            ),
            once("an_interest_is_declared_once_an_item", "attendee", "item"),
            rule("an_interest_that_is_not_sensitive_says_its_nature", Q(sensitive=True) | ~Q(nature="")),
        ]

    def __str__(self) -> str:
        return f"{self.attendee} in {self.item}"

    @property
    def bars(self) -> bool:
        """True where the interest bars the member from discussion and vote."""
        return self.kind == InterestKind.DPI and not self.is_dispensed

    @property
    def is_dispensed(self) -> bool:
        """True where a dispensation lets the member take part (LA 2011 s.33)."""
        return bool(self.dispensed_by or self.dispensation)

    @property
    def dispensation_words(self) -> str:
        """The dispensation, such as “granted by the Standards Committee on 1 March 2022: to speak”; else ""."""
        if not self.dispensed_by or self.dispensed_on is None:
            return self.dispensation
        granted = f"granted by {self.dispensed_by} on {full_date(self.dispensed_on)}"
        return f"{granted}: {self.dispensation}" if self.dispensation else granted

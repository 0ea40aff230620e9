"""Items of a work programme, their leads, and their append-only steps."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from committee.models import Person, Visitor, standing_of
from committee.models.acted_by import acted_by
from committee.models.rules import rule
from meetings.models import Action, AgendaItem, Meeting, Minute
from workprogramme.models.choices import (
    ENDED,
    HAPPENS,
    OFFICER_ROLES,
    PROPOSED,
    WAITING,
    ItemState,
    LeadRole,
    Origin,
    Purpose,
    Table,
)
from workprogramme.models.programme import Programme


class ProgrammeItemQuerySet(models.QuerySet["ProgrammeItem"]):
    """Queries of items. `proposed()` has only waiting suggestions, `taken_up()` only accepted items."""

    def public(self) -> "ProgrammeItemQuerySet":
        """Return public items: accepted into a published programme of a year with a published calendar."""
        public = self.filter(programme__published_at__isnull=False, programme__year__is_draft=False)
        return public.exclude(state__in=PROPOSED)

    def readable_by(self, user: Visitor, on: dt.date) -> "ProgrammeItemQuerySet":
        """
        Return items that `user` may read.

        Planners of scrutiny may read all items. Other users may read public items. Officers may also read the accepted
        items that they lead.
        """
        who = standing_of(user, on)
        if who.plans_scrutiny:
            return self
        rows = Q(pk__in=ProgrammeItem.objects.public().values("pk"))
        if who.person is not None and who.is_officer:
            rows |= Q(pk__in=ProgrammeItem.objects.taken_up().led_by(who.person).values("pk"))
        return self.filter(rows)

    def taken_up(self) -> "ProgrammeItemQuerySet":
        """Return items accepted into the programme: neither suggestions that wait nor declined suggestions."""
        return self.exclude(state__in=PROPOSED)

    def proposed(self) -> "ProgrammeItemQuerySet":
        """Return suggestions that are neither accepted nor declined yet."""
        return self.filter(state__in=WAITING)

    def led_by(self, person: Person | int) -> "ProgrammeItemQuerySet":
        """Return items that `person` leads as an officer, and may update."""
        return self.filter(
            pk__in=Lead.objects.filter(person=person, role__in=OFFICER_ROLES).values("item"),
        )

    def without_outcome(self, on: dt.date) -> "ProgrammeItemQuerySet":
        """Return accepted, unended items whose meeting or day has passed and whose outcome nobody has accepted."""
        past = Q(meeting__date__lt=on, meeting__cancelled_at__isnull=True) | Q(meeting__isnull=True, held_on__lt=on)
        live = self.filter(outcome_accepted_at__isnull=True, table__in=HAPPENS)
        return live.exclude(state__in=(*PROPOSED, *ENDED, ItemState.STANDING)).filter(past)

    def in_order(self) -> "ProgrammeItemQuerySet":
        """Return items in the programme's order: by day, items without a day last, then by `position`."""
        day = Coalesce("meeting__date", "held_on")
        return self.order_by(day.asc(nulls_last=True), "meeting", "position", "pk")


class ProgrammeItem(models.Model):
    """
    One item of a programme, from the suggestion to its outcome.

    - `meeting` is a meeting of the committee, in this municipal year or the next; a date is never typed text.
    - `held_on` is the day of a working group, inquiry day or briefing (none of these is a meeting).
    - `brief` has the points that members asked the paper to cover, one per line.
    - `outcome` is plain text: paragraphs, and lines that begin with "- " as bullets. Until `outcome_accepted_at`, the
      column has an officer's draft, but never the text that the portal drafts from the minute.
    """

    part_of = "programme"
    words_emptied, words_kept = ("details", "brief", "origin_words"), ("outcome_from",)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="items")
    table = models.CharField(max_length=10, choices=Table, default=Table.MEETINGS)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.TBC)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=250)
    details = models.TextField(blank=True, max_length=4000, help_text="Why the committee looks at it.")
    purpose = models.CharField(max_length=15, choices=Purpose, default=Purpose.OTHER)
    brief = models.TextField(blank=True, max_length=4000, help_text="What the paper must cover, one a line.")

    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="programme_items")
    held_on = models.DateField(null=True, blank=True)
    agenda_item = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="programme_item"
    )
    papers_due_on = models.DateField(null=True, blank=True)
    wanted_on = models.DateField(null=True, blank=True, help_text="For look-backs and proposals: about when.")
    precedes = models.ForeignKey(
        "workprogramme.KeyDecision", models.PROTECT, null=True, blank=True, related_name="programme_items"
    )
    duty = models.ForeignKey("workprogramme.Duty", models.PROTECT, null=True, blank=True, related_name="items")

    origin = models.CharField(max_length=15, choices=Origin, blank=True)
    origin_words = models.CharField(max_length=250, blank=True, help_text="Who suggested it, in words.")
    origin_on = models.DateField(null=True, blank=True)
    origin_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    origin_minute = models.ForeignKey(Minute, models.PROTECT, null=True, blank=True, related_name="+")

    follow_up_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="follow_ups")
    rolled_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="rolled_to")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    ended_reason = models.CharField(max_length=500, blank=True)

    outcome = models.TextField(blank=True, max_length=8000)
    outcome_accepted_at = models.DateTimeField(null=True, blank=True)
    outcome_accepted_by = acted_by()
    outcome_from = models.CharField(
        max_length=120, blank=True, help_text="The file it was brought in from: told in place of who accepted it."
    )
    outcome_beside_withheld = models.BooleanField(
        default=False,
        help_text="Its minute was withheld when it was accepted, so that it was written to be read alone.",
    )
    outcome_asked_at = models.DateTimeField(null=True, blank=True, help_text="When its officers were last asked.")
    actions = models.ManyToManyField(Action, blank=True, related_name="programme_items")

    created_at = models.DateTimeField()
    created_by = acted_by()

    objects = ProgrammeItemQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "position", "pk"]
        indexes = [models.Index(fields=["programme", "state"], name="items_of_a_programme")]
        constraints = [
            rule("a_programme_item_has_its_title", ~Q(title="")),
            rule(
                "a_scheduled_item_has_its_meeting_or_day",
                ~Q(state__in=("scheduled", "on_agenda")) | Q(meeting__isnull=False) | Q(held_on__isnull=False),
            ),
            rule("an_item_to_be_scheduled_has_no_meeting", ~Q(state="tbc") | Q(meeting__isnull=True)),
            rule(
                "an_item_not_pursued_has_its_reason",
                ~Q(state__in=("withdrawn", "declined", "merged")) | ~Q(ended_reason=""),
            ),
            rule(
                "an_accepted_outcome_has_its_words",
                Q(outcome_accepted_at__isnull=True, outcome_accepted_by__isnull=True)
                | (Q(outcome_accepted_at__isnull=False, outcome_accepted_by__isnull=False) & ~Q(outcome="")),
            ),
            rule(
                "the_date_of_an_item_is_a_meeting",
                Q(held_on__isnull=True) | Q(table__in=("briefings", "working")),
                "Choose a meeting: a day of its own is for working groups, inquiry days and briefings.",
            ),
            rule(
                "an_item_has_a_meeting_or_a_day_of_its_own",
                Q(held_on__isnull=True) | Q(meeting__isnull=True),
                "It has a meeting already: take it from that first, or leave the day out.",
            ),
            rule("an_item_to_be_scheduled_has_no_day", ~Q(state="tbc") | Q(held_on__isnull=True)),
            rule(
                "a_standing_item_stands_in_its_table",
                ~Q(state="standing") | Q(table="standing", meeting__isnull=True),
                "A standing item stands in its own table and has no meeting.",
            ),
            rule("a_merged_item_says_into_which", ~Q(state="merged") | Q(merged_into__isnull=False)),
            rule(
                "an_item_comes_of_another_than_itself",
                (Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")))
                & (Q(follow_up_of__isnull=True) | ~Q(follow_up_of=F("pk")))
                & (Q(rolled_from__isnull=True) | ~Q(rolled_from=F("pk"))),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name_on_trail(self) -> str:
        """
        Name of the item on the trail.

        SECURITY: entries of the trail cannot be deleted, and a resident's title may name a person. The trail therefore
        has the title of a resident's suggestion only once the suggestion is accepted.
        """
        if self.state not in PROPOSED or self.origin != Origin.RESIDENT:
            return self.title
        who = getattr(self, "suggester", None)
        return f"suggestion {who.reference}" if who else "a resident’s suggestion"

    @property
    def day(self) -> dt.date | None:
        """The day of the item's meeting, otherwise `held_on`; None while the item is to be scheduled."""
        return self.meeting.date if self.meeting else self.held_on

    @property
    def brief_lines(self) -> list[str]:
        """Points of the brief, a string each."""
        return [line.strip(" -•") for line in self.brief.splitlines() if line.strip(" -•")]

    @property
    def is_ended(self) -> bool:
        """True where the item's state is final, such as withdrawn, merged or closed."""
        return self.state in ENDED

    @property
    def has_outcome(self) -> bool:
        """True where an outcome has been accepted."""
        return self.outcome_accepted_at is not None

    @property
    def is_minute_withheld(self) -> bool:
        """True where the linked agenda item has a minute that the public may not read."""
        minute = getattr(self.agenda_item, "minute", None)
        return minute is not None and minute.is_withheld

    @property
    def tells_outcome(self) -> bool:
        """
        True where the outcome is public.

        SECURITY: an outcome accepted while its minute was open may repeat words of the minute. Once the minute is
        withheld, the outcome is not public until somebody has checked and accepted it again.
        """
        return self.has_outcome and (self.outcome_beside_withheld or not self.is_minute_withheld)

    @property
    def is_public(self) -> bool:
        """True where the item is public, by the rule of `public()`."""
        return self.programme.is_public and self.state not in PROPOSED

    @property
    def is_on_agenda(self) -> bool:
        """True where the item has an agenda item that is not withdrawn, and its meeting is not cancelled."""
        if self.agenda_item is None or self.agenda_item.is_withdrawn:
            return False
        return self.meeting is None or not self.meeting.is_cancelled

    @property
    def state_words(self) -> str:
        """State in words. An item no longer on its agenda is “scheduled”, a merged suggestion is “merged”."""
        if self.state == ItemState.ON_AGENDA and not self.is_on_agenda:
            return ItemState.SCHEDULED.label
        if self.state == ItemState.DECLINED and self.merged_into_id:
            return ItemState.MERGED.label
        return self.get_state_display()


class Move(models.Model):
    """
    One step of an item from one meeting, day or state to another, with its reason. Append-only.

    `from_day` and `to_day` are days without a meeting, for working groups, inquiry days and briefings.
    """

    part_of = "item"
    item = models.ForeignKey(ProgrammeItem, models.PROTECT, related_name="moves")
    from_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    to_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    from_state = models.CharField(max_length=10, choices=ItemState, blank=True)
    to_state = models.CharField(max_length=10, choices=ItemState)
    reason = models.CharField(max_length=500, blank=True)
    on = models.DateField(help_text="The day it was moved.")
    recorded_at = models.DateTimeField()
    recorded_by = acted_by("Empty: the portal.")

    class Meta:
        ordering = ["on", "recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_to_state_display().lower()}"


class Lead(models.Model):
    """A lead of an item, with a role: a person of the register, or the name of a person outside the register."""

    part_of = "item"
    item = models.ForeignKey("workprogramme.ProgrammeItem", models.CASCADE, related_name="leads")
    role = models.CharField(max_length=18, choices=LeadRole, default=LeadRole.LEAD_OFFICER)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="programme_leads")
    name = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["item", "position", "pk"]
        constraints = [
            rule(
                "a_lead_is_a_person_or_a_name",
                Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.printed}"

    @property
    def printed(self) -> str:
        """The name of the lead as printed."""
        return self.person.printed_name if self.person else self.name

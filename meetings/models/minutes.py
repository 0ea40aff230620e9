"""Minutes: one minute an item, who was there and when, and the versions that were sent or published."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.law import exemption
from committee.models import Committee, MunicipalYear, Person, StoredFile
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.models.paper import Access


class MinuteSeries(models.Model):
    """From which number a committee's minutes count in a municipal year; 1 where none is entered (R28)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="minute_series")
    year = models.ForeignKey(MunicipalYear, models.PROTECT, related_name="+")
    first_number = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "minute series"
        constraints = [
            models.UniqueConstraint(fields=["committee", "year"], name="one_series_of_minutes_a_committee_a_year"),
            models.CheckConstraint(condition=Q(first_number__gte=1), name="minutes_count_from_one_or_more"),
        ]

    def __str__(self) -> str:
        return f"minutes of the {self.committee} in {self.year}, from {self.first_number}"


class Phrase(models.Model):
    """Words that clerks of this council use often, put into a minute with one key."""

    label = models.CharField(max_length=60, unique=True)
    text = models.TextField(max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


class MinutesState(models.TextChoices):
    """Where the minutes of a meeting stand."""

    TAKING = "taking", "Being taken"
    DRAFT = "draft", "Being written up"
    PUBLISHED = "published", "Published as draft"
    CONFIRMED = "confirmed", "Confirmed and signed"


class MinutesQuerySet(models.QuerySet):
    """Sentences about minutes."""

    def public(self) -> "MinutesQuerySet":
        """Those that anybody may read, as far as they are open."""
        return self.filter(state__in=(MinutesState.PUBLISHED, MinutesState.CONFIRMED))

    def awaiting_confirmation(self) -> "MinutesQuerySet":
        """Those published as draft and not yet confirmed and signed."""
        return self.filter(state=MinutesState.PUBLISHED)


class Minutes(models.Model):
    """
    The minutes of one meeting, from its opening to the signature (LGA 1972 Sch 12 paras 40-41).

    `presiding` is whoever presided for most of it; each resolution keeps who presided when it was put. `fair_record_at`
    is the proper officer's certificate that what the public may read is a reasonably fair and coherent record although
    exempt minutes are left out of it (R20, LGA 1972 s.100C(2)).
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState, default=MinutesState.TAKING)
    presiding = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quorum = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The committee's quorum on the day, which a later change leaves as it was."
    )
    began_at = models.DateTimeField(null=True, blank=True, help_text="When the meeting itself began.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the meeting itself ended.")
    numbered_at = models.DateTimeField(
        null=True, blank=True, help_text="When the numbers were fixed: at first publication, for ever."
    )
    fair_record_at = models.DateTimeField(null=True, blank=True)
    fair_record_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    fair_record_for = models.CharField(max_length=120, blank=True, help_text="The proper officer whose act it is.")
    invented_note = models.CharField(
        max_length=250, blank=True, help_text="Printed with the minutes of a demonstration where they are invented."
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        ordering = ["meeting"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("published", "confirmed")) | Q(numbered_at__isnull=False),
                name="published_minutes_have_their_numbers",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("published", "confirmed")) | Q(presiding__isnull=False, ended_at__isnull=False),
                name="published_minutes_say_who_presided",
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of the {self.meeting}"

    @property
    def quorum_needed(self) -> int:
        """The quorum that its decisions needed (R29); the committee's present one where none was kept."""
        return self.meeting.committee.quorum if self.quorum is None else self.quorum

    @property
    def is_frozen(self) -> bool:
        """Whether they are confirmed and signed: then neither text nor number changes, ever."""
        return self.state == MinutesState.CONFIRMED


class Minute(models.Model):
    """
    What is recorded of one item: its own number through the municipal year, its text, and what was resolved.

    `text` and `public_summary` are HTML, sanitised when saved. `revision` counts the saves of the text: a save names
    the revision it began from, so that two clerks cannot overwrite each other unseen. A minute whose `access` is not
    open is never shown to the public: `public_heading` and `public_summary` are, where given. `omitted` is for items
    that have no minute (Apologies; an exclusion with nothing to exclude from).
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="entries")
    item = models.OneToOneField(AgendaItem, models.PROTECT, null=True, blank=True, related_name="minute")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    heading = models.CharField(max_length=250)
    public_heading = models.CharField(max_length=250, blank=True)
    access = models.CharField(max_length=15, choices=Access, default=Access.OPEN)
    paragraphs = models.CharField(max_length=20, blank=True, help_text="Schedule 12A paragraphs, joined by commas.")
    text = models.TextField(blank=True, max_length=200_000)
    public_summary = models.TextField(blank=True, max_length=20_000)
    revision = models.PositiveIntegerField(default=0)
    omitted = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When the item was reached.")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was done with.")
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    in_attendance = models.ManyToManyField("meetings.Attendee", blank=True, related_name="attended_for")

    class Meta:
        ordering = ["minutes", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="a_number_is_given_once_in_a_set_of_minutes"),
            models.CheckConstraint(condition=~Q(heading=""), name="a_minute_has_its_heading"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False, closed_at__gte=models.F("opened_at")),
                name="an_item_is_closed_after_it_was_opened",
            ),
            models.CheckConstraint(
                condition=~Q(access="exempt") | Q(paragraphs__regex=r"^[1-7](,[1-7])*$"),
                name="an_exempt_minute_has_its_paragraphs",
            ),
            models.CheckConstraint(
                condition=Q(omitted=False) | Q(number__isnull=True), name="what_has_no_minute_has_no_number"
            ),
        ]

    def __str__(self) -> str:
        return f"minute {self.number}, {self.heading}" if self.number else self.heading

    @property
    def is_withheld(self) -> bool:
        """Whether the public may not read it."""
        return self.access != Access.OPEN

    @property
    def heading_for_public(self) -> str:
        """What anybody may read of the heading."""
        return self.public_heading or self.heading

    @property
    def paragraph_numbers(self) -> tuple[int, ...]:
        """Schedule 12A paragraphs as numbers."""
        return tuple(int(number) for number in self.paragraphs.split(",") if number)

    @property
    def marking(self) -> str:
        """The words it carries where it is withheld (R15); else nothing."""
        return exemption.marking(self.access, self.paragraph_numbers) if self.is_withheld else ""


class Capacity(models.TextChoices):
    """As what somebody is at a meeting."""

    MEMBER = "member", "Member"
    SUBSTITUTE = "substitute", "Substitute"
    CO_OPTEE = "co_optee", "Co-optee"
    OFFICER = "officer", "Officer"
    OTHER = "other", "Also in attendance"


OF_THE_COMMITTEE = (Capacity.MEMBER, Capacity.SUBSTITUTE, Capacity.CO_OPTEE)


class Attendee(models.Model):
    """
    Somebody expected at or come to a meeting, or who sent apologies; when they were in the room is `presences`.

    `name` and `role_label` are as printed (Kath Perry, MBE; Vice-Chairman (Overview)); `person` is empty for guests who
    are not in the register. `virtual` is somebody on a screen: heard, never present in law (R31).
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="attendees")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attended")
    name = models.CharField(max_length=120)
    role_label = models.CharField(max_length=120, blank=True)
    body = models.CharField(max_length=120, blank=True, help_text="Whom a guest speaks for: SSASPB.")
    capacity = models.CharField(max_length=12, choices=Capacity)
    voting = models.BooleanField(default=False)
    replaces = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    virtual = models.BooleanField(default=False)
    apologies = models.BooleanField(default=False)

    class Meta:
        ordering = ["minutes", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "person"], name="a_person_is_listed_once_at_a_meeting"),
            models.CheckConstraint(condition=~Q(name=""), name="an_attendee_has_a_name"),
            models.CheckConstraint(
                condition=Q(capacity="substitute", replaces__isnull=False)
                | (~Q(capacity="substitute") & Q(replaces__isnull=True)),
                name="a_substitute_replaces_somebody",
            ),
            models.CheckConstraint(
                condition=Q(voting=False) | Q(capacity__in=("member", "substitute", "co_optee")),
                name="only_those_of_the_committee_vote",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def printed(self) -> str:
        """As attendance lists print it: Bob Spencer (Chairman)."""
        return f"{self.name} ({self.role_label})" if self.role_label else self.name

    @property
    def of_the_committee(self) -> bool:
        """Whether they are one of those the meeting is made of, with or without a vote."""
        return self.capacity in OF_THE_COMMITTEE


class Presence(models.Model):
    """A time somebody was in the room: from `arrived_at` to `left_at`, which is empty while they are there."""

    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="presences")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=250, blank=True, help_text="Why they left: declared an interest in item 5.")

    class Meta:
        ordering = ["attendee", "arrived_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=models.F("arrived_at")),
                name="nobody_leaves_before_they_arrive",
            ),
            models.UniqueConstraint(
                fields=["attendee"], condition=Q(left_at__isnull=True), name="nobody_is_in_the_room_twice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendee} from {self.arrived_at:%H:%M}"


class InterestKind(models.TextChoices):
    """Kinds of interest (LA 2011 ss.28-31; the council's code of conduct)."""

    DPI = "dpi", "Disclosable pecuniary interest"
    REGISTRABLE = "registrable", "Other registrable interest"
    NON_REGISTRABLE = "non_registrable", "Non-registrable interest"
    PERSONAL = "personal", "Personal interest"


class Declaration(models.Model):
    """
    An interest that a member declared in an item.

    `nature` of a `sensitive` interest is kept and never shown to the public (R35, LA 2011 s.32). A disclosable
    pecuniary interest without a `dispensation` bars from speaking and voting (R33, s.31(4)).
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="declarations")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="declarations")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="declarations")
    kind = models.CharField(max_length=15, choices=InterestKind)
    nature = models.TextField(max_length=1000, blank=True)
    sensitive = models.BooleanField(default=False)
    registered = models.BooleanField("in the register already", default=True)
    dispensation = models.CharField(max_length=250, blank=True, help_text="Who granted it, when, and for what.")
    left_room = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["minutes", "item__position", "made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attendee", "item"], name="an_interest_is_declared_once_an_item"),
            models.CheckConstraint(
                condition=Q(sensitive=True) | ~Q(nature=""), name="an_interest_that_is_not_sensitive_says_its_nature"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendee} in {self.item}"

    @property
    def bars(self) -> bool:
        """Whether it bars from discussion and vote."""
        return self.kind == InterestKind.DPI and not self.dispensation


class MinutesVersionKind(models.TextChoices):
    """What a version was made for."""

    CIRCULATED = "circulated", "Draft for comment"
    DECISIONS = "decisions", "Note of decisions"
    DRAFT = "draft", "Draft, subject to confirmation"
    CONFIRMED = "confirmed", "Confirmed minutes"


class MinutesVersionQuerySet(models.QuerySet):
    """Sentences about versions of minutes."""

    def public(self) -> "MinutesVersionQuerySet":
        """Those that were published, the note of decisions included."""
        return self.exclude(kind=MinutesVersionKind.CIRCULATED)


class MinutesVersion(models.Model):
    """
    Minutes as they were sent or published: `document` is plain data (see meetings/minutes/document.py).

    The database refuses to change or remove a row. `public_file` and `members_file` are the PDFs made of it.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=MinutesVersionKind)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    change_note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    public_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    members_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MinutesVersionQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="versions_of_minutes_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of the {self.minutes}"


class Circulation(models.Model):
    """A draft sent to named people for comments by a date."""

    version = models.OneToOneField(MinutesVersion, models.PROTECT, related_name="circulation")
    comments_by = models.DateField()
    message = models.TextField(blank=True, max_length=2000)
    sent_to = models.ManyToManyField(Person, related_name="circulations")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.version}, for comments by {self.comments_by:%d %B %Y}"


class CommentState(models.TextChoices):
    """What became of a comment."""

    OPEN = "open", "To be answered"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class Comment(models.Model):
    """What somebody said of one minute of a circulated draft, and whether the clerk took it up."""

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="comments")
    minute = models.ForeignKey(Minute, models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quoted = models.CharField(max_length=500, blank=True, help_text="The words it is about.")
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.OPEN)
    reply = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["minute__position", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="an_answered_comment_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"comment of {self.by} on {self.minute}"


class Correction(models.Model):
    """Words of draft minutes that a later meeting corrected before it confirmed them."""

    minute = models.ForeignKey(Minute, models.PROTECT, related_name="corrections")
    old_words = models.CharField(max_length=1000)
    new_words = models.CharField(max_length=1000)
    agreed_in = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections_agreed")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["minute__position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_words="") & ~Q(old_words=models.F("new_words")), name="a_correction_changes_words"
            )
        ]

    def __str__(self) -> str:
        return f"correction of {self.minute}"


class Confirmation(models.Model):
    """
    The signature: where minutes were confirmed, and who presided there and signed (LGA 1972 Sch 12 para 41, R26).

    `sealed` is the digitally sealed PDF; with `on_paper` the signed paper itself is kept by the council. Append-only.
    """

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="confirmation")
    confirmed_in = models.ForeignKey(Meeting, models.PROTECT, related_name="confirmed")
    resolution = models.OneToOneField("meetings.Resolution", models.PROTECT, related_name="confirms")
    presided = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.OneToOneField(MinutesVersion, models.PROTECT, related_name="confirmation")
    signed_at = models.DateTimeField()
    on_paper = models.BooleanField(default=False)
    sealed = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(on_paper=True) | Q(sealed__isnull=False), name="minutes_are_signed_on_paper_or_sealed"
            )
        ]

    def __str__(self) -> str:
        return f"signature of the {self.minutes}"

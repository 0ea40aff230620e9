"""Recordings of meetings, which are on other websites, and their captions."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from committee.models.rules import once, rule
from meetings.models.meeting import Meeting, with_its_reason


class RecordingQuerySet(models.QuerySet["Recording"]):
    """Querysets of recordings."""

    def kept(self) -> "RecordingQuerySet":
        """Return recordings that are neither withdrawn nor expired."""
        return self.filter(removed_at__isnull=True)

    def shown(self) -> "RecordingQuerySet":
        """Return kept recordings that are not drafts."""
        return self.kept().filter(is_draft=False)

    def public(self, on: dt.date) -> "RecordingQuerySet":
        """
        Return recordings that are open to the public on the day `on`; the last such day is `kept_until`.

        They are recordings of meetings in the public calendar that are neither informal nor cancelled.
        """
        meetings = Meeting.objects.public().formal()
        return self.shown().filter(kept_until__gte=on, meeting__in=meetings)


class Recording(models.Model):
    """
    A recording of a meeting or of part of a meeting, on another website.

    `starts_at` is the time of the recording's first second by the clock of the room, so that times in the minutes can
    be found in the recording.
    `kept_until` is the last day on which the recording is public. A withdrawn recording keeps its row, with the reason.
    A draft is only for the desk.
    """

    part_of = "meeting"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="recordings")
    address = models.URLField("web address", max_length=500)
    title = models.CharField(max_length=150)
    starts_at = models.DateTimeField("start of the recording")
    kept_until = models.DateField("kept until")
    is_draft = models.BooleanField("draft", default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField(max_length=500, blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            rule("a_recording_is_linked_by_https", Q(address__startswith="https://")),
            rule("a_recording_has_its_title", ~Q(title="")),
            with_its_reason("removed", name="a_recording_is_withdrawn_with_a_reason"),
            once("a_recording_is_listed_once", "meeting", "address", among=Q(removed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"recording “{self.title}” of the {self.meeting}"

    @property
    def page(self) -> str:
        """URL of the recording's public page."""
        return reverse("public:recording", args=[self.meeting.committee.slug, self.meeting.slug, self.pk])


class SpokenPassage(models.Model):
    """
    Captions of up to a minute of a recording. `begins` and `ends` are seconds from the start of the recording.

    SECURITY: captions of a time when the public were excluded are never stored.
    """

    part_of = "recording"
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="passages")
    begins = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()
    text = models.TextField(max_length=20_000)

    class Meta:
        ordering = ["recording", "begins", "pk"]
        constraints = [
            rule("a_passage_ends_after_it_begins", Q(ends__gte=F("begins"))),
            rule("a_passage_has_words", ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"passage from second {self.begins} of the {self.recording}"

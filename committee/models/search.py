"""
The index of what anybody may read: entries, their people, their words; equal terms, and searches that found nothing.

No row of it has a foreign key: what is indexed may be renamed, corrected and removed as if it were not. It can be made
from nothing at any time (`committee/search/index.py`). What is looked through beside the columns here, the text search
of each database, is made by `committee/migrations/0011_public_search.py`.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from committee.models.rules import once, rule

LONGEST_TERM = 100


class EntryKind(models.TextChoices):
    """Kinds of search results, as the filter names them."""

    ITEM = "item", "Agenda items"
    PAPER = "paper", "Papers"
    MINUTE = "minute", "Minutes"
    DECISION = "decision", "Decisions"
    RECORDING = "recording", "Recordings"
    ACTION = "action", "Actions"
    ANSWER = "answer", "Answers"
    PROGRAMME = "programme", "Work programme items"
    KEY_DECISION = "keydecision", "Forward plan"
    REVIEW = "review", "Reviews"
    RECOMMENDATION = "recommend", "Recommendations"
    PERSON = "person", "Members"
    COMMITTEE = "committee", "Committees"


class SearchEntry(models.Model):
    """
    One place where words stand that anybody may read: an item, a page of a paper, a part of a resolution.

    `source` made it, with all others of its `unit` (the id of a meeting, a programme ...); `thing` is the id of what it
    is of, by its `kind`, and `place` tells entries of one thing apart: "Page 57". SECURITY: made of what is public when
    it is made; whether it still is, is asked again before it is shown (`committee.search.results`).
    """

    source = models.CharField(max_length=20)
    unit = models.BigIntegerField()
    kind = models.CharField(max_length=15, choices=EntryKind)
    thing = models.BigIntegerField()
    place = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=500)
    title = models.TextField()
    text = models.TextField(blank=True)
    title_stems = models.TextField(blank=True)
    text_stems = models.TextField(blank=True)
    committee = models.BigIntegerField(null=True)
    day = models.DateField(null=True)
    since = models.DateTimeField(default=timezone.now, help_text="When it became public, or its day, the earlier.")
    digest = models.CharField(max_length=64, help_text="Of all it says: tells whether it is what would be made now.")

    class Meta:
        verbose_name_plural = "search entries"
        ordering = ["pk"]
        constraints = [
            once("a_place_is_indexed_once", "source", "unit", "digest"),
        ]
        indexes = [models.Index(fields=["kind", "thing"], name="entries_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.title}, {self.place}" if self.place else self.title


class IndexVersion(models.Model):
    """
    The version of the index and of the open data that is wanted, and the one that was built (`index_version`).

    One row, or none before the first upgrade. `alive_at` is when the worker that builds was last heard of.
    """

    wanted = models.PositiveIntegerField(default=0)
    built = models.PositiveIntegerField(default=0)
    alive_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"version {self.built} of the index, of {self.wanted}"


class SearchEntryPerson(models.Model):
    """That an entry is about a person, by their id: who owes an action, who leads an item."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="people")
    person = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name_plural = "people of search entries"
        constraints = [once("an_entry_names_a_person_once", "entry", "person")]


class SearchWord(models.Model):
    """
    A word of the index as it is spelt, for "did you mean".

    SECURITY: one whose last entry has gone goes with it, and none is offered that finds nothing.
    """

    word = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return self.word


class EqualTerms(models.Model):
    """Two terms that mean the same here: DoLS, Deprivation of Liberty Safeguards. Who looks for one finds both."""

    term = models.CharField(max_length=LONGEST_TERM)
    same_as = models.CharField("means the same as", max_length=LONGEST_TERM)

    class Meta:
        verbose_name_plural = "equal terms"
        ordering = ["term", "same_as"]
        constraints = [
            once("equal_terms_are_entered_once", "term", "same_as"),
            rule("equal_terms_are_two_terms", ~Q(term="") & ~Q(same_as="")),
        ]

    def __str__(self) -> str:
        return f"{self.term} = {self.same_as}"


class FruitlessSearch(models.Model):
    """Words that somebody looked for and nothing has: how often, and when last. Who it was is kept nowhere."""

    words = models.CharField(max_length=LONGEST_TERM, unique=True)
    times = models.PositiveIntegerField(default=1)
    last_on = models.DateField()

    class Meta:
        verbose_name_plural = "searches that found nothing"
        ordering = ["-times", "-last_on", "words"]

    def __str__(self) -> str:
        return self.words


class OpenRecord(models.Model):
    """
    A public thing as data: a meeting, a paper, a vote. `thing` is its id among all of its `kind`.

    `source` made it with all others of its `unit`. Of one that is gone its kind, its id and the moment stay, so that
    whoever keeps a copy takes it out too: SECURITY: no word of it (`a_record_that_is_gone_says_nothing`).
    `modified` may be still to come: what anybody may read from a later day on is shown from then.
    """

    source = models.CharField(max_length=20)
    unit = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    thing = models.BigIntegerField()
    committee = models.BigIntegerField(null=True)
    meeting = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    created = models.DateTimeField()
    modified = models.DateTimeField()
    deleted = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "record of open data"
        verbose_name_plural = "records of open data"
        ordering = ["pk"]
        constraints = [
            once("a_public_thing_has_one_record", "kind", "thing"),
            rule(
                "a_record_that_is_gone_says_nothing",
                Q(deleted__isnull=True) & ~Q(digest="") | Q(deleted__isnull=False, digest="", data={}),
            ),
        ]
        indexes = [
            models.Index(fields=["modified", "id"], name="records_by_change"),
            models.Index(fields=["source", "unit"], name="records_of_a_unit"),
            models.Index(fields=["kind", "committee", "thing"], name="records_of_a_committee"),
            models.Index(fields=["kind", "meeting", "thing"], name="records_of_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"


class PageStamp(models.Model):
    """
    That something changed which pages show: written by the triggers of `committee/public_pages/triggers.py` alone.

    `key` is an area of `committee.public_pages.areas`, or the id of a meeting; `token` is drawn at random. The stamp of
    a page is a sum over the rows of its keys (`committee.public_pages.stamps`).
    """

    key = models.BigIntegerField(db_index=True)
    token = models.BigIntegerField()

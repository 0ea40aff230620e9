"""
Models of the search of public text, of open data (`OpenRecord`), and of the stamps of public pages (`PageStamp`).

No row of the index has a foreign key to an indexed row, so that indexed rows can be renamed, corrected and removed
freely. The index can be built anew at any time (`committee/search/index.py`). The migration
`committee/migrations/0011_public_search.py` adds the full-text columns and indexes of each database.
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
    MEETING = "meeting", "Meetings"
    PAGE = "page", "Information"


class SearchEntry(models.Model):
    """
    A piece of public text that a search can find: an item, a page of a paper, a part of a resolution.

    `source` is the name of the `Source` that makes all entries of a `unit` (the id of a meeting, a programme ...).
    `kind` and the id `thing` name the indexed row; `place` distinguishes the entries of one row: "Page 57".
    Entries with the same `minute` (an id), such as a decision and its action, are one result. `is_routine` is True for
    business that every agenda has, such as apologies: it comes last. `since` is the moment when the entry was made or,
    where `day` is earlier, the start of `day`. `digest` is a hash of the entry's content: a rebuild replaces entries
    whose content has changed.

    SECURITY: the text of an entry is public when the entry is made, or from a later day, such as the first day of a
    new member's term. `committee.search.results` checks that the text is public before it shows the entry.
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
    minute = models.BigIntegerField(null=True)
    is_routine = models.BooleanField(default=False, db_default=False)
    day = models.DateField(null=True)
    since = models.DateTimeField(default=timezone.now, help_text="When it became public, or its day, the earlier.")
    digest = models.CharField(max_length=64, help_text="Of all it says: tells whether it is what would be made now.")

    class Meta:
        verbose_name_plural = "search entries"
        ordering = ["pk"]
        constraints = [
            once("a_place_is_indexed_once", "source", "unit", "digest"),
        ]
        indexes = [
            models.Index(fields=["kind", "thing"], name="entries_of_a_thing"),
            models.Index(fields=["day"], condition=Q(kind=EntryKind.MEETING), name="entries_of_meetings_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.place}" if self.place else self.title


class IndexVersion(models.Model):
    """
    One version number for the index and the open data: the `wanted` version, and the version that was `built` last.

    There is one row, or none before the first upgrade. `alive_at` is the last sign of life of the worker that builds.
    See `committee.search.index_version`.
    """

    wanted = models.PositiveIntegerField(default=0)
    built = models.PositiveIntegerField(default=0)
    alive_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"version {self.built} of the index, of {self.wanted}"


class SearchEntryPerson(models.Model):
    """A link between an entry and a person, by id: the person of the entry, an action's owner, or an item's lead."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="people")
    person = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name_plural = "people of search entries"
        constraints = [once("an_entry_names_a_person_once", "entry", "person")]


class SearchWord(models.Model):
    """
    A word of the index as it is spelt, for "did you mean".

    SECURITY: a word is deleted with its last entry, and a word that finds nothing is not offered.
    """

    word = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return self.word


class EqualTerms(models.Model):
    """Two terms with the same meaning: DoLS, Deprivation of Liberty Safeguards. A search for one finds both."""

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
    """Words of a search that found nothing, how often they were searched for, and the last day; not who searched."""

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
    A public row as data: a meeting, a paper, a vote. `kind` and the id `thing` name the row.

    `source` is the name of the `Source` that makes all records of a `unit`. `modified` may lie in the future: a record
    that becomes public on a later day is shown from that day.

    SECURITY: a removed record loses its `data`, so that none of its words stay (`a_record_that_is_gone_says_nothing`).
    The kind, the id and the time of removal (`deleted`) stay, so that others can remove the record from their copies.
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
    A random number, `token`, that the database writes when rows that public pages show have changed.

    Only the triggers of `committee/public_pages/triggers.py` write tokens. `key` says which pages show the changed
    rows: it is an area of `committee.public_pages.areas`, or the id of a meeting. The stamp of a page is a sum over the
    rows of the page's keys (`committee.public_pages.stamps`).
    """

    key = models.BigIntegerField(db_index=True)
    token = models.BigIntegerField()

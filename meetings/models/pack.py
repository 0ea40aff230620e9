"""Packs and their builds; published versions of agendas, as frozen; certificates and sent notices."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from committee.models import StoredFile, Visitor, standing_of
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models.meeting import Meeting
from meetings.models.paper import PaperFile, rights_of
from meetings.models.withheld import SETTLED_ACCESS, Access


def address_words(title: str) -> str:
    """Return a paper's title as its addresses have it."""
    return slugify(title)[:80].strip("-") or "paper"


class Edition(models.TextChoices):
    """The readers for whom a pack is made. The draft is the members' edition before publication, marked as a draft."""

    PUBLIC = "public", "Public edition"
    MEMBERS = "members", "Members’ edition"
    DRAFT = "draft", "Draft for preview"


class PackQuerySet(models.QuerySet["Pack"]):
    """Querysets of packs. A pack that is not published is for the desk only."""

    def published(self) -> "PackQuerySet":
        """Return packs that a version published, and large print, which is made from published packs."""
        published = AgendaVersion.objects.filter(Q(public_pack=OuterRef("pk")) | Q(members_pack=OuterRef("pk")))
        return self.filter(Exists(published) | Q(large_print=True))

    def public(self) -> "PackQuerySet":
        """
        Return packs that anybody may read: published in the public edition, not emptied by a takedown (R60).

        SECURITY: a pack is frozen, so a pack with a paper that was withheld after publication is left out.
        """
        withheld = PublishedPaper.objects.filter(version__meeting=OuterRef("meeting"), access=Access.OPEN)
        withheld = withheld.exclude(paper_file__paper__access=Access.OPEN)
        here = withheld.filter(first_page__gte=OuterRef("first_page"), first_page__lte=OuterRef("last_page"))
        rows = self.published().filter(edition=Edition.PUBLIC, meeting__in=Meeting.objects.public(), emptied=False)
        # Large print contains all papers and has different page numbers, so one withheld paper excludes the whole pack.
        return rows.exclude(Q(Exists(here)) | Q(Exists(withheld), large_print=True))

    def bound_for(self, user: Visitor, on: date) -> "PackQuerySet":
        """
        Return the published members' packs of committees whose papers `user` reads, and of meetings with `user` as
        substitute; for users who read all papers, every published members' pack.

        A pack that a takedown emptied is included, so that its URL can say so (R60). SECURITY: the pack holds every
        withheld paper, so a right to some of these papers does not open the pack.
        """
        who = standing_of(user, on)
        rows = self.published().filter(edition=Edition.MEMBERS)
        stood_in_at = Meeting.objects.stood_in_at(who).values("pk")
        seated = Q(meeting__committee__in=who.reading) | Q(meeting__in=stood_in_at)
        return rows if who.reads_all else rows.filter(seated)

    def readable_by(self, user: Visitor, on: date) -> "PackQuerySet":
        """Return packs that `user` may read: public packs, and members' packs not emptied by a takedown (R60)."""
        theirs = self.bound_for(user, on).filter(emptied=False)
        return self.filter(Q(pk__in=self.public().values("pk")) | Q(pk__in=theirs.values("pk")))


class Pack(models.Model):
    """A built pack. `supplement` is 0 for the main pack; `manifest` lists the parts of the pack with their pages."""

    part_of = "meeting"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="packs")
    edition = models.CharField(max_length=10, choices=Edition)
    supplement = models.PositiveSmallIntegerField(default=0)
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    plan_key = models.CharField(
        max_length=64, help_text="Hash of everything it was made from: tells whether it is stale."
    )
    pages = models.PositiveIntegerField(help_text="All pages of the file, the front sheet's included.")
    first_page = models.PositiveIntegerField(help_text="The first stamped number; 1 in a main pack.")
    last_page = models.PositiveIntegerField(
        help_text="The last stamped number; first_page - 1 where nothing is stamped."
    )
    manifest = models.JSONField(default=list)
    untagged = models.JSONField(default=list, help_text="Titles of parts that are not tagged.")
    large_print = models.BooleanField(default=False, help_text="Set in 18 point, with only what the portal wrote.")
    reader_slots = models.JSONField(
        default=dict, blank=True, help_text="Where a reader's name goes in (see packs/watermark.py)."
    )
    verdict = models.JSONField(
        default=dict, blank=True, help_text="What the check of its file found (see packs/builds/verdict.py)."
    )
    built_at = models.DateTimeField()
    seconds = models.FloatField()
    emptied = models.BooleanField(
        default=False, help_text="What it holds was taken down, and it has not been made again: it is sent to nobody."
    )

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-built_at", "-pk"]
        constraints = [rule("a_pack_is_of_a_known_edition", Q(edition__in=Edition.values))]

    def __str__(self) -> str:
        what = f"supplement {self.supplement}" if self.supplement else "pack"
        return f"{what} of {self.meeting} ({self.get_edition_display().lower()})"

    @property
    def front_pages(self) -> int:
        """Number of pages before the first numbered page: the front sheet or cover, and its blank back."""
        return self.pages - (self.last_page - self.first_page + 1)


class BuildState(models.TextChoices):
    """State of a build."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Building"
    DONE = "done", "Built"
    FAILED = "failed", "Failed"


class PackBuildQuerySet(models.QuerySet["PackBuild"]):
    """Querysets of builds."""

    def unfinished(self) -> "PackBuildQuerySet":
        """Return builds that are waiting or running."""
        return self.filter(state__in=(BuildState.QUEUED, BuildState.RUNNING))

    def silent_since(self, at: datetime) -> "PackBuildQuerySet":
        """Return unfinished builds with no heartbeat since `at`: their task or its worker has died."""
        heard = Coalesce("heartbeat", "requested_at")
        return self.unfinished().alias(heard=heard).filter(heard__lt=at)


class PackBuild(models.Model):
    """One request to build a pack, with its progress in words and numbers."""

    part_of = "meeting"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="builds")
    edition = models.CharField(max_length=10, choices=Edition)
    supplement = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=BuildState, default=BuildState.QUEUED)
    large_print = models.BooleanField(default=False)
    step = models.CharField(max_length=250, blank=True, help_text="What it is at: Item 4, Young Carers.")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    pack = models.ForeignKey(Pack, models.PROTECT, null=True, blank=True, related_name="builds")
    requested_by = acted_by()
    requested_at = models.DateTimeField()
    heartbeat = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = PackBuildQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            rule("a_failed_build_says_why", ~Q(state="failed") | ~Q(error="")),
            rule("a_done_build_has_its_pack", ~Q(state="done") | Q(pack__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"build of {self.meeting} ({self.get_edition_display().lower()}): {self.get_state_display().lower()}"

    @property
    def percent(self) -> int:
        """Progress of the build, 0 to 100."""
        if self.state == BuildState.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


class VersionKind(models.TextChoices):
    """The change that a version of a published agenda made."""

    FIRST = "first", "First publication"
    SUPPLEMENT = "supplement", "Supplement"
    ADDED = "added", "Item added in time"
    URGENT = "urgent", "Urgent item"
    WITHDRAWAL = "withdrawal", "Item withdrawn"
    CORRECTION = "correction", "Correction"
    REARRANGED = "rearranged", "Meeting re-arranged"
    CANCELLED = "cancelled", "Meeting cancelled"
    REINSTATED = "reinstated", "Meeting to be held after all"


class AgendaVersion(models.Model):
    """
    A published agenda, frozen: the public page shows only the `snapshot` of the latest version.

    `snapshot` is plain data (meetings/packs/snapshot.py), `sha256` the hash of its canonical JSON. The database refuses
    to remove a row, and to change a row except by a takedown (R60). A version has packs only where they were built for
    this version: a withdrawal has none.
    """

    part_of = "meeting"
    words_kept = ("acting_for", "sha256")
    # Annotation that the query of a meeting's public pages sets.
    snapshot_of_latest: dict[str, Any]

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=VersionKind)
    change_note = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acting_for = models.CharField(max_length=200, blank=True, help_text="The proper officer whose act it is in law.")
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    supplement = models.PositiveSmallIntegerField(default=0)
    public_pack = models.ForeignKey(Pack, models.PROTECT, null=True, blank=True, related_name="+")
    members_pack = models.ForeignKey(Pack, models.PROTECT, null=True, blank=True, related_name="+")
    notice = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["meeting", "number"]
        # Without this index, a query for the latest agendas of all meetings reads every version.
        indexes = [models.Index(F("published_at").desc(), F("id").desc(), name="agendas_by_publication")]
        constraints = [
            once("versions_of_an_agenda_are_numbered", "meeting", "number"),
            rule("a_later_version_says_what_changed", Q(kind="first") | ~Q(change_note="")),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of the agenda of {self.meeting}"


_OPEN = Q(access=Access.OPEN, paper_file__paper__access=Access.OPEN)  # open at publication, and open now


class PublishedPaperQuerySet(models.QuerySet["PublishedPaper"]):
    """Querysets of published papers."""

    def bound_for_public(self) -> "PublishedPaperQuerySet":
        """
        Return papers that a public file, such as a pack, may contain.

        A paper that is taken down is included, because its rows then point to pages that state the takedown, or to a
        redacted copy (R60).
        """
        return self.filter(_OPEN)

    def public(self) -> "PublishedPaperQuerySet":
        """Return papers that anybody may read: not withheld, and not taken down without a redacted copy (R60)."""
        return self.bound_for_public()._not_down()

    def withheld(self) -> "PublishedPaperQuerySet":
        """Return papers that the public may not read, except papers taken down without a redacted copy."""
        return self.exclude(_OPEN)._not_down()

    def bound_for(self, user: Visitor, on: date) -> "PublishedPaperQuerySet":
        """
        Return papers that the law lets `user` read on that day, public papers included (LGA 1972 s.100F).

        A paper that is taken down is included, so that its URL can say so (R60).
        """
        return self.filter(_OPEN | rights_of(standing_of(user, on), "paper_file__paper__"))

    def readable_by(self, user: Visitor, on: date) -> "PublishedPaperQuerySet":
        """Return papers that `user` may read, except papers taken down without a redacted copy (R60)."""
        return self.bound_for(user, on)._not_down()

    def _not_down(self) -> "PublishedPaperQuerySet":
        return self.filter(paper_file__paper__is_down=False)


class PublishedPaper(models.Model):
    """A file that a version published, with its pages in the pack. These rows decide each request for a paper."""

    part_of = "version"
    version = models.ForeignKey(AgendaVersion, models.PROTECT, related_name="papers")
    paper_file = models.ForeignKey(PaperFile, models.PROTECT, related_name="published")
    item_number = models.PositiveSmallIntegerField()
    access = models.CharField(max_length=15, choices=SETTLED_ACCESS)
    title = models.CharField(max_length=250)
    first_page = models.PositiveIntegerField(null=True, blank=True)
    last_page = models.PositiveIntegerField(null=True, blank=True)

    objects = PublishedPaperQuerySet.as_manager()

    class Meta:
        ordering = ["version", "first_page", "pk"]
        constraints = [once("a_version_publishes_a_file_once", "version", "paper_file")]

    def __str__(self) -> str:
        return f"{self.title} in {self.version}"

    @property
    def address_words(self) -> str:
        """The public title, as the addresses of the paper have it."""
        return address_words(self.title)


class Certificate(models.Model):
    """
    The certificate of publication: when the agenda went on the website, and who posted the notice and opened
    inspection.

    Clear days are counted from publication on the website or from inspection, whichever is later.
    `count` stores this count as data, with the reason for each day left out, so that a later change of the day list
    does not alter the certificate. `opened` stores each leave of the proper officer by which a paper of the version was
    published open (see `LeaveToOpen`).
    """

    part_of = "version"
    version = models.OneToOneField(AgendaVersion, models.PROTECT, related_name="certificate")
    website_at = models.DateTimeField()
    posted_by = models.CharField(max_length=120, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_where = models.CharField(max_length=200, blank=True)
    inspection_by = models.CharField(max_length=120, blank=True)
    inspection_at = models.DateTimeField(null=True, blank=True)
    inspection_where = models.CharField(max_length=200, blank=True)
    count = models.JSONField(default=dict)
    opened = models.JSONField(default=list, blank=True)
    completed_by = acted_by()

    class Meta:
        constraints = [
            rule(
                "a_posted_notice_names_who_and_where",
                Q(posted_at__isnull=True) | (~Q(posted_by="") & ~Q(posted_where="")),
            )
        ]

    def __str__(self) -> str:
        return f"certificate of publication, {self.version}"


class SentNotice(models.Model):
    """An email about a publication, with the edition that its reader was offered."""

    part_of = "version"
    version = models.ForeignKey(AgendaVersion, models.PROTECT, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edition = models.CharField(max_length=10, choices=Edition)
    sent_at = models.DateTimeField()
    failure = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [once("one_notice_a_user_a_version", "version", "user")]

    def __str__(self) -> str:
        return f"{self.user} was told of {self.version}"

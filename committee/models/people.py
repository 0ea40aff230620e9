"""People, and their dated rows: terms as councillors of divisions, memberships of groups, officers' posts."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, Prefetch
from django.db.models.functions import Lower

from committee.models.council import OfTheRegister
from committee.models.dated import Dated, DatedQuerySet
from committee.models.files import StoredFile
from committee.wording.dates import full_date

LONGEST_SURGERIES = 1000


class PersonQuerySet(models.QuerySet["Person"]):
    """Queries of people."""

    def by_surname(self) -> "PersonQuerySet":
        """Return people in the order of minutes and front sheets."""
        return self.order_by(Lower("surname"), Lower("forename"), "pk")

    def councillors(self, on: date) -> "PersonQuerySet":
        """Return members of the council on that day."""
        return self.filter(terms__in=Term.objects.on(on)).distinct()

    def public(self, on: date) -> "PersonQuerySet":
        """
        Return people who have a public page: present and past members, with a seat or a term that has begun.

        SECURITY: a post gives an officer no public page.
        """
        begun = {"person": models.OuterRef("pk"), "since__lte": on}
        seats: Any = Person._meta.get_field("seats").related_model  # the module of Seat imports this module
        return self.filter(Exists(Term.objects.filter(**begun)) | Exists(seats.objects.filter(**begun)))

    def officers(self, on: date) -> "PersonQuerySet":
        """Return people who held a post on that day."""
        return self.filter(posts__in=Post.objects.on(on)).distinct()

    def with_posts(self, on: date) -> "PersonQuerySet":
        """Return people with `posts_then`, the posts each held on that day."""
        return self.prefetch_related(Prefetch("posts", queryset=Post.objects.on(on), to_attr="posts_then"))


class Person(models.Model):
    """Somebody the portal names: a councillor, a co-optee, an officer. A `User` is their sign-in."""

    # Prefetched by lists of members, as of the day of the list.
    terms_then: "list[Term]"
    groups_then: "list[GroupMembership]"

    title = models.CharField(max_length=40, blank=True, help_text="Printed before the name where used: Rev Preb.")
    forename = models.CharField(max_length=60)
    surname = models.CharField(max_length=60)
    honours = models.CharField(max_length=40, blank=True, help_text="Printed after the name: MBE.")
    slug = models.SlugField(max_length=80, unique=True)
    photograph = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Shown on public pages of who holds or held a seat.",
    )
    email = models.EmailField(blank=True, help_text="Published address for residents; not the address of a sign-in.")
    surgeries = models.TextField(
        blank=True, max_length=LONGEST_SURGERIES, help_text="When and where residents can meet the councillor."
    )
    is_invented = models.BooleanField(default=False, help_text="A fictitious person of the demonstration.")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["surname", "forename"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Forename and surname: Bob Spencer."""
        return f"{self.forename} {self.surname}"

    @property
    def initials(self) -> str:
        """Letters shown in place of a photograph: BS."""
        return f"{self.forename[:1]}{self.surname[:1]}".upper()

    @property
    def photograph_name(self) -> str:
        """File name of the photograph in addresses: its hash and kind; "" without a photograph."""
        return f"{self.photograph.sha256}.jpg" if self.photograph else ""

    @property
    def printed_name(self) -> str:
        """Name as front sheets and minutes print it: Kath Perry, MBE."""
        name = f"{self.title} {self.name}" if self.title else self.name
        return f"{name}, {self.honours}" if self.honours else name


class Division(OfTheRegister, models.Model):
    """An electoral division."""

    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PoliticalGroup(OfTheRegister, models.Model):
    """A political group of the council."""

    name = models.CharField(max_length=80, unique=True)
    short_name = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def as_group(self) -> str:
        """Name within a sentence: “Labour group”; “Residents’ Group” stays unchanged."""
        return self.name if self.name.lower().endswith("group") else f"{self.name} group"


class TermQuerySet(DatedQuerySet["Term"]):
    """Queries of terms of office."""


class Term(Dated):
    """A councillor's term of office as the member for a division."""

    kind = "division"
    person = models.ForeignKey(Person, models.PROTECT, related_name="terms")
    division = models.ForeignKey(Division, models.PROTECT, related_name="terms", null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["since"]

    def __str__(self) -> str:
        return f"{self.person}, {self.division or 'councillor'}, from {full_date(self.since)}"

    @property
    def entry(self) -> str:
        """Term as the person's page lists it: Councillor for Ambridge."""
        return f"Councillor for {self.division}" if self.division else "Councillor"


class GroupMembershipQuerySet(DatedQuerySet["GroupMembership"]):
    """Queries of group memberships."""


class GroupMembership(Dated):
    """A councillor's time in a political group."""

    kind = "group"
    person = models.ForeignKey(Person, models.PROTECT, related_name="group_memberships")
    group = models.ForeignKey(PoliticalGroup, models.PROTECT, related_name="memberships")

    objects = GroupMembershipQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["since"]

    def __str__(self) -> str:
        return f"{self.person}, {self.group}, from {full_date(self.since)}"

    @property
    def entry(self) -> str:
        """Membership as the person's page lists it: Member of the Independent group."""
        return f"Member of the {self.group.as_group}"


class PostQuerySet(DatedQuerySet["Post"]):
    """Queries of posts."""


class Post(OfTheRegister, Dated):
    """An officer's time in a post."""

    kind = "post"
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120, help_text="Director of Corporate Services")
    is_proper_officer = models.BooleanField(
        default=False, help_text="Signs agendas and notices for the council (LGA 1972 s.270(3))."
    )
    is_monitoring_officer = models.BooleanField(default=False, help_text="Local Government and Housing Act 1989 s.5.")

    objects = PostQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["since"]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"

    @property
    def entry(self) -> str:
        """Post as the person's page lists it: Director of Corporate Services (proper officer)."""
        acts = ["proper officer"] * self.is_proper_officer + ["monitoring officer"] * self.is_monitoring_officer
        return f"{self.title} ({' and '.join(acts)})" if acts else self.title

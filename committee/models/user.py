"""Sign-ins, and the roles of their owners."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from committee.models.dated import Dated, DatedQuerySet
from committee.models.people import Person
from committee.models.rules import once, rule


class Role(models.TextChoices):
    """A role of an officer in the portal. Members and Cabinet Members need none: seats and portfolios give rights."""

    CLERK = "clerk", "Clerk"
    OFFICER = "officer", "Officer"
    SCRUTINY_OFFICER = "scrutiny_officer", "Scrutiny officer"
    PROPER_OFFICER = "proper_officer", "Proper officer"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring officer"
    ADMINISTRATOR = "administrator", "Administrator"


class UserManager(BaseUserManager["User"]):
    """Makes users; email addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user who signs in with `email`."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def who_may_sign_in(self) -> "models.QuerySet[User]":
        """Return users who are not suspended; outside demo mode, leave out the demonstration's users too."""
        active = self.filter(is_active=True)
        return active if settings.DEMO else active.filter(is_demo=False)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in by email; `person` is their entry in the register."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="A sign-in of the demonstration: works in demo mode only.")
    joined = models.DateTimeField(default=timezone.now)
    external_id = models.CharField(
        max_length=250, default="", db_default="", blank=True, help_text="What the council's directory calls them."
    )
    desk_committees = models.ManyToManyField(
        "committee.Committee",
        blank=True,
        related_name="+",
        verbose_name="my committees",
        help_text="Whose business the desk shows them first; none: every committee's. It gives no right and "
        "takes none.",
    )
    limited_to = models.ManyToManyField(
        "committee.Committee",
        blank=True,
        related_name="+",
        verbose_name="limited to",
        help_text="The committees whose business a clerk may do; none: every committee’s. An administrator says so.",
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_an_email_in_any_case")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name shown in the header and in the trail."""
        return self.name

    def told_apart(self) -> str:
        """Return the name with the address for signing in, because two people may have the same name."""
        return f"{self.name} ({self.email})"


class DirectoryGroupQuerySet(models.QuerySet["DirectoryGroup"]):
    """Queries of groups by state."""

    def lasting(self) -> Self:
        """Return groups that nobody has removed, approved or not."""
        return self.filter(ended_at=None)

    def waiting(self) -> Self:
        """Return groups that wait for the proper officer."""
        return self.lasting().filter(approved_by=None)


class DirectoryGroup(models.Model):
    """A group of the council's directory whose members have a role, from the proper officer's approval to its end."""

    directory = models.CharField(max_length=150, help_text="The `key` of the directory.")
    group = models.CharField(max_length=200, help_text="The group as the directory's tokens name it.")
    role = models.CharField(max_length=20, choices=Role)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DirectoryGroupQuerySet.as_manager()

    class Meta:
        ordering = ["directory", "group", "role"]
        constraints = [
            once("one_row_for_a_group_and_a_role", "directory", "group", "role", among=Q(ended_at=None)),
            rule(
                "someone_else_approves_the_role_of_a_group",
                Q(approved_by=None) | ~Q(approved_by=models.F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} as {self.get_role_display()}"


class RoleGrantQuerySet(DatedQuerySet["RoleGrant"]):
    """Queries of grants by day. A role that was ended at once is not in force on its last day."""

    def on(self, day: date) -> Self:
        """Return grants still in force on `day`."""
        return super().on(day).exclude(at_once=True, until=day)

    def overlapping(self, since: date, until: date | None) -> Self:
        """Return grants in force on a day of that period; a role ended at once is not in force on its last day."""
        return super().overlapping(since, until).exclude(at_once=True, until=since)


class RoleGrant(Dated):
    """A role of a user from one day to another, and the user who granted it."""

    locked_by = "user"

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at_once = models.BooleanField(default=False, help_text="It ended in the course of its last day.")
    group = models.ForeignKey(
        DirectoryGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        help_text="The group of the directory that gave it; the role ends with it.",
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["user", "role"]
        constraints = [
            *Dated.Meta.constraints,
            once("one_grant_of_a_role_from_one_day", "user", "role", "since", among=Q(at_once=False)),
            rule("a_role_that_ended_at_once_has_a_last_day", Q(at_once=False) | Q(until__isnull=False)),
        ]

    def held_on(self, day: date) -> bool:
        """Return whether the grant is still in force on `day`."""
        return super().held_on(day) and not (self.at_once and self.until == day)

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()}"


class RoleRequestQuerySet(DatedQuerySet["RoleRequest"]):
    """Queries of requests for roles."""


class RoleRequest(Dated):
    """A role that an administrator has requested for themselves; deleted when another user has decided."""

    locked_by = "user"

    user = models.ForeignKey(User, models.PROTECT, related_name="role_requests")
    role = models.CharField(max_length=20, choices=Role)

    objects = RoleRequestQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["user", "role"]
        constraints = [
            *Dated.Meta.constraints,
            once("one_request_for_a_role_at_a_time", "user", "role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()}"


class CalendarLink(models.Model):
    """
    A link by which a calendar program reads the meetings of its owner's committees, without signing in.

    SECURITY: the token itself is shown once and stored nowhere. The row has the SHA-256 of the token: this hash is
    strong enough for 256 random bits. The row is deleted when the owner ends the link, makes another link, or is
    suspended.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_link")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - what every hash looks like
                name="a_calendar_link_is_kept_as_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar link of {self.user}"

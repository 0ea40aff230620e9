"""Who may sign in, and the roles they hold."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from committee.models.dated import Dated
from committee.models.people import Person


class Role(models.TextChoices):
    """What somebody does here. Members and Cabinet Members need none: their seats and portfolios speak for them."""

    CLERK = "clerk", "Clerk"
    OFFICER = "officer", "Officer"
    SCRUTINY_OFFICER = "scrutiny_officer", "Scrutiny officer"
    PROPER_OFFICER = "proper_officer", "Proper officer"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring officer"
    ADMINISTRATOR = "administrator", "Administrator"


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a user who signs in with `email`."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Make the first user of a new portal: an administrator who can then invite the others."""
        user = self.create_user(email, password, **fields)
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR, since=timezone.localdate())
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find by e-mail address."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in by e-mail. Who they are in the council is `person`."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="A sign-in of the demonstration: works in demo mode only.")
    joined = models.DateTimeField(default=timezone.now)

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
        """The name shown in the header and in the trail."""
        return self.name

    def get_short_name(self) -> str:
        """The same: nobody is called by half a name here."""
        return self.name


class RoleGrant(Dated):
    """A role that a user holds from one day to another, and who granted it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Dated.Meta):
        ordering = ["user", "role"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["user", "role", "since"], name="one_grant_of_a_role_from_one_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()}"

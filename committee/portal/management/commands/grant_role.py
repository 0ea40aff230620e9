"""./script/manage grant_role EMAIL ROLE: the first clerk or proper officer of a new council."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from committee.acts.verbs import PORTAL
from committee.management.shell import ActCommand
from committee.models import Role, User
from committee.register import sign_ins


class Command(ActCommand):
    """Grants a role from today; the trail records it as the portal's act, and the administrators are emailed."""

    help = "Grant a role from today to someone who has a sign-in. For use on the server, if no one can approve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the email and the role."""
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: Any, email: str, role: str, **options: Any) -> None:
        """Grant the role, or say why not."""
        user = User.objects.who_may_sign_in().filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"No sign-in uses {email}. Create a sign-in first: add_administrator, or the register.")
        grant = sign_ins.grant_role(user, role, since=timezone.localdate(), by=PORTAL)
        self.stdout.write(f"{user} ({user.email}) is {grant.get_role_display().lower()} from today.")

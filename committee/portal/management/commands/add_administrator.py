"""./script/manage add_administrator EMAIL NAME: the first sign-in of a new council."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from committee.acts.verbs import PORTAL
from committee.management.shell import ActCommand
from committee.models import Role, User
from committee.register import sign_ins
from committee.sign_in import printed_code


class Command(ActCommand):
    """Makes an administrator, who can then make every other sign-in on the register's pages."""

    help = "Create an administrator. Prints a link to choose a password, which works once, within three days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the email, the name, and the options for the first password."""
        parser.add_argument("email")
        parser.add_argument("name", help='in quotation marks: "Ada Admin"')
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--prompt", action="store_true", help="ask for the password here instead of printing a link")
        how.add_argument("--mail", action="store_true", help="email the link instead of printing it")

    def handle(self, *args: Any, email: str, name: str, prompt: bool, mail: bool, **options: Any) -> None:
        """
        Create the sign-in and its role in one transaction, and print the link unless `prompt` or `mail` is set.

        The password is asked for before the transaction, whose locks stop every other change of the register.
        """
        password = self._ask(User(email=email, name=name)) if prompt else None
        with transaction.atomic():
            today = timezone.localdate()
            user = sign_ins.invite_user(email=email, name=name, on=today, by=PORTAL, send=mail)
            sign_ins.grant_role(user, Role.ADMINISTRATOR, since=today, by=PORTAL)
            user.set_password(password)  # None is no password
            user.save(update_fields=["password"])
        self.stdout.write(f"{user} ({user.email}) is an administrator.")
        if not mail:
            self.stdout.write(
                "Code to enter instead of an emailed one, until there is a second step, within three days:"
            )
            self.stdout.write(printed_code.make(user))
        if not (prompt or mail):
            self.stdout.write("Link to choose a password (works once, within three days):")
            self.stdout.write(sign_ins.password_link(user))

    def _ask(self, user: User) -> str:
        password = getpass.getpass("Password: ")
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if getpass.getpass("Repeat the password: ") != password:
            raise CommandError("The passwords do not match.")
        return password

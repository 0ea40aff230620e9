"""./script/manage verify_trail: check the seals of the trail and the reading log, and print each fault."""

from argparse import ArgumentParser
from datetime import timedelta

from django.core.management.base import CommandError
from django.utils import timezone

from committee.acts.seals import Verified, verify
from committee.management.shell import PortalCommand
from committee.models import SealedLog

MOST_SHOWN = 20
LONGEST_WAIT = timedelta(minutes=5)  # if a row waits longer for its seal, no worker may be running


class Command(PortalCommand):
    """Checks the chains of both logs; changes nothing."""

    help = (
        "Verify the seals of the trail and the reading log: print the last sealed row and the hash of "
        "the last seal. If a row or a seal is missing or altered, print where and exit with 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add an argument for each log: a hash noted earlier, which its chain must contain."""
        parser.add_argument("--trail", default="", metavar="HASH", help="a seal of the trail, as noted before")
        parser.add_argument("--readings", default="", metavar="HASH", help="a seal of the reading log, as noted before")

    def handle(self, *args: object, **options: object) -> None:
        """Print a line for each log, and a line for each fault. Raises CommandError where there is a fault."""
        breaks = 0
        for log in SealedLog:
            result = verify(log, holds=str(options[log.value]))
            self.stdout.write(f"{log.label}: {_how_far(result)}")
            for sentence in result.breaks[:MOST_SHOWN]:
                self.stderr.write(f"{log.label}: {sentence}")
            breaks += len(result.breaks)
        if breaks:
            raise CommandError(f"The chain breaks in {breaks} {'place' if breaks == 1 else 'places'}.")


def _how_far(chain: Verified) -> str:
    if chain.last is None:
        words = "nothing is sealed."
    else:
        at = timezone.localtime(chain.last.at)
        words = (
            f"{chain.rows} sealed, up to entry {chain.last.last}, by seal {chain.last.number} of {at:%Y-%m-%d %H:%M}, "
            f"hash {chain.last.hash}."
        )
    if chain.waiting:
        words += f" {chain.waiting} {'waits' if chain.waiting == 1 else 'wait'} for a seal."
        if chain.waiting_since and timezone.now() - chain.waiting_since > LONGEST_WAIT:
            words += " Is a worker running?"
    return words

"""What commands say where they find nothing: on a database that nobody has filled, how to fill it."""

from django.conf import settings
from django.core.management.base import CommandError

from committee.models import Council

DEMONSTRATION = (
    "This database holds no council yet. To load the demonstration, run ./script/demo, "
    "or COMMITTEE_DEMO=1 ./script/manage demo."
)


def not_there(sentence: str) -> CommandError:
    """Return the error for a name that was not found; on an empty database it mentions the demonstration."""
    # A council's server takes no demonstration (see settings).
    empty = not settings.PRODUCTION and not Council.objects.exists()
    return CommandError(f"{sentence} {DEMONSTRATION}" if empty else sentence)

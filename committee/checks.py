"""System checks of the committee app: libraries that a machine needs, and the key of members' notes."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

APT_LINE = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def weasyprint_is_ready(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Return a warning where libraries for printing PDFs are missing, with the command that installs them."""
    from committee.printing import missing_libraries

    missing = missing_libraries()
    if not missing:
        return []
    return [
        Warning(
            f"Packs cannot be printed: {', '.join(missing)} not found on this machine.",
            hint=f"On Debian or Ubuntu: {APT_LINE}   On macOS: brew install pango",
            id="committee.W001",
        )
    ]


def notes_have_a_key(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Return a warning where members' notes are switched off because NOTES_KEYS is not set."""
    if settings.NOTES_KEYS:
        return []
    return [
        Warning(
            "Members cannot write notes on papers: NOTES_KEYS is not set.",
            hint="Make a key with: openssl rand -base64 32 | tr +/ -_   Keep a copy of it apart from the backups.",
            id="committee.W002",
        )
    ]

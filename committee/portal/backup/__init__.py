"""
One folder with all that a council's portal keeps: its database at one moment, and its files by their hash.

`making` writes it while the portal serves, `restoring` puts it into an empty place and verifies what is there then;
`databases` asks each database's own tools. What is wrong is one sentence (Failed).
"""

import errno

from django.core.management.base import CommandError

from committee.files import files

FORMAT = 1
MANIFEST = "manifest.json"
# What is in the environment or beside it, and in no backup: without these a restored portal starts anew.
SECRETS = ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "TASKS_OPTIONS",
           "SEAL_CERTIFICATE", "SEAL_PASSPHRASE")  # fmt: skip
# Tables that come back empty: whoever holds a session is signed in, what was typed is kept an hour, counts begin anew.
EMPTY_AGAIN = ("django_session", "usersessions_usersession", "committee_keptform", "cache")


class Failed(CommandError):
    """A backup or a restore that cannot be had; says why, in one line."""


def why(error: OSError) -> str:
    """Return what an operating system's error means, in a sentence without a stop."""
    full = "there is no room left on the disk"
    return full if error.errno in (*files.NO_ROOM, errno.EFBIG) else (error.strerror or str(error)).lower()

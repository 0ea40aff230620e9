"""
A backup: one folder with all that a council's portal stores, its database at one moment and its files by their hash.

`making` writes the folder while the portal serves. `restoring` puts it into an empty database and an empty storage, and
verifies the result. `databases` runs each database's own tools. Every error is one sentence (Failed).
"""

import errno

from django.core.management.base import CommandError

from committee.files import files

FORMAT = 1
MANIFEST = "manifest.json"
# Settings that no backup contains, because they are in the environment or beside it; a restored portal needs them.
SECRETS = ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "TASKS_OPTIONS",
           "SEAL_CERTIFICATE", "SEAL_PASSPHRASE")  # fmt: skip
# Tables restored empty: a session would sign its holder in, typed forms are stored for an hour, and counts start again.
EMPTY_AGAIN = ("django_session", "usersessions_usersession", "committee_keptform", "cache")


class Failed(CommandError):
    """A backup or a restore failed; the message says why, in one line."""


def why(error: OSError) -> str:
    """Return the meaning of an operating system's error, as a sentence without a full stop."""
    full = "there is no room left on the disk"
    return full if error.errno in (*files.NO_ROOM, errno.EFBIG) else (error.strerror or str(error)).lower()

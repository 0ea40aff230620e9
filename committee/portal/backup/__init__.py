"""
A backup: one folder with a council's database as of one moment, and its stored files named by their hashes.

`making` writes the folder while the portal serves. `restoring` fills an empty database and an empty storage from the
folder, and verifies the result. `databases` runs each database's own tools. Every error is raised as Failed.
"""

import errno

from django.core.management.base import CommandError

from committee.files import files

FORMAT = 1
MANIFEST = "manifest.json"
# Settings that no backup contains, because they are secret. A restored portal needs them again.
SECRETS = ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "TASKS_OPTIONS",
           "SEAL_CERTIFICATE", "SEAL_PASSPHRASE", "NOTES_KEYS")  # fmt: skip
# Tables restored empty: sessions (a restored session would sign its user in), typed forms, which are deleted after an
# hour, and rate limits.
EMPTY_AGAIN = ("django_session", "usersessions_usersession", "committee_keptform", "cache")


class Failed(CommandError):
    """A backup or a restore failed; the message says why, in one line."""


def why(error: OSError) -> str:
    """Return the reason for an operating system's error, worded as the end of a sentence."""
    full = "there is no room left on the disk"
    return full if error.errno in (*files.NO_ROOM, errno.EFBIG) else (error.strerror or str(error)).lower()

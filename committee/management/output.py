"""Where commands write what they make."""

from pathlib import Path

from django.core.management.base import CommandError


def write(path: Path, data: bytes) -> None:
    """Write the file, with the folders it needs. Raises CommandError where that cannot be done, and why."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error

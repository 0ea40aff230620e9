"""Private files in a folder of this machine."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

REMADE = "derived/"  # folder of files that can be made again, and so need not survive a power cut
HALF = "incoming"  # folder of files that are still being written


class Folder(FileSystemStorage):
    """A folder. A file is written under a temporary name first, so that no incomplete file has its final name."""

    def __init__(self, location: str | Path) -> None:
        super().__init__(location=location, allow_overwrite=True)

    def _save(self, name: str, content: "File[Any]") -> str:
        place, incoming = Path(self.path(name)), Path(self.path(HALF))
        for folder in (place.parent, incoming):
            folder.mkdir(parents=True, exist_ok=True)
        number, half = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(number, "wb") as handle:
                for chunk in content.chunks():
                    handle.write(chunk)
                handle.flush()
                if not name.startswith(REMADE):
                    os.fsync(number)
            if self.file_permissions_mode is not None:
                os.chmod(half, self.file_permissions_mode)
            os.replace(half, place)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(half)
            raise
        return name

    def url(self, name: str | None) -> str:
        """Raise ValueError. SECURITY: files are served by `committee.files.files.send` alone."""
        raise ValueError("Private files have no address of their own.")

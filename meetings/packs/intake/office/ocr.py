"""OCRmyPDF, where it is installed, puts words under the pictures of a scan."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from meetings.packs.intake.office import apart

PROGRAM = "OCRmyPDF"
SECONDS = 300.0


def is_wanted() -> bool:
    """Whether scans are read on this machine: `ocrmypdf` is there, and the council has not switched it off."""
    return settings.READ_SCANS and shutil.which("ocrmypdf") is not None


def with_text(pdf: bytes, *, seconds: float = SECONDS) -> bytes | None:
    """The same PDF with words under its pictures; None where the program cannot or takes longer."""
    with tempfile.TemporaryDirectory(prefix="scan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "scan.pdf").write_bytes(pdf)
        command = [
            shutil.which("ocrmypdf") or "ocrmypdf", "--skip-text", "--output-type", "pdf", "--optimize", "0",
            "--jobs", "1", "--tesseract-timeout", "60", "--quiet", f"{folder}/scan.pdf", f"{folder}/read.pdf",
        ]  # fmt: skip
        try:
            failed = apart.run(command, folder, seconds)
        except TimeoutError:
            return None
        made = folder / "read.pdf"
        return made.read_bytes() if not failed and made.is_file() else None

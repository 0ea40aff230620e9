"""Text recognition of scans by OCRmyPDF, on machines that have the program."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from meetings.packs.intake.office import apart

PROGRAM = "OCRmyPDF"
SECONDS = 300.0


def is_wanted() -> bool:
    """Return whether scans are read here: the council wants it, and `ocrmypdf` and bubblewrap are available."""
    return settings.READ_SCANS and shutil.which("ocrmypdf") is not None and apart.is_possible()


def with_text(pdf: bytes) -> bytes | None:
    """Return the PDF with the recognised words behind its pictures; None if the program fails or takes too long."""
    with tempfile.TemporaryDirectory(prefix="scan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "scan.pdf").write_bytes(pdf)
        command = [
            shutil.which("ocrmypdf") or "ocrmypdf", "--skip-text", "--output-type", "pdf", "--optimize", "0",
            "--jobs", "1", "--tesseract-timeout", "60", "--quiet", f"{folder}/scan.pdf", f"{folder}/read.pdf",
        ]  # fmt: skip
        try:
            failed = apart.run(command, folder, SECONDS)
        except TimeoutError:
            return None
        return None if failed else apart.read(folder, "read.pdf") or None

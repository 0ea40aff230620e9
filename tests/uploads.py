"""Files that tests hand in: checked at once, or left to wait until a test has them checked; Word files as PDF."""

from functools import cache

import pytest

from meetings.models import Upload
from meetings.packs.intake.office import convert, libreoffice
from meetings.papers import uploads

as_pdf = cache(convert.as_pdf)  # the same document is printed once for all tests


@pytest.fixture
def checked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is handed in is checked before the verb ends: a test's own transaction is never committed."""
    monkeypatch.setattr(uploads, "begin", lambda upload: uploads.check_upload.func(upload.pk))


@pytest.fixture
def printed_by_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the portal print Word files: LibreOffice has tests of its own (`tests/meetings/packs/intake/office`)."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    monkeypatch.setattr(convert, "as_pdf", as_pdf)


def check_all() -> None:
    """Check whatever waits, as a worker would."""
    for pk in Upload.objects.undecided().order_by("pk").values_list("pk", flat=True):
        uploads.check_upload.func(pk)

"""Files that tests hand in: checked at once, or left to wait until a test has them checked."""

import pytest

from meetings.models import Upload
from meetings.papers import uploads


@pytest.fixture
def checked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is handed in is checked before the verb ends: a test's own transaction is never committed."""
    monkeypatch.setattr(uploads, "begin", lambda upload: uploads.check_upload.func(upload.pk))


def check_all() -> None:
    """Check whatever waits, as a worker would."""
    for pk in Upload.objects.undecided().order_by("pk").values_list("pk", flat=True):
        uploads.check_upload.func(pk)

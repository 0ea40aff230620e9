"""Private files in a folder and in a bucket: whole or not at all, sent in parts, and in trouble told in a sentence."""

import errno
import socket

import pytest
from botocore.exceptions import EndpointConnectionError
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import RequestFactory

from committee.files import bucket, files
from committee.files.bucket import Bucket
from committee.files.folder import Folder
from committee.models import StoredFile
from tests.bucket import KEYS, put_on
from tests.meetings.test_two_clerks import together

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("transactions: files and their rows")]
DATA = bytes(range(256)) * 40


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    """Each test on both; what takes a file away from behind the portal's back."""
    if request.param == "folder":
        return lambda path: (tmp_path / "files" / path).unlink()
    return request.getfixturevalue("bucket")


def path_of(kept: StoredFile) -> str:
    return f"{kept.sha256[:2]}/{kept.sha256[2:4]}/{kept.sha256}"


def sent(kept: StoredFile, *, private: bool = True, **headers):
    """Return the answer to a request with `headers`, whole; its bytes as `.bytes`."""
    request = RequestFactory().get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})
    request.user = AnonymousUser()
    answer = files.send(request, kept, "paper.pdf", private=private)
    answer.bytes = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    return answer


def test_a_file_is_kept_once_read_back_and_sent_whole(place):
    kept = files.keep(DATA)
    assert files.keep(DATA) == kept
    assert files.read(kept) == DATA
    with pytest.raises(ValueError, match="no address"):
        storages["private"].url(path_of(kept))
    answer = sent(files.keep(DATA))
    assert (answer.status_code, answer.bytes, answer["Content-Length"]) == (200, DATA, str(len(DATA)))
    assert answer["Accept-Ranges"] == "bytes"
    assert sent(kept, Range="bytes=100-199").bytes == DATA[100:200]
    assert answer["Content-Disposition"] == 'inline; filename="paper.pdf"'


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10000-", 10000, 10239),
        ("bytes=10000-99999", 10000, 10239),
        ("bytes=-40", 10200, 10239),
        ("bytes=-99999", 0, 10239),
    ],
)
def test_a_tablet_is_sent_the_part_it_asks_for(asked, first, last):
    answer = sent(files.keep(DATA), Range=asked)
    assert (answer.status_code, answer.bytes) == (206, DATA[first : last + 1])
    assert answer["Content-Range"] == f"bytes {first}-{last}/10240"
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=-0"])
def test_a_part_behind_the_end_is_refused_with_the_length(asked):
    answer = sent(files.keep(DATA), Range=asked)
    assert (answer.status_code, answer["Content-Range"], answer.bytes) == (416, "bytes */10240", b"")


@pytest.mark.parametrize("asked", ["bytes=5-4", "bytes=0-1,5-6", "bytes=-"])
def test_what_is_no_single_part_is_answered_with_the_whole(asked):
    answer = sent(files.keep(DATA), Range=asked)
    assert (answer.status_code, answer.bytes) == (200, DATA)


def test_a_broken_download_goes_on_only_where_the_file_is_still_the_same(place):
    kept = files.keep(DATA)
    same = {"private": False, "Range": "bytes=1-2"}
    assert sent(kept, If_Range=f'"{kept.sha256}"', **same).status_code == 206
    assert sent(kept, If_Range='"another"', **same).status_code == 200
    assert sent(kept, Range="bytes=1-2", If_Range=f'"{kept.sha256}"').status_code == 200, "private: has no validator"


def test_a_lost_file_is_not_the_same_as_a_file_changed_or_storage_out_of_reach(place):
    kept = files.keep(DATA)
    assert files.holds(kept)
    place(path_of(kept))
    assert not files.holds(kept)
    with pytest.raises(files.Lost):
        files.read(kept)
    with pytest.raises(files.Lost):
        sent(kept)
    storages["private"].save(path_of(kept), ContentFile(DATA[:-1]))
    assert not files.holds(kept)
    with pytest.raises(files.Altered):
        files.read(kept)


@pytest.mark.parametrize("damage", [DATA[:5000], b"x" * len(DATA)])
def test_handing_in_a_damaged_file_again_makes_it_good(place, damage):
    kept = files.keep(DATA)
    storages["private"].save(path_of(kept), ContentFile(damage))
    assert files.keep(DATA) == kept
    assert files.read(kept) == DATA


def test_two_who_keep_the_same_file_at_once_keep_it_whole_under_one_name(place, tmp_path):
    storage = storages["private"]
    ends = together(*[lambda: storage.save("ab/cd/same", ContentFile(DATA * 50))] * 4)
    assert ends == ["ab/cd/same"] * 4
    with storage.open("ab/cd/same") as handle:
        assert handle.read() == DATA * 50


class Dies(ContentFile):
    """Bytes of which only some come, as from a process that is killed or onto a disk that is full."""

    def chunks(self, chunk_size=None):
        yield DATA
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_folder_that_runs_full_keeps_what_it_had_and_no_half_of_what_came(tmp_path):
    folder = Folder(tmp_path / "own")
    folder.save("ab/cd/paper", ContentFile(b"before"))
    with pytest.raises(OSError, match="No space"):
        folder.save("ab/cd/paper", Dies(b""))
    assert [path.name for path in (tmp_path / "own").rglob("*") if path.is_file()] == ["paper"]
    assert (tmp_path / "own/ab/cd/paper").read_bytes() == b"before"


def test_a_full_disk_is_told_in_a_sentence(monkeypatch):
    def full(*args):
        raise OSError(errno.EDQUOT, "no room")

    monkeypatch.setattr(Folder, "_save", full)
    with pytest.raises(files.Unavailable, match=r"There is no space left .* administrator"):
        files.keep(DATA)
    assert not StoredFile.objects.exists()


@pytest.fixture
def keys(monkeypatch):
    """Keys to a server, whatever they are worth there."""
    for name in KEYS:
        monkeypatch.setenv(name, "testing")


def test_a_bucket_that_cannot_be_reached_is_told_in_a_sentence_and_soon(settings, keys, monkeypatch):
    monkeypatch.setattr(bucket, "AWAY_SECONDS", 0)
    kept = files.keep(DATA)
    with socket.socket() as door:  # bound and never listening: every call is refused
        door.bind(("127.0.0.1", 0))
        put_on(settings, f"http://127.0.0.1:{door.getsockname()[1]}")
        for act in (lambda: files.keep(DATA), lambda: files.read(kept), lambda: sent(kept), lambda: files.holds(kept)):
            with pytest.raises(files.Unavailable, match=r"Nothing has been lost\. Try again"):
                act()


def test_a_store_that_is_started_again_is_waited_for_and_a_longer_outage_is_not(monkeypatch):
    asked, clock = [], iter(range(100))
    monkeypatch.setattr(bucket.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(bucket.time, "monotonic", lambda: float(next(clock)))

    def ask(away_for: int) -> str:
        asked.append(away_for)
        if len(asked) <= away_for:
            raise EndpointConnectionError(endpoint_url="http://store")
        return "here"

    assert bucket.while_away(lambda: ask(5)) == "here" and len(asked) == 6
    asked.clear()
    with pytest.raises(EndpointConnectionError):
        bucket.while_away(lambda: ask(50))
    assert len(asked) == 10  # a second each by this clock
    with pytest.raises(EndpointConnectionError):
        bucket.while_away(lambda: ask(50))
    assert len(asked) == 11  # the outage is known by now
    monkeypatch.setattr(bucket, "_outage", {})


def test_a_bucket_that_is_gone_is_trouble_and_no_lost_file(s3, keys):
    bucket = Bucket(bucket="nobodys-bucket", endpoint=s3, region="eu-west-2")
    for act in (lambda: bucket.save("ab/cd/paper", ContentFile(DATA)), lambda: bucket.open("ab/cd/paper")):
        with pytest.raises(OSError, match="refused") as refused:
            act()
        assert not isinstance(refused.value, FileNotFoundError)


def test_a_bucket_without_keys_is_told_in_a_sentence(s3, settings, monkeypatch):
    for name in (*KEYS, "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    put_on(settings, s3)
    with pytest.raises(files.Unavailable):
        files.keep(DATA)

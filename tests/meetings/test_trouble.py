"""A full disk, a vanished upload, storage or a database out of reach, a printer that fails: a sentence for each."""

import errno

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committee import printing
from committee.files import files
from committee.files.folder import Folder
from committee.printing import PrintingError
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import preflight
from meetings.models import AgendaItem, BuildState, Edition, PackBuild, Paper
from meetings.packs.builds import build, tasks
from meetings.packs.builds.lease import Attempt, TakenOver
from tests.meetings import publishing as made
from tests.meetings.packs import making
from tests.staging import staged

pytestmark = pytest.mark.django_db  # set up before whatever takes the place of the database, and taken down after
ON_TIME = time_machine.travel("2022-04-11 09:30 +0100", tick=False)
NO_ROOM = "There is no space left for files"
OUT_OF_REACH = "File storage is not available. Nothing has been lost"


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, vice_chairman):
    meeting = made.meeting_of(safeguarding, clerk)
    made.report(meeting, clerk)
    made.built(meeting)
    return meeting


def at(page: str, *more, **named) -> str:
    """Return the address of a desk page of the meeting."""
    return reverse(f"desk:{page}", kwargs={"committee": "safeguarding", "meeting": "2022-04-21", **named})


def failing(number: int):
    """Return a storage method that fails with that system error."""

    def fails(*args, **kwargs):
        raise OSError(number, "as the test wants it")

    return fails


@pytest.fixture
def full_disk(monkeypatch):
    """From when it is called, nothing more can be written."""
    return lambda: monkeypatch.setattr(Folder, "_save", failing(errno.ENOSPC))


@pytest.fixture
def out_of_reach(monkeypatch):
    """From when it is called, storage answers nothing."""

    def fall() -> None:
        for method in ("_save", "_open", "size"):
            monkeypatch.setattr(Folder, method, failing(errno.EHOSTUNREACH))

    return fall


@pytest.fixture
def built_again(desk, django_capture_on_commit_callbacks):
    """Press "Build again" and read the builder's page, with the pack that was there before still sent."""

    def press(edition: str = Edition.PUBLIC) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            assert desk.post(at("pack-build", edition=edition)).status_code == 302
        return desk.get(at("meeting")).content.decode()

    return press


def last_pack(desk) -> bytes:
    """Return the pack that the agenda builder links to."""
    answer = desk.get(at("pack-file", edition=Edition.PUBLIC))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def change(meeting, clerk) -> None:
    """Something for a new build to bind."""
    agenda.add_item(meeting, title="Fostering", by=clerk)


def place_of(meeting, title: str = "Young Carers") -> str:
    """Where the file of the item's paper lies."""
    sha = meeting.items.get(title=title).papers.get().file.stored.sha256
    return f"{sha[:2]}/{sha[2:4]}/{sha}"


@pytest.mark.parametrize(("trouble", "sentence"), [("full_disk", NO_ROOM), ("out_of_reach", OUT_OF_REACH)])
def test_an_upload_that_cannot_be_kept_is_said_at_the_form_and_what_was_typed_stays(
    request, desk, meeting, trouble, sentence
):
    item = AgendaItem.objects.get(title="Young Carers")
    request.getfixturevalue(trouble)()
    upload = SimpleUploadedFile("carers.pdf", making.pdf_of(2), content_type="application/pdf")
    sent = {"title": "Typed already", "kind": "report", "access": "open", "file": upload, "background_papers": "None"}
    answer = desk.post(at("paper-new", pk=item.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Typed already"' in page
    assert Paper.objects.filter(item=item).count() == 1


def test_a_build_that_cannot_be_kept_says_so_on_the_panel(desk, meeting, clerk, built_again, full_disk, monkeypatch):
    good = last_pack(desk)
    change(meeting, clerk)
    full_disk()
    page = built_again()
    monkeypatch.undo()
    assert "The build stopped." in page and NO_ROOM in page
    assert PackBuild.objects.get().state == BuildState.FAILED
    assert last_pack(desk) == good
    assert "The build stopped." not in built_again(), "when the trouble is over, the same button builds"


@ON_TIME
@pytest.mark.usefixtures("own_processes")
@pytest.mark.parametrize("is_kept", [False, True])
def test_an_agenda_whose_notice_cannot_be_kept_or_printed_is_not_published_and_the_clerk_is_told(
    desk, meeting, full_disk, monkeypatch, is_kept
):
    import weasyprint

    def crashes(*args, **kwargs):
        raise RuntimeError("a bug")

    seen = desk.get(at("agenda-publish")).context["form"].initial["seen"]
    if is_kept:
        monkeypatch.setattr(weasyprint.HTML, "render", crashes)
    else:
        full_disk()
    answer = desk.post(at("agenda-publish"), {"seen": seen})
    assert answer.status_code == 422
    assert ("The notice of meeting could not be printed" if is_kept else NO_ROOM) in answer.content.decode()
    assert not meeting.versions.exists()


@pytest.mark.parametrize("crash", [PrintingError("“Agenda” ended its printer."), MemoryError()])
def test_a_front_sheet_that_cannot_be_printed_is_said_on_the_panel(
    desk, meeting, clerk, built_again, monkeypatch, crash
):
    def crashes(*args, **kwargs):
        raise crash

    good = last_pack(desk)
    change(meeting, clerk)
    monkeypatch.setattr(printing, "render_pdf", crashes)
    page = built_again()
    assert "The build stopped." in page
    said = "The front sheet could not be printed" if isinstance(crash, PrintingError) else tasks.WENT_WRONG
    assert said.replace("'", "&#x27;") in page
    assert last_pack(desk) == good


def test_a_vanished_upload_is_named_on_the_panel_and_handing_it_in_again_makes_it_good(
    desk, meeting, clerk, built_again, tmp_path
):
    def built_on(day: int, hour: int = 12) -> str:
        with time_machine.travel(f"2022-04-{day} {hour}:00 +0100", tick=False):
            return built_again()

    good = last_pack(desk)
    data = (tmp_path / "files" / place_of(meeting)).read_bytes()
    (tmp_path / "files" / place_of(meeting)).unlink()
    page = built_on(12)
    assert "Young Carers: report: the file is missing from storage or damaged. Upload the paper again" in page
    assert last_pack(desk) == good
    files.keep(data)
    assert "The build stopped." not in built_on(13)
    assert last_pack(desk) != good, "that of another day bears its date"
    built_on(13, hour=14)
    assert PackBuild.objects.latest("requested_at").step == tasks.NOTHING_CHANGED


def test_preflight_and_the_reader_are_told_of_a_lost_pack_and_no_longer_when_it_is_put_back(
    desk, meeting, out_of_reach, tmp_path
):
    def faults() -> list[str]:
        return [check.text for check in preflight(meeting, on=made.LAST_DAY) if "storage" in check.text.lower()]

    pack = build.current_pack(meeting, Edition.PUBLIC).stored
    place = tmp_path / "files" / pack.sha256[:2] / pack.sha256[2:4] / pack.sha256
    place.rename(tmp_path / "elsewhere")
    assert any("missing from storage" in fault for fault in faults())
    answer = desk.get(at("pack-file", edition=Edition.PUBLIC))
    assert (answer.status_code, "is missing from storage" in answer.content.decode()) == (404, True)
    (tmp_path / "elsewhere").rename(place)
    assert faults() == []
    out_of_reach()
    answer = desk.get(at("pack-file", edition=Edition.PUBLIC))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert OUT_OF_REACH in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_with_the_database_away_every_page_says_so_whoever_asks_for_it(clerk, monkeypatch):
    """Sessions, and who is signed in, are asked for by middleware: there it was a 500."""
    client = Client(raise_request_exception=False)
    client.force_login(clerk)

    def away(self):
        raise OperationalError("connection refused")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", away)
    for address in ("/", "/calendar/", "/desk/", "/members/", "/account/login/"):
        answer = client.get(address)
        assert (answer.status_code, answer.get("Retry-After")) == (503, "60"), address
        assert "Nothing was saved" in answer.content.decode()


def test_an_upload_that_does_not_fit_on_the_disk_while_it_comes_in_is_answered_with_a_sentence(
    desk, meeting, monkeypatch
):
    from django.core.files import uploadhandler

    monkeypatch.setattr(uploadhandler.MemoryFileUploadHandler, "receive_data_chunk", failing(errno.ENOSPC))
    item = AgendaItem.objects.get(title="Young Carers")
    upload = SimpleUploadedFile("carers.pdf", making.pdf_of(2), content_type="application/pdf")
    answer = desk.post(at("paper-new", pk=item.pk), {"title": "x", "file": upload})
    assert answer.status_code == 503
    assert NO_ROOM in answer.content.decode()


def test_where_the_queue_cannot_be_reached_the_build_waits_and_is_taken_up_later(
    desk, meeting, clerk, monkeypatch, django_capture_on_commit_callbacks
):
    change(meeting, clerk)
    with monkeypatch.context() as shut:
        shut.setattr(type(tasks.build_pack), "enqueue", failing(errno.ECONNREFUSED))
        with django_capture_on_commit_callbacks(execute=True):
            assert desk.post(at("pack-build", edition=Edition.PUBLIC)).status_code == 302
    asked = PackBuild.objects.get()
    assert asked.state == BuildState.QUEUED
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.reap(timezone.now() + 2 * tasks.heartbeat_timeout()) == 1
    asked.refresh_from_db()
    assert asked.state == BuildState.DONE


def test_an_attempt_given_up_for_dead_can_write_nothing_more(meeting, clerk):
    asked = tasks.request_build(meeting, Edition.PUBLIC, at=timezone.now(), by=clerk)
    first = Attempt.take(asked.pk)
    tasks.reap(timezone.now() + 2 * tasks.heartbeat_timeout())
    assert Attempt.take(asked.pk).number == 2
    pack = build.current_pack(meeting, Edition.PUBLIC)
    for word in (lambda: first.progress("Item 4", 1, 2), lambda: first.finish(pack), lambda: first.fail("No.")):
        with pytest.raises(TakenOver):
            word()


@ON_TIME
def test_a_council_on_a_bucket_uploads_builds_publishes_and_reads(
    bucket, desk, client, safeguarding, clerk, proper_officer, chairman, vice_chairman,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    meeting = made.meeting_of(safeguarding, clerk)
    made.report(meeting, clerk)
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(at("pack-build", edition=edition))
    assert not PackBuild.objects.exclude(state=BuildState.DONE).exists()
    seen = desk.get(at("agenda-publish")).context["form"].initial["seen"]
    assert desk.post(at("agenda-publish"), {"seen": seen}).status_code == 302
    client.logout()
    address = reverse("public:pack", args=["safeguarding", "2022-04-21"])
    whole = b"".join(client.get(address).streaming_content)
    assert whole.startswith(b"%PDF")
    part = client.get(address, headers={"Range": "bytes=100-299"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, whole[100:300])
    folders, _ = storages["private"].listdir("")
    assert "derived" in folders, "prepared parts lie there too, for every machine that builds"

"""Uploaded files go to ClamAV's own daemon first; left out where it is not installed."""

import hashlib
import os
import shutil
import socket
import subprocess
import time

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from committee import environment
from committee.acts.refusal import Busy, Refused
from committee.files import files, virus_scan
from meetings.agendas import verbs as agenda
from meetings.models import Upload, UploadState
from meetings.papers import handing_in, taking_in
from meetings.papers import verbs as papers
from tests.meetings.packs.making import pdf_of
from tests.uploads import check_all

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
pytestmark = pytest.mark.skipif(not CLAMD, reason="There is no clamd here.")
# A harmless file that stands for malware: our own signature below names it, so no database of signatures is needed.
MALWARE = b"%PDF-1.7 harmless, but it is what the signature of this test names"


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    """Start ClamAV's daemon with one signature; yield the path of its socket."""
    folder = tmp_path_factory.mktemp("clamav")
    signature = f"{hashlib.md5(MALWARE, usedforsecurity=False).hexdigest()}:{len(MALWARE)}:Portal.Test\n"
    (folder / "own.hdb").write_text(signature)
    place = folder / "clamd.ctl"
    user = "User root\n" if os.geteuid() == 0 else ""
    lines = f"DatabaseDirectory {folder}\nLocalSocket {place}\nForeground yes\nStreamMaxLength 1M\n{user}"
    (folder / "clamd.conf").write_text(lines)
    process = subprocess.Popen([CLAMD, f"--config-file={folder / 'clamd.conf'}"], stdout=subprocess.PIPE)
    try:
        for _ in range(200):
            if place.exists():
                break
            time.sleep(0.1)
        yield str(place)
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def scanner(daemon, settings):
    settings.CLAMAV = daemon
    return daemon


def test_malware_is_refused_by_its_name_and_other_files_are_taken(scanner):
    sentence = r"“report\.pdf” was not accepted: the council’s virus scanner found Portal\.Test"
    with pytest.raises(Refused, match=sentence):
        taking_in.take_in(MALWARE, "report.pdf")
    assert taking_in.take_in(pdf_of(1, "Roads"), "roads.pdf").pages == 1
    assert virus_scan.fault() == ""


def test_a_file_larger_than_the_scanner_takes_is_refused(scanner):
    with pytest.raises(Refused, match="larger than the council’s virus scanner takes"):
        virus_scan.refuse_infected(b"x" * 3_000_000, "“large.pdf”")


def test_nothing_is_taken_while_the_scanner_is_away(settings):
    with socket.socket() as taken:  # bound, but it does not listen
        taken.bind(("127.0.0.1", 0))
        settings.CLAMAV = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Busy, match="does not answer"):
            taking_in.take_in_now(pdf_of(1, "Roads"), "roads.pdf")
        assert virus_scan.fault() == "ConnectionRefusedError"


def test_a_paper_waits_for_the_scanner_and_a_find_is_told_and_deleted(meeting, clerk, officer, scanner, settings):
    item = agenda.add_item(meeting, title="Fostering", owner=officer.person, by=clerk)
    paper = papers.expect_paper(item, title="Fostering report", by=clerk)
    upload = handing_in.hand_in(paper, data=MALWARE, filename="report.pdf", at=timezone.now(), by=officer)
    settings.CLAMAV = "/nowhere/clamd.ctl"
    check_all()
    assert Upload.objects.get(pk=upload.pk).state == UploadState.WAITING
    settings.CLAMAV = scanner
    check_all()
    refused = Upload.objects.get(pk=upload.pk)
    assert (refused.state, refused.original) == (UploadState.REFUSED, None) and "Portal.Test" in refused.reason
    assert not files.holds(upload.original)


@pytest.mark.parametrize(
    ("given", "right"), [("/run/clamav/clamd.ctl", True), ("scan.local:3310", True), ("scan", False)]
)
def test_the_place_of_the_scanner_is_checked_at_start(monkeypatch, given, right):
    monkeypatch.setenv("CLAMAV", given)
    if right:
        assert environment.clamav() == given
    else:
        with pytest.raises(ImproperlyConfigured, match="CLAMAV must be"):
            environment.clamav()

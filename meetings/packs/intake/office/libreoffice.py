"""
Conversion of office files to tagged PDFs by LibreOffice, where it is installed.

Files are cleaned first (`clean_ooxml`, `clean_odf`), so that they refer to nothing outside themselves. Only an old Word
file is converted to .docx before it is cleaned. LibreOffice runs in bubblewrap, without any network, without access to
the portal's files, and for a limited time. Where there is no bubblewrap, LibreOffice is not run.
"""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from committee.acts.refusal import Busy, Refused
from meetings.packs.intake.office import apart

SECONDS = 120.0
WAIT = 60.0  # seconds to wait for a turn (one conversion at a time for each core); Busy puts the file back
PLACES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
FILTERS = {"docx": "writer", "doc": "writer", "odt": "writer", "pptx": "impress", "xlsx": "calc"}
TAGGED = {
    "PDFUACompliance": True, "UseTaggedPDF": True, "ExportNotes": False, "ExportNotesPages": False,
    "ExportNotesInMargin": False, "ExportHiddenSlides": False, "ExportFormFields": False,
}  # fmt: skip
# No macros, no active content, no untrusted links, no update of links.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""  # noqa: E501
FAILED = "LibreOffice could not make a PDF of it. Open it, save it as PDF and upload that."
TOO_LONG = "It took LibreOffice more than {seconds:.0f} seconds. Open it, save it as PDF and upload that."


def program() -> str | None:
    """Return the path of LibreOffice on this machine; None where it is not installed."""
    return next((path for place in PLACES if (path := shutil.which(place))), None)


def is_installed() -> bool:
    """Return whether this machine has LibreOffice, and bubblewrap to run it in."""
    return program() is not None and apart.is_possible()


def to_pdf(data: bytes, ending: str, *, claims_ua: bool = True, seconds: float = SECONDS) -> bytes:
    """
    Return the tagged PDF of a cleaned file. With `claims_ua`, the PDF claims PDF/UA-1. Raises Refused and Busy.
    """
    wanted = TAGGED | {"PDFUACompliance": claims_ua}
    options = {name: {"type": "boolean", "value": str(value).lower()} for name, value in wanted.items()}
    return _converted(data, ending, f"pdf:{FILTERS[ending]}_pdf_Export:{json.dumps(options)}", "pdf", seconds)


def to_docx(data: bytes, *, seconds: float = SECONDS) -> bytes:
    """Convert an old Word file to .docx, which can be cleaned. Raises Busy, and Refused (also without bubblewrap)."""
    return _converted(data, "doc", "docx:MS Word 2007 XML", "docx", seconds)


def _converted(data: bytes, ending: str, to: str, made: str, seconds: float) -> bytes:
    with (
        _turn(min(WAIT, seconds * WAIT / SECONDS)),
        tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as name,
    ):
        folder = Path(name)
        (folder / f"paper.{ending}").write_bytes(data)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
        _run(folder, [f"paper.{ending}", to], seconds)
        converted = apart.read(folder, f"out/paper.{made}")
        if not converted:
            raise Refused(FAILED)
        return converted


def _run(folder: Path, wanted: list[str], seconds: float) -> None:
    soffice = program()
    if soffice is None or not apart.is_possible():
        raise Refused("LibreOffice is not installed, so this file cannot be converted. Save it as PDF and upload that.")
    file, to = wanted
    command = [
        soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nofirststartwizard", "--convert-to", to, "--outdir", f"{folder}/out", f"{folder}/{file}",
    ]  # fmt: skip
    try:
        if apart.run(command, folder, seconds) == apart.CUT_SHORT:
            raise Refused(FAILED)
    except TimeoutError:
        raise Refused(TOO_LONG.format(seconds=seconds)) from None


@contextlib.contextmanager
def _turn(wait: float) -> Iterator[None]:
    """Wait for one of the turns (one per core, for all processes) and lock it. Raises Busy after `wait` seconds."""
    folder = Path(tempfile.gettempdir()) / f"committee-office-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    until = time.monotonic() + wait
    with contextlib.ExitStack() as stack:
        turns = [stack.enter_context((folder / str(number)).open("wb")) for number in range(os.cpu_count() or 1)]
        while not any(_locked(turn.fileno()) for turn in turns):
            if time.monotonic() > until:
                raise Busy("Other files are being converted to PDF. Try again in a few minutes.")
            time.sleep(0.2)
        yield


def _locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

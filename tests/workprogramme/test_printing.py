"""The programme as it is printed into an agenda."""

import datetime as dt
import io

import pypdfium2
import pytest

from meetings.models import ItemKind, PaperKind
from meetings.procedure import agenda
from tests.workprogramme import world as worlds
from tests.workprogramme.world import AT
from workprogramme import document
from workprogramme.models import ProgrammeVersion
from workprogramme.procedure.printing import print_for

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=60)


@pytest.fixture
def world(safeguarding, year, clerk, officer):
    made = worlds.make(safeguarding, year, clerk, officer)
    for meeting in made.meetings:
        agenda.add_item(meeting, title="Work Programme", kind=ItemKind.WORK_PROGRAMME, by=clerk)
    return made


def text_of(data: bytes) -> str:
    """The words of a PDF."""
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_the_programme_becomes_the_paper_of_its_item(world, clerk):
    paper = print_for(world.meetings[0], at=AT, by=clerk)
    assert (paper.kind, paper.title) == (PaperKind.PROGRAMME, "Work Programme 2021-22")
    assert paper.file.ours and paper.file.tagged and paper.file.source
    version = ProgrammeVersion.objects.get()
    assert (version.meeting, version.number) == (world.meetings[0], 1)
    assert version.sha256 == document.digest(version.document)

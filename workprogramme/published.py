"""What anybody may read of a work programme, on its page and in its files."""

import datetime as dt

from workprogramme import changes, document
from workprogramme.document import Document
from workprogramme.models import Programme, ProgrammeVersion


def shown(programme: Programme, *, on: dt.date) -> Document:
    """The programme as it stands, with what changed since it was last printed into an agenda that is published."""
    printed = ProgrammeVersion.objects.filter(programme=programme, meeting__versions__isnull=False)
    last = printed.select_related("meeting").order_by("-meeting__date", "-meeting__sequence", "-number").first()
    return changes.since(last, document.take(programme, on=on))

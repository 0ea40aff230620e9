"""Programmes that anybody may read are printed by a worker: when published, and when a page finds them changed."""

import logging
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from committee import wording
from committee.models import Council
from committee.printing import PrintingError
from workprogramme.document import document
from workprogramme.document.document import Document
from workprogramme.models import Programme
from workprogramme.printed_programme import programme_pdf, public_programme

logger = logging.getLogger(__name__)
AGAIN_SECONDS = 300  # before a programme that is not printed yet is asked for again


def kept_or_asked_for(programme: Programme, words: Document, council: Council | None = None) -> bytes | None:
    """
    The PDF of what anybody may read of a programme now; None where a worker is still to make it.

    However many ask meanwhile, it is put into the queue once.
    """
    data = programme_pdf.kept(words, council)
    if data is not None:
        return data
    asked = f"programme-printed:{document.digest(words)}"
    # Looked up first: to add what is there already is three queries, the last of which fails.
    if cache.get(asked) is None and cache.add(asked, True, AGAIN_SECONDS):
        print_programme.enqueue(programme.pk)
        return programme_pdf.kept(words, council)  # a task backend may have made it at once
    return None


def print_when_committed(programme: Programme) -> None:
    """Have a programme printed once what is being done now is committed."""
    # Robust: where the queue cannot be reached, the first page that is asked for puts it there.
    transaction.on_commit(partial(print_programme.enqueue, programme.pk), robust=True)


@task()
@wording.read_once()
def print_programme(programme_id: int) -> None:
    """Print a public programme as it stands today, where that has not been done."""
    programme = Programme.objects.public().select_related("committee", "year").filter(pk=programme_id).first()
    if programme is None:
        return
    try:
        programme_pdf.pdf(public_programme.shown(programme, on=timezone.localdate()))
    except PrintingError:
        logger.exception("programme %s could not be printed", programme_id)

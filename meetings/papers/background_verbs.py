"""Verbs of background documents: the papers on which a report relies, open to inspection with it (R22, s.100D)."""

import datetime as dt

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said, save
from committee.acts.verbs import verb
from committee.files import files
from committee.law import retention
from committee.models import User
from meetings.locking import hold
from meetings.models import BackgroundDocument, Paper
from meetings.packs import part_store
from meetings.packs.intake.take_in import Intake
from meetings.packs.leak_check import meeting_check
from meetings.packs.leak_check.meeting_check import refuse_unfit
from meetings.papers.taking_in import taken_in


@verb(may=runs_the_desk, in_one_transaction=False)
def add_background(
    paper: Paper, *, title: str, data: bytes | Intake, filename: str, at: dt.datetime, by: User
) -> BackgroundDocument:
    """
    Add a background document to an open paper. The document goes through intake, and is public with the paper.

    Where the paper already has the same file under the same title, the existing document is returned. Raises Refused:

    - where the file cannot be used
    - where the paper is withheld, because its background papers are not open to inspection (s.100D(4))
    - where the leak check finds withheld material (R16)
    """
    title = said(title, "what the document is called", 250)
    _refuse_withheld(paper)
    # Outside the transaction: reading a stranger's PDF takes seconds, and other clerks must not wait for it.
    taken = taken_in(data, filename)
    refuse_unfit(taken, paper.item.meeting, title=title)
    with transaction.atomic():
        hold(paper.item.meeting)
        now = Paper.objects.select_related("item__meeting").get(pk=paper.pk)
        _refuse_withheld(now)
        # The check is cached, so the file is read again only if the meeting's papers have changed since `refuse_unfit`.
        meeting_check.refuse_document(taken, now.item.meeting, title=title)
        if same := now.background_documents.filter(title=title, stored__sha256=taken.sha256).first():
            return same
        document = BackgroundDocument(
            paper=now,
            title=title,
            stored=files.keep(taken.pdf),
            fingerprint=taken.fingerprint,
            added_at=at,
            added_by=by,
        )
        save(document)
        part_store.keep(taken.sha256, taken.prepared)
        audit.record(by, "added a background paper to", now, document=title, sha256=taken.sha256)
    return document


def _refuse_withheld(paper: Paper) -> None:
    if paper.is_withheld:
        raise Refused(
            "The public may not read this paper, so its background papers are not open to inspection either "
            "(LGA 1972 s.100D(4)).",
            rule="R24",
        )


@verb(may=runs_the_desk)
def remove_background(document: BackgroundDocument, *, at: dt.datetime, by: User) -> None:
    """
    R22: remove a background document.

    Raises Refused until four years beginning with the meeting have expired, and for a document removed already.
    """
    meeting = hold(document.paper.item.meeting)
    now = BackgroundDocument.objects.select_related("paper").filter(pk=document.pk).first()
    if now is None:
        raise Refused("That background paper has been removed already.")
    if stopped := retention.may_remove_background(meeting.date, day_of(at)):
        raise Refused(f"{stopped.text} ({stopped.source})", rule=stopped.rule)
    now.delete()
    audit.record(by, "removed a background paper of", now.paper, document=now.title)

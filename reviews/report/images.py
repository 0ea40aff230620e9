"""Verbs of the pictures of a report: add one with the words that say what it shows, and remove one."""

from functools import partial

from django.db import transaction

from committee import audit, files
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import said, save
from committee.verbs import verb
from meetings.unused_files import clear_away
from reviews.locking import hold_before_report, still_there
from reviews.models import ReportImage, Review
from reviews.report import picture

MOST = 30


@verb(may=plans_scrutiny, in_one_transaction=False)
def add_image(review: Review, *, data: bytes, alt: str, caption: str = "", by: User) -> ReportImage:
    """
    Add a picture, which "[image 1]" places in the text; `alt` says what it shows to whoever cannot see it.

    Raises Refused without these words, for what is no picture, once the report is issued, and for too many.
    """
    alt = said(alt, "in words what the picture shows")
    made, content_type = picture.drawn_anew(data)
    image = _kept(review, made, content_type, alt=alt, caption=" ".join(caption.split()), by=by)
    # The same bytes of another picture may have been deleted before this row could be seen to want them.
    if not files.holds(image.file):
        files.keep(made, content_type)
    return image


@transaction.atomic
def _kept(review: Review, data: bytes, content_type: str, *, alt: str, caption: str, by: User) -> ReportImage:
    held = hold_before_report(review)
    last = held.images.order_by("number").last()
    if held.images.count() >= MOST:
        raise Refused(f"A report can have at most {MOST} pictures. Remove one first.")
    image = ReportImage(
        review=held, number=last.number + 1 if last else 1, file=files.keep(data, content_type), alt=alt,
        caption=caption,
    )  # fmt: skip
    save(image)
    audit.record(by, "added a picture to the report of", held, number=image.number, alt=alt)
    return image


@verb(may=plans_scrutiny)
def remove_image(image: ReportImage, *, by: User) -> None:
    """
    Remove a picture, its bytes too where nothing else points to them.

    Raises Refused once the report is issued, and where somebody has removed it.
    """
    held = hold_before_report(image.review)
    kept = still_there(held.images, image, "Someone has removed that picture.")
    number, stored = kept.number, kept.file_id
    kept.delete()
    audit.record(by, "removed a picture from the report of", held, number=number)
    transaction.on_commit(partial(clear_away, [stored]), robust=True)

"""What every verb does: hold the meeting while it works, and keep only rows that are valid, with a sentence if not."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from committee.law.reasons import gives_reason
from committee.refusal import Refused
from committee.register.lawful import sentences
from committee.unprintable import in_one_line, printable
from meetings.models import AgendaItem, Meeting


def hold(meeting: Meeting) -> Meeting:
    """The meeting's row as it is now, locked until the transaction ends, so that two clerks do not cross each other."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("committee__contact_officer", "venue")
    return rows.get(pk=meeting.pk)


def is_published(meeting: Meeting) -> bool:
    """Whether its agenda has been published, so that what was printed no longer changes."""
    return meeting.versions.exists()


def day_of(at: datetime) -> date:
    """The day in London of a moment."""
    return timezone.localdate(at)


def save(row: models.Model) -> None:
    """Save `row`, without unprintable characters, if it is valid; raise Refused with every fault in words otherwise."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str):
            setattr(row, field.attname, (in_one_line if isinstance(field, models.CharField) else printable)(value))
    try:
        # The database keeps its own constraints: to ask it of each beforehand is a query each, for every row.
        row.full_clean(validate_constraints=False)
        with transaction.atomic():
            row.save()
    except (ValidationError, IntegrityError):
        _refuse_invalid(row)
        raise


def _refuse_invalid(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(sentences(row, error))) from error


def said(text: str, what: str, most: int = 500) -> str:
    """`text` without blanks around it and what cannot be printed; Refused where it is empty or longer than `most`."""
    text = printable(text or "").strip()
    if not text:
        raise Refused(f"Say {what}.")
    if len(text) > most:
        raise Refused(f"That is {len(text)} characters long; say {what} in {most} or fewer.")
    return text


def reasoned(text: str, what: str, most: int = 500) -> str:
    """`text` as `said` keeps it, where it says why; Refused where it is one word or none, which give no reason."""
    text = said(text, what, most)
    if not gives_reason(text):
        raise Refused(f"“{text}” is not enough to say {what}: write at least two words.")
    return text


def published_items(meeting: Meeting) -> set[int]:
    """Ids of the items that the public agenda holds now: those that no longer change; empty before publication."""
    latest = meeting.versions.order_by("-number").first()
    return {item["pk"] for item in latest.snapshot["items"]} if latest else set()


def held(item: AgendaItem) -> AgendaItem:
    """The item as it is now, its meeting held; Refused where somebody has removed it."""
    meeting = hold(item.meeting)
    now = AgendaItem.objects.filter(pk=item.pk).first()
    if now is None:
        raise Refused("That item is no longer on the agenda: somebody has removed it.")
    now.meeting = meeting
    return now

"""The outcome of an item, drafted from the resolutions of its minute, so that nobody types them twice."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from committee.models import Council, Person
from committee.wording.dates import full_date
from meetings.minutes.document import wording
from meetings.minutes.publication import published
from meetings.models import AgendaItem, LimbKind, Meeting, Minute, Minutes, MinutesState, Resolution, Result
from workprogramme.items.scheduling import why_not_there
from workprogramme.models import GONE, OFFICER_ROLES, PROPOSED, ItemState, Lead, ProgrammeItem, Table

OPENING = "The committee resolved that"
NOT_OUT = (MinutesState.TAKING, MinutesState.DRAFT)
ASKED_FOR = dt.timedelta(weeks=26)

NO_AGENDA = "It was not on an agenda here, so there is no minute to draft from: write the outcome."
NO_MINUTE = "It has not been minuted here, so there is no draft: write the outcome."
NOT_PUBLISHED = "The minutes are not published yet. The resolution will appear here once they are."
WITHHELD = "Its minute is not for publication, so no text is taken from it. Anyone can read an outcome."
NOTHING_RESOLVED = "The minute records no resolution on it, so there is no draft: write the outcome."


class OfferedLimb(NamedTuple):
    """A carried limb (a part of a resolution): letter, words, kind, and the URL of its published text or ""."""

    letter: str
    text: str
    kind: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """
    The draft offered as the outcome of an item: `text` with a bullet per limb, or "" with the reason in `why_none`.

    `url` is the address of the published minute, "" before publication.
    """

    text: str = ""
    limbs: list[OfferedLimb] = field(default_factory=list)
    minute: Minute | None = None
    url: str = ""
    why_none: str = ""


def offered(item: ProgrammeItem, *, drafts: bool = False) -> Offer:
    """
    Return the outcome drafted from the carried limbs of the item's minute. The draft is never stored.

    The limbs come from the latest published minutes. Limbs of unpublished minutes are offered only with `drafts`,
    for users who may read draft minutes. SECURITY: an outcome is public, so no limb of a withheld minute is offered to
    anybody, even if the minute was withheld only after its publication.
    """
    if item.agenda_item is None:
        return Offer(why_none=NO_AGENDA)
    return resolved_of(item.agenda_item, drafts=drafts)


def resolved_of(item: AgendaItem, *, drafts: bool = False) -> Offer:
    """
    Return the outcome drafted from the minute of any agenda item. For `drafts`, see `offered`.

    SECURITY: no limb of a withheld minute is offered, even if the minute was withheld only after its publication.
    """
    minute = Minute.objects.select_related("minutes").filter(item=item, omitted=False).first()
    if minute is None or item.is_withdrawn:
        return Offer(why_none=NO_MINUTE)
    out = minute.minutes.state not in NOT_OUT
    if not out and not drafts:
        return Offer(why_none=NOT_PUBLISHED)
    url = _address(item.meeting, minute) if out else ""
    if minute.is_withheld:
        return Offer(minute=minute, url=url, why_none=WITHHELD)
    return _offer(minute, _published(item.meeting, minute, url) if out else _standing(minute), url)


def _address(meeting: Meeting, minute: Minute) -> str:
    if not minute.number:
        return ""
    return reverse("public:minute", args=[meeting.committee.slug, meeting.slug, minute.number])


def _published(meeting: Meeting, minute: Minute, url: str) -> list[list[OfferedLimb]]:
    """Return the limbs of each carried resolution, as anybody may read them at the minute's `url`."""
    version = published.latest(meeting)
    entries = published.words(version)["entries"] if version else []
    entry: dict[str, Any] = next((row for row in entries if row["pk"] == minute.pk), {})
    carried = []
    for place, row in enumerate(entry.get("resolutions", []), 1):
        if row["result"] == Result.CARRIED and not row["amends"]:
            before = url and (f"{url}#{place}-" if place > 1 else f"{url}#")
            carried.append([_limb(limb, before) for limb in row["limbs"]])
    return carried


def _limb(limb: dict[str, Any], before: str) -> OfferedLimb:
    return OfferedLimb(limb["letter"], limb["text"], limb["kind"], before and before + limb["letter"])


def _standing(minute: Minute) -> list[list[OfferedLimb]]:
    """Return the limbs of each carried resolution in minutes that are not published."""
    rows = Resolution.objects.carried().filter(minute=minute).prefetch_related("limbs")
    return [[OfferedLimb(limb.letter, limb.text, limb.kind) for limb in resolution.limbs.all()] for resolution in rows]


def _offer(minute: Minute, resolved: list[list[OfferedLimb]], url: str) -> Offer:
    resolved = [[limb for limb in limbs if limb.kind != LimbKind.EXCLUSION] for limbs in resolved]
    if not (limbs := [limb._replace(text=wording.bare(limb.text)) for limbs in resolved for limb in limbs]):
        return Offer(minute=minute, url=url, why_none=NOTHING_RESOLVED)
    return Offer(_text(filter(None, resolved)), limbs, minute, url)


def _text(resolved: Iterable[list[OfferedLimb]]) -> str:
    """Return the resolutions as an outcome's text: a paragraph each, with a bullet per limb if there are several."""
    style = wording.Style.of(Council.current())
    paragraphs = []
    for limbs in resolved:
        words = wording.that(OPENING, limbs, style)
        paragraphs.append("\n".join([words.lead, *(f"- {text}" for _, text in words.limbs)]))
    return "\n\n".join(paragraphs)


def mark_of(item: ProgrammeItem) -> str:
    """Return a hash of the present outcome. A form sends the hash back, to detect a change since the form was shown."""
    return sha256(f"{item.outcome}|{item.outcome_accepted_at}".encode()).hexdigest()[:16]


def minutes_of(item: ProgrammeItem) -> Minutes | None:
    """Return the minutes of the meeting that considered the item; None if the portal has no such minutes."""
    meeting = item.agenda_item.meeting_id if item.agenda_item else item.meeting_id
    return Minutes.objects.filter(meeting=meeting).select_related("meeting").first() if meeting else None


def why_not_yet(item: ProgrammeItem, on: dt.date) -> str:
    """Return a sentence that says why no outcome can be accepted on that day; "" if an outcome can be accepted."""
    if item.state in PROPOSED:
        return "It has not been accepted, so it has no outcome."
    if item.state in GONE:
        return f"The item is at its end ({item.state_words.lower()}), so no outcome is recorded."
    if item.state == ItemState.TBC:
        return "It has no meeting yet, so it has no outcome."
    if item.day and item.day > on:
        return f"It is to be considered on {full_date(item.day)}, so it has no outcome yet."
    if reason := why_not_there(item):
        return reason
    return why_not_told(item)


def why_not_told(item: ProgrammeItem) -> str:
    """Return a sentence if the minutes of the item's formal meeting are not published yet, otherwise ""."""
    minutes = minutes_of(item)
    if minutes and minutes.state in NOT_OUT and not minutes.meeting.informal:
        return "The minutes of that meeting are not published yet. Accept the outcome once they are."
    return ""


def to_write(person: Person, on: dt.date) -> list[ProgrammeItem]:
    """Return items that `person` leads as an officer and whose outcome is now due, oldest first, in one query."""
    rows = wanting(on).filter(pk__in=ProgrammeItem.objects.led_by(person).values("pk"))
    return list(rows.select_related("meeting", "programme__committee", "programme__year").in_order())


def wanting(on: dt.date) -> Any:
    """
    Return items whose outcome an officer can write on the day `on`.

    The item's meeting or day was in the last half year (ASKED_FOR), and the minutes of its meeting are published. An
    inquiry day, a working group or an informal session has no minutes, so its item does not wait for publication.
    """
    out = Q(meeting__minutes__state__in=(MinutesState.PUBLISHED, MinutesState.CONFIRMED))
    no_minutes = Q(meeting__isnull=True) | Q(meeting__informal=True, meeting__minutes__isnull=True)
    since = Q(meeting__date__gte=on - ASKED_FOR) | Q(held_on__gte=on - ASKED_FOR)
    officer = Lead.objects.filter(item=OuterRef("pk"), role__in=OFFICER_ROLES, person__isnull=False)
    rows = ProgrammeItem.objects.without_outcome(on).filter(out | no_minutes).filter(since)
    withdrawn = Q(state=ItemState.ON_AGENDA, agenda_item__withdrawn_at__isnull=False)
    return rows.exclude(table=Table.STANDING).exclude(withdrawn).filter(Exists(officer))

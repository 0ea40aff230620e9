"""
The minutes of a meeting as plain data: everything that either edition prints, with generated words of resolutions.

A document has these keys (dates and times are ISO strings; words are as printed; "" where there is nothing):

    council, committee {name, slug}, meeting {pk, date, slug, starts, venue, informal}, title
    presiding           person or None: {name, printed, slug}; printed is "Bob Spencer (Chairman)"
    attendance          [person ...] by surname, without the presiding person; printed adds whom a substitute replaces
    also                [person ...] officers, guests, and members by video; printed has body or role in brackets
    apologies           [person ...] by surname
    movements           ["... arrived at 10:20." ...] that fall under no minute
    declarations        [{name, minute (number or None), words, public_words} ...] in the order of the items
    entries             [entry ...] in order; items without a minute and items not taken are left out
    ended, signature {name, meeting (its date), on, signed_in (if later)} or None, fair_record {for, on} or None
    invented_note, demonstration_notice, style {word, mark, limb}, taken_at
    off_agenda          business that was on no published agenda, with its ground (R63); no key where there is none

    entry               pk, number, label ("61/22"; no key where the number alone is printed), item {pk, number} or
                        None, kind, part (1 or 2), heading, public_heading, access, paragraphs, marking,
                        in_attendance ("[..., in attendance for this item]"), urgency, text (HTML),
                        public_summary (HTML), movements, resolutions, corrections [{old, new, on (the meeting's date)}]
    resolution          pk, result ("amended": the motion as moved, before its amendment), amends (pk or None), moved,
                        lead, limbs, lines (items of an exclusion), votes, outcome
    limb                pk, letter, kind, marker ("" for a single limb), words ("" for a single limb: see lead), text

`for_public` returns the same keys without `public_words`. In a withheld entry, all words are empty there except public
heading, marking, summary and movements.
"""

import hashlib
import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, cast

from django.db.models import prefetch_related_objects
from django.utils import timezone

from committee.models import Council
from committee.wording import wording as frozen_wording
from committee.wording.dates import full_date
from meetings.minutes.document import layout, numbering, unlisted_business, wording
from meetings.minutes.room.state import Room
from meetings.models import Access, Confirmation, Declaration, ItemKind, Minute, Minutes

Document = dict[str, Any]
Entry = dict[str, Any]


def take(
    minutes: Minutes, *, at: datetime, signature: dict[str, str] | None = None, by_minute: bool = True
) -> Document:
    """
    Return the current minutes as a document taken at `at`. A minute without a fixed number gets its planned number.

    Signing passes `signature` ({name, meeting, on}: the signatory, and two days in ISO), because no `Confirmation`
    exists yet. With `by_minute` False, the document has no minute numbers, as a note of decisions has item numbers.
    """
    room = Room.of(minutes)
    row, people = room.minutes, layout.People(room)
    meeting, council = row.meeting, Council.current()
    prefetch_related_objects(room.entries, "corrections__agreed_in")
    printed = [entry for entry in room.entries if entry.is_printed]
    movements = people.movements(printed)
    style = wording.Style.of(council)
    numbers = numbering.planned(row, room.entries) if by_minute else {}
    under = {entry.item_id: entry for entry in printed if entry.item_id}
    labels = numbering.labels(row, numbers, printed)
    shown = {pk: labels.get(pk, str(number)) for pk, number in numbers.items()}
    by_item = {item: shown[entry.pk] for item, entry in under.items() if entry.pk in shown}
    off_agenda = unlisted_business.notice(row, printed, shown)
    return {
        "council": council.name,
        "committee": {"name": meeting.committee.name, "slug": meeting.committee.slug},
        "meeting": {
            "pk": meeting.pk,
            "date": meeting.date.isoformat(),
            "slug": meeting.slug,
            "starts": f"{meeting.starts:%H:%M}",
            "venue": meeting.venue.name if meeting.venue else "",
            "informal": meeting.informal,
        },
        "title": title_of(meeting.committee.name, meeting.date),
        "presiding": people.presiding(),
        "attendance": people.attendance(),
        "also": people.also(),
        "apologies": people.apologies(),
        "movements": movements.pop(None, []),
        "declarations": [
            _declaration(row, under.get(row.item_id), numbers, by_item.get(row.item_id)) for row in room.declarations
        ],
        "entries": [
            {
                **_entry(entry, numbers.get(entry.pk), movements.get(entry.pk, []), style, by_item),
                # No key for a plain number: documents published before this key existed must compare equal.
                **({"label": labels[entry.pk]} if entry.pk in labels else {}),
            }
            for entry in printed
        ],
        "ended": f"{timezone.localtime(row.ended_at):%H:%M}" if row.ended_at else "",
        "signature": signature or _signature(row),
        "fair_record": {"for": row.fair_record_for, "on": timezone.localdate(row.fair_record_at).isoformat()}
        if row.fair_record_at
        else None,
        # No key where there is no note: documents published before this key existed must compare equal.
        **({"off_agenda": off_agenda} if off_agenda else {}),
        "invented_note": row.invented_note,
        "demonstration_notice": council.demonstration_notice,
        **frozen_wording.to_freeze(council.wording),
        "style": {"word": style.word, "mark": style.mark, "limb": style.limb},
        "taken_at": at.isoformat(),
    }


def title_of(committee: str, day: date) -> str:
    """Return the title: Minutes of the Safeguarding ... Committee Meeting held on 10 January 2022."""
    return f"Minutes of the {committee} Meeting held on {full_date(day)}"


def _declaration(
    declaration: Declaration, entry: Minute | None, numbers: dict[int, int], printed: str | None
) -> dict[str, Any]:
    where = f"minute {printed}" if printed else f"item {declaration.item.number}"
    in_private = said_in_private(declaration, entry)
    return {
        "name": declaration.attendee.name,
        "minute": numbers.get(entry.pk) if entry else None,
        "words": wording.declaration_words(declaration, where=where),
        "public_words": wording.declaration_words(declaration, where=where, nature=not in_private),
    }


def said_in_private(declaration: Declaration, entry: Minute | None) -> bool:
    """
    Return whether the public must not read the nature of an interest. `entry` is the printed minute of the item.

    True for words said during a withheld item, and for an item of Part Two without a printed minute.
    """
    if entry is None:
        return declaration.item.part == 2
    return entry.is_withheld and entry.opened_at is not None and declaration.made_at >= entry.opened_at


def _entry(
    entry: Minute, number: int | None, movements: list[str], style: wording.Style, by_item: dict[int, str]
) -> Entry:
    item = entry.item
    return {
        "pk": entry.pk,
        "number": number,
        "item": {"pk": item.pk, "number": item.number} if item else None,
        "kind": item.kind if item else "",
        "part": 2 if entry.is_withheld else item.part if item else 1,
        "heading": entry.heading,
        "public_heading": entry.heading_for_public,
        "access": entry.access,
        "paragraphs": entry.paragraphs,
        "marking": entry.marking,
        "in_attendance": layout.for_this_item(list(entry.in_attendance.all())),
        "urgency": wording.urgency_words(item) if item else "",
        "text": entry.text,
        "public_summary": entry.public_summary,
        "movements": movements,
        "resolutions": layout.resolutions(list(entry.resolutions.all()), style, by_item),
        "corrections": [
            {"old": correction.old_words, "new": correction.new_words, "on": correction.agreed_in.date.isoformat()}
            for correction in entry.corrections.all()
            if not correction.is_removed
        ],
    }


def number_of(entry: Entry) -> str:
    """Return the number of an entry as printed, "39" or "39/22"; "" where it has none."""
    return entry.get("label") or str(entry["number"] or "")


def _signature(minutes: Minutes) -> dict[str, str] | None:
    signed = (
        Confirmation.objects.select_related("presided", "confirmed_in", "signed_in").filter(minutes=minutes).first()
    )
    if signed is None:
        return None
    return {
        "name": signed.presided.printed_name,
        "meeting": signed.confirmed_in.date.isoformat(),
        "on": timezone.localdate(signed.signed_at).isoformat(),
        **({"signed_in": signed.signed_in.date.isoformat()} if signed.signed_in else {}),
    }


STAYS = (
    *("council", "committee", "meeting", "title", "presiding", "attendance", "also", "apologies", "movements"),
    *("ended", "signature", "fair_record", "invented_note", "demonstration_notice", "style", "taken_at"),
)
MAY_BE = ("off_agenda", frozen_wording.KEY)
OPEN_ENTRY = (
    *("pk", "number", "item", "kind", "part", "access", "paragraphs", "marking", "in_attendance", "urgency", "text"),
    *("movements", "resolutions", "corrections"),
)
WITHHELD_ENTRY = (
    *("pk", "number", "item", "kind", "part", "access", "paragraphs", "marking", "public_summary", "movements"),
)


def for_public(document: Document) -> Document:
    """
    Return the public part of the document.

    SECURITY: the result is built from named keys, so a key added later is withheld until somebody names it here.
    """
    public = {key: document[key] for key in STAYS} | {key: document[key] for key in MAY_BE if key in document}
    public["declarations"] = [
        {"name": row["name"], "minute": row["minute"], "words": row.get("public_words", row["words"])}
        for row in document["declarations"]
    ]
    public["entries"] = [_public_entry(entry) for entry in document["entries"]]
    return cast(Document, json.loads(json.dumps(public)))


def _public_entry(entry: Entry) -> Entry:
    empty = {"in_attendance": "", "urgency": "", "text": "", "resolutions": [], "corrections": [], "public_summary": ""}
    keys: tuple[str, ...] = OPEN_ENTRY if entry["access"] == "open" else WITHHELD_ENTRY
    keys += ("label",) if "label" in entry else ()
    heading = {"heading": entry["public_heading"], "public_heading": entry["public_heading"]}
    return empty | {key: entry[key] for key in keys} | heading


def as_read(document: Document, opened: Collection[int]) -> Document:
    """
    Return the document with withheld minutes in full where their id is in `opened`, else in their public part.

    SECURITY: the result is built from `for_public`, so a minute outside `opened` has only the keys named there.
    """
    shown = for_public(document)
    whole = {entry["pk"]: entry for entry in document["entries"] if entry["pk"] in opened}
    shown["entries"] = [whole.get(entry["pk"], entry) for entry in shown["entries"]]
    numbers = {entry["number"] for entry in whole.values()}
    shown["declarations"] = [
        {**public, "words": row["words"]} if row["minute"] in numbers else public
        for public, row in zip(shown["declarations"], document["declarations"], strict=True)
    ]
    return shown


def for_decisions(document: Document) -> Document:
    """
    Return the document as a note of decisions: attendance, interests, resolutions, no text of the minutes.

    Open items without a resolution are left out, except the item of declarations. That item is left out where interests
    are recorded only in its text: without the text, the item would say that there were none. `document` must be made by
    `take` with `by_minute=False`, because minutes have no numbers yet.
    """
    day = date.fromisoformat(document["meeting"]["date"])
    title = f"Decisions of the {document['committee']['name']} Meeting held on {full_date(day)}"
    empty = {"text": "", "public_summary": "", "in_attendance": "", "movements": [], "corrections": []}
    entries = [
        entry | empty
        for entry in document["entries"]
        if entry["resolutions"]
        or entry["access"] != Access.OPEN
        or (entry["kind"] == ItemKind.DECLARATIONS and (document["declarations"] or not entry["text"]))
    ]
    return document | {"title": title, "entries": entries}


def whole(minutes: Minutes) -> str:
    """Return the digest of the current minutes, in which corrections are listed but not yet put into the text."""
    return digest(take(minutes, at=minutes.opened_at))


def digest(document: Document) -> str:
    """Return SHA-256 (hexadecimal) of the canonical JSON without the time of taking: same minutes, same digest."""
    same = {key: value for key, value in document.items() if key != "taken_at"}
    return hashlib.sha256(json.dumps(same, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

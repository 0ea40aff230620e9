"""Verbs by which an upper app adds a note to a committee's programme, and clears the note (R39)."""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import said, save, set_changed
from committee.acts.verbs import Portal, verb
from committee.models import Committee, User
from workprogramme import leak_check
from workprogramme.models import Note


@verb(may=plans_scrutiny)
def note(
    committee: Committee, *, key: str, text: str, url: str = "", rule: str = "", since: dt.date, by: User | Portal
) -> Note:
    """
    Show a note with the committee's programme from `since` on. Replace an earlier note with the same `key`.

    `url` is a path of the portal. `rule` is the number of the rule behind the note (R39). Raises Refused where there is
    no text, or the text reveals something withheld (R16). Raises ValueError, a programming error, where `url` is not a
    path of the portal, or a note of another committee has the same key.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError("A note leads to a path of the portal.")
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    words = said(text, "what is to be noted")
    note = Note.objects.filter(key=key).first() or Note(key=key, committee=committee)
    if note.committee_id != committee.pk:
        raise ValueError(f"The key {key} is of a note of another committee.")
    values = {"text": words, "url": url, "rule": rule, "since": since, "cleared_on": None}
    if not set_changed(note, values, allowed=values) and note.pk:
        return note
    leak_check.refuse_telling_of(committee, [("the note", [words])])
    save(note)
    audit.record(by, "noted", note, committee=str(committee), rule=rule, since=since.isoformat())
    return note


@verb(may=plans_scrutiny)
def clear(key: str, *, on: dt.date, by: User | Portal) -> Note | None:
    """
    Clear the note with that key as of the day `on`, and return the note; None if there is no such note.

    A note that is cleared already does not change. Raises Refused if `on` is before the first day of the note.
    """
    note = Note.objects.select_for_update().filter(key=key).first()
    if note is None or note.cleared_on:
        return note
    if on < note.since:
        raise Refused("A note cannot be cleared before the day since which it stands.")
    note.cleared_on = on
    save(note)
    audit.record(by, "cleared", note, on=on.isoformat())
    return note

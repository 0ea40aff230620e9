"""Search of minutes and decisions as last published: one entry per minute, and one per part of a resolution."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse

from committee.models import EntryKind
from committee.richtext.cleaning import plain
from committee.search.sources import Asked, Row
from meetings.minutes.document import template_context
from meetings.minutes.publication import published
from meetings.minutes.registers.decisions import PROCEDURAL_ITEMS
from meetings.models import Access, Meeting, Minute, Minutes, MinutesVersion, MinutesVersionKind
from meetings.models.minutes import minute_is_down

Entry = dict[str, Any]


def published_of(
    units: Collection[int], *, with_notes: bool
) -> Iterator[tuple[Meeting, MinutesVersion, dict[str, Any], list[Entry]]]:
    """
    Yield (meeting, version, document, entries) for each public meeting with published minutes.

    - version: the version of the minutes published last. With `with_notes`, a meeting without published minutes is
      yielded with its note of decisions.
    - document: the version's public words, from `published.words`.
    - entries: the open minutes in the document. SECURITY: minutes taken down are left out.
    """
    meetings = Meeting.objects.public().filter(pk__in=units, minutes__versions__isnull=False).distinct()
    for meeting in meetings.select_related("committee"):
        version = published.latest(meeting) or (published.decisions(meeting) if with_notes else None)
        if version is None:
            continue
        shown = published.words(version)
        down = set(Minute.objects.filter(minutes__meeting=meeting).down().values_list("pk", flat=True))
        entries = [entry for entry in shown["entries"] if entry["access"] == Access.OPEN and entry["pk"] not in down]
        yield meeting, version, shown, entries


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """Yield (meeting id, entry) for each open minute, and for each part of its resolutions; from a note, only parts."""
    for meeting, version, shown, entries in published_of(units, with_notes=True):
        for entry in entries:
            for row in _rows(entry, shown, meeting, is_whole=version.kind != MinutesVersionKind.DECISIONS):
                yield meeting.pk, row


def _rows(entry: Entry, shown: dict[str, Any], meeting: Meeting, *, is_whole: bool) -> Iterator[Row]:
    place = [meeting.committee.slug, meeting.slug]
    alone = is_whole and bool(entry["number"])
    context = template_context.entry_context(entry, shown, public=True, alone=alone)
    if alone:
        address = reverse("public:minute", args=[*place, entry["number"]])
    else:
        address = reverse("public:minutes" if is_whole else "public:decisions", args=place)
    about: dict[str, Any] = {
        "committee": meeting.committee_id,
        "day": meeting.date,
        "minute": entry["pk"],
        "is_routine": entry["kind"] in PROCEDURAL_ITEMS,
    }
    where = f"Minute {context['printed_number']}" if entry["number"] else context["mark"].rstrip(".")
    if is_whole:
        words = [plain(entry["text"]), *entry["movements"], *context["declared"], entry["urgency"]]
        top = address if alone else f"{address}#{context['anchor']}"
        text = "\n".join(filter(None, words))
        yield Row(EntryKind.MINUTE, entry["pk"], top, entry["heading"], text, where, **about)
    for resolution in context["resolutions"]:
        for limb in resolution["limbs"]:
            anchor = f"#{limb['anchor']}" if limb["anchor"] else "" if alone else f"#{context['anchor']}"
            part = f"{where} {limb['marker']}".strip()
            text = f"{resolution['lead']} {limb['words']}".strip()
            yield Row(EntryKind.DECISION, limb["pk"], f"{address}{anchor}", entry["heading"], text, part, **about)


def _open() -> Q:
    """Return the condition that a minute is open, and public in published minutes or in a note of decisions."""
    notes = MinutesVersion.objects.public().notes().values("minutes")
    out = Q(minutes__in=Minutes.objects.public()) | Q(minutes__in=notes)
    return Q(access=Access.OPEN, minutes__meeting__in=Meeting.objects.public()) & out


def public_minutes(things: Collection[int]) -> Iterator[int]:
    """Yield the ids in `things` that belong to minutes that are open, published and not taken down."""
    rows = Minute.objects.filter(_open(), pk__in=things)
    yield from rows.exclude(minute_is_down()).values_list("pk", flat=True)


def of_public_minutes(model: type[Model], minute: str) -> Asked:
    """
    Return a function that takes ids of `model`, and yields the ids that belong to public minutes.

    `minute` is the lookup from a row of the model to its minute.
    """

    def check(things: Collection[int]) -> Iterator[int]:
        minutes = dict(model._base_manager.filter(pk__in=things).values_list("pk", minute))
        public = set(public_minutes(list(set(minutes.values()))))
        yield from (pk for pk, of in minutes.items() if of in public)

    return check

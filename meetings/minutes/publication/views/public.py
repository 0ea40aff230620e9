"""Public pages of the minutes: the document, one page per minute, and the note of decisions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.files import files
from committee.printing import PrintingError
from committee.public_pages.page_data import absolute, as_data, render_page
from committee.public_pages.pieces import piece
from committee.views.lookup import or_404
from meetings import outstanding_actions
from meetings.access import taken_down
from meetings.agendas.views.public import recorded
from meetings.agendas.views.public_meeting import of_meeting
from meetings.kept_pages import kept_page_with_answers
from meetings.minutes.document import document, template_context
from meetings.minutes.publication import published
from meetings.minutes.publication.published import asked_in
from meetings.minutes.registers import referred
from meetings.models import Access, Meeting, MinutesVersion

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _published(meeting: Meeting, version: MinutesVersion | None) -> MinutesVersion:
    """Return `version`. SECURITY: raise 404 where it is None, and TakenDown for minutes taken down (R60)."""
    if version is None:
        taken_down.refuse_minutes(meeting)
        raise Http404
    return version


def _about(meeting: Meeting, version: MinutesVersion) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "version": version,
        "is_draft": published.is_draft(version),
        "on_page": True,
    }


@kept_page_with_answers
@of_meeting
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the minutes as a document, with a table of contents and links to the files."""
    version = _published(meeting, published.latest(meeting))
    address = reverse("public:minutes", args=[meeting.committee.slug, meeting.slug])
    shown = template_context.context(published.words(version), draft=published.is_draft(version), address=address)
    actions = asked_in(shown["entries"])
    # The contents, the document and its actions are rendered once, and cached while they stay the same.
    words = piece("public/minutes/_words.html", (shown, actions), lambda: shown | {"asked": actions, "on_page": True})
    page = _about(meeting, version) | shown | {"asked": actions, "drawn": words}
    page |= {"facts": published.file_facts(version), "agenda": meeting.is_published}
    page |= recorded(meeting, None)
    page["note"] = meeting.is_decided and published.decisions(meeting) is not None
    return render_page(request, "public/minutes/minutes.html", page)


@kept_page_with_answers
@of_meeting
def minute(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Show one minute: its text, its resolutions limb by limb, and its actions."""
    taken_down.refuse_minutes(meeting, number)
    version = _published(meeting, published.latest(meeting))
    shown = published.words(version)
    entries = shown["entries"]
    place = or_404(next((place for place, entry in enumerate(entries) if entry["number"] == number), None))
    entry = template_context.entry_context(entries[place], shown, public=True, level=2, alone=True)
    page = _about(meeting, version) | {
        "entry": entry,
        "before": entries[place - 1] if place else None,
        "after": entries[place + 1] if place + 1 < len(entries) else None,
        "asked": asked_in([entry]),
        "agenda_item": _agenda_item(meeting, entry),
        "considered": [] if entry["hidden"] else referred.considered(entries[place]["pk"]),
    }
    return render_page(request, "public/minutes/minute.html", page)


def _with_asked(entries: list[document.Entry]) -> list[document.Entry]:
    """Return the entries as data; the key `asked` has the public actions that an entry asked for, with answers."""
    open_ones = [entry["pk"] for entry in entries if entry["access"] == Access.OPEN]
    by_minute = outstanding_actions.shown_to_public(open_ones, timezone.localdate()) if open_ones else {}
    return [entry | {"asked": [_as_data(action) for action in by_minute.get(entry["pk"], [])]} for entry in entries]


def _as_data(action: outstanding_actions.PublicAction) -> dict[str, Any]:
    names = ("reference", "text", "owner", "asked_on", "assigned_on", "due_on", "state")
    answers = [answer | {"url": absolute(answer["url"]) or ""} for answer in action.answers]
    return {**{name: getattr(action, name) for name in names}, "answers": answers}


def _agenda_item(meeting: Meeting, entry: document.Entry) -> str:
    """Return the address of the minute's item on the published agenda; "" where that agenda does not list the item."""
    latest = meeting.versions.order_by("-number").values_list("snapshot", flat=True).first()
    number = (entry["item"] or {}).get("number")
    if latest is None or number not in [item["number"] for item in latest["items"]]:
        return ""
    return reverse("public:item", args=[meeting.committee.slug, meeting.slug, number])


@kept_page_with_answers
@of_meeting
def decisions(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the note of decisions: attendance, interests and resolutions, before the minutes are written."""
    version = _published(meeting, published.decisions(meeting))
    shown = template_context.context(published.words(version), draft=False)
    whole = published.latest(meeting) is not None
    facts = published.file_facts(version)
    return render_page(
        request,
        "public/minutes/decisions.html",
        _about(meeting, version) | shown | {"whole": whole, "facts": facts},
    )


@kept_page_with_answers
@of_meeting
def minutes_json(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Return the minutes as data."""
    version = _published(meeting, published.latest(meeting))
    shown = published.words(version)
    entries = _with_asked(shown["entries"])
    return as_data(request, _of_version(version) | shown | {"entries": entries})


@kept_page_with_answers
@of_meeting
def minute_json(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Return one minute as data."""
    taken_down.refuse_minutes(meeting, number)
    version = _published(meeting, published.latest(meeting))
    shown = published.words(version)
    entry = or_404(next((entry for entry in shown["entries"] if entry["number"] == number), None))
    about = {key: shown[key] for key in ("council", "committee", "meeting")}
    return as_data(request, _of_version(version) | about | _with_asked([entry])[0])


@kept_page_with_answers
@of_meeting
def decisions_json(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Return the note of decisions as data."""
    version = _published(meeting, published.decisions(meeting))
    return as_data(request, _of_version(version) | published.words(version))


def _of_version(version: MinutesVersion) -> dict[str, Any]:
    return {
        "status": version.get_kind_display(),
        "version": version.number,
        "published_at": version.made_at.isoformat(),
    }


@of_meeting
def minutes_file(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Send the PDF of the minutes as published or sealed; for minutes taken down, send the redacted copy."""
    version = published.latest(meeting)
    if version is None and (copy := taken_down.copy_of_minutes(meeting)):
        name = files.file_name(meeting.committee.slug, meeting.slug, "minutes")
        return files.send(request, copy, name, private=False)
    return _pdf(request, meeting, _published(meeting, version), "minutes")


@of_meeting
def decisions_file(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the note of decisions as PDF."""
    return _pdf(request, meeting, _published(meeting, published.decisions(meeting)), "decisions")


def _pdf(request: HttpRequest, meeting: Meeting, version: MinutesVersion, what: str) -> HttpResponseBase:
    name = files.file_name(meeting.committee.slug, meeting.slug, what)
    if version.public_file:
        return files.send(request, version.public_file, name, private=False)
    try:
        data = published.pdf(version)
    except PrintingError as error:
        raise files.Unavailable(
            "The PDF is not available at the moment. You can read the minutes as a web page."
        ) from error
    return files.send_made(request, data, name, key=f"{document.digest(version.document)}{version.pk}")


@of_meeting
def minutes_word(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the minutes as a Word document."""
    version = _published(meeting, published.latest(meeting))
    name = files.file_name(meeting.committee.slug, meeting.slug, "minutes").removesuffix("pdf") + "docx"
    data = published.docx(version)
    return files.send_made(
        request, data, name, key=f"{document.digest(version.document)}{version.pk}w", content_type=WORD
    )

"""
Pages that write one minute, and record the ground for unlisted business (R63).

Also the council's settings for its minutes: phrases, and the first minute number of each committee in a year.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.models import Committee, Council, LegalKind, MunicipalYear, User
from committee.richtext import cleaning
from committee.views.acting import Data, answered, ask, carried_out, show, typed
from committee.views.lookup import find_year
from committee.views.writing import WritingPage, number
from committee.wording.dates import long_date, to_the_second
from meetings.lookup import address, crumbs, find_meeting, go_to
from meetings.minutes import settings as verbs
from meetings.minutes.document import unlisted_business, wording
from meetings.minutes.document.minute_text import stamp_of, summarise, write_text
from meetings.minutes.document.unlisted_business import ground_of, unlisted
from meetings.minutes.forms import BasePhrases, FirstNumbersForm, GroundForm, PhraseFormSet
from meetings.minutes.lookup import frame, of_minutes
from meetings.minutes.room.resolutions.recommended import recommendation_lines
from meetings.models import Meeting, Minute, Minutes, Phrase


@desk
def minute_text(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Edit the text or the public summary of a minute. The page's scripts save through this view too."""
    minute = _find(committee, meeting, pk)
    values = request.POST if request.method == "POST" else request.GET
    which = SUMMARY if values.get("which") == SUMMARY else TEXT
    if which == SUMMARY and not minute.is_withheld:
        raise Http404
    sent = MinutePage(request, minute, which)
    if request.method != "POST":
        return sent.page(minute)
    return sent.answer_scripts() if values.get("hand") else sent.take_form()


def _find(committee: str, meeting: str, pk: int) -> Minute:
    row = find_meeting(committee, meeting)
    minutes = Minute.objects.select_related("minutes", "item", "written_by")
    minute = get_object_or_404(minutes, minutes__meeting=row, pk=pk)
    minute.minutes.meeting = row
    return minute


class MinutePage(WritingPage[Minute]):
    """The page of one minute's text, or of its summary; several people may write it."""

    def __init__(self, request: SignedInRequest, row: Minute, which: str) -> None:
        super().__init__(request, row)
        self.which = which

    def save(self, html: str) -> Minute:
        """Save the summary or the text through its verb."""
        revision, at, by = self.sent.get("revision", ""), timezone.now(), self.request.user
        if self.which == SUMMARY:
            return summarise(self.row, text=html, seen=revision, at=at, by=by)
        return write_text(self.row, text=html, revision=number(revision), hand=self.hand, turn=self.turn, at=at, by=by)

    def text_of(self, row: Minute) -> str:
        """Return the summary or the text that this page edits."""
        return said(row, self.which)

    def revision_of(self, row: Minute) -> str:
        """Return the minute's revision number, or the stamp of its summary."""
        return token(row, self.which)

    def written(self, row: Minute) -> tuple[User | None, dt.datetime | None]:
        """Return the text's last writer and time; (None, None) for a summary, where neither is recorded."""
        return (row.written_by, row.written_at) if self.which == TEXT else (None, None)

    def again(self) -> HttpResponseBase:
        """Redirect to the room if the form was sent from the room, else to this page."""
        if self._in_room:
            return go_to("desk:room-item", self.row.minutes.meeting, pk=self.row.pk)
        path = self.request.path
        return redirect(f"{path}?which={SUMMARY}" if self.which == SUMMARY else path)

    @property
    def _in_room(self) -> bool:
        return self.sent.get("from") == "room"

    def page(self, row: Minute, *, words: str | None = None, status: int = 200, **more: object) -> HttpResponse:
        """Show the minute, or both texts where two people wrote at the same time."""
        meeting = row.minutes.meeting = self.row.minutes.meeting
        user = self.request.user
        about = {
            "minute": row,
            "meeting": meeting,
            "editor": editor_of(row, meeting, user, self.which, words=words, in_room=self._in_room),
            "recommendations": recommendation_lines(row),
            "trail": [*crumbs(meeting), ("Minutes", address("minutes-write-up", meeting))],
            "is_summary": self.which == SUMMARY,
        }
        template = "desk/minutes/clash.html" if "clash" in more else "desk/minutes/text.html"
        return render(self.request, template, about | more, status=status)


TEXT, SUMMARY = "text", "summary"
LABELS = {TEXT: "What is minuted", SUMMARY: "What the public may read instead"}


def said(minute: Minute, which: str) -> str:
    """Return the HTML of the minute's text or, where `which` is SUMMARY, of its public summary."""
    return minute.public_summary if which == SUMMARY else minute.text


def token(minute: Minute, which: str) -> str:
    """Return the revision that a writer begins from; the form sends it back with the text."""
    return stamp_of(minute.public_summary) if which == SUMMARY else str(minute.revision)


def editor_of(
    minute: Minute, meeting: Meeting, user: User, which: str = TEXT, *, words: str | None = None, in_room: bool = False
) -> dict[str, Any]:
    """
    Return the context of `_editor.html` for the text ("text") or public summary ("summary") of a minute.

    `words` is the text that the plain form (without scripts) was sent with, to be shown again; None shows the saved
    text. With `in_room`, the plain form returns to the room. In the context, `html` fills the scripts' editor, `name`
    begins the ids of the elements, and `heading` labels a text that the writer's own browser has stored.
    """
    html, is_text = cleaning.clean(said(minute, which)), which == TEXT
    return {
        "which": which,
        "name": f"minute-{minute.pk}-{which}",
        "label": LABELS[which],
        "heading": str(minute) if is_text else f"{minute} (public summary)",
        "url": address("minute-text", meeting, pk=minute.pk),
        "writer": user.pk,
        "words": cleaning.plain(html) if words is None else words,
        "html": html,
        "revision": token(minute, which),
        "saved": to_the_second(minute.written_at, timezone.localdate()) if is_text and html else "",
        "phrases": Phrase.objects.all(),
        "stays_plain": words is not None,
        "in_room": in_room,
    }


@of_minutes
def ground(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Record the ground for decisions that were on no published agenda."""
    write_up = address("minutes-write-up", minutes.meeting)
    form, message = GroundForm(typed(request), row=ground_of(minutes)), "The ground is recorded. The minutes print it."
    if answer := carried_out(request, unlisted_business.name_ground, minutes, form, message=message, then=write_up):
        return answer
    entries = minutes.entries.select_related("item__ruling").prefetch_related("resolutions")
    return show(
        request,
        "desk/minutes/ground.html",
        form=form,
        back=write_up,
        without=unlisted(minutes, list(entries)),
        **frame(minutes),
    )


# Settings of the council

EXAMPLES = (("the report be noted",), ("the report be received", "figures be sent to members"))


@desk
def settings(request: SignedInRequest) -> HttpResponseBase:
    """Edit the council's phrases in one form; show its style of resolutions, and the years whose numbers can be set."""

    def act(data: list[Data]) -> str:
        return f"The {len(_save(request, formset))} phrases are saved."

    formset: Any = PhraseFormSet(typed(request), initial=_phrase_rows(), prefix="rows")
    if answer := answered(request, formset, act, then=reverse("desk:minutes-settings")):
        return answer
    style = wording.Style.of(Council.current())
    return show(
        request,
        "desk/minutes/settings.html",
        form=formset,
        examples=[wording.words(limbs, style) for limbs in EXAMPLES],
        years=MunicipalYear.objects.order_by("-starts"),
        trail=[("Desk", reverse("desk:front"))],
    )


def _phrase_rows() -> list[dict[str, Any]]:
    return [
        {"title": phrase.label, "text": phrase.text, "position": place}
        for place, phrase in enumerate(Phrase.objects.all(), 1)
    ]


@transaction.atomic
def _save(request: SignedInRequest, formset: BasePhrases) -> list[Phrase]:
    """Save the phrases as typed. Raises Refused where they have changed since the page was shown."""
    list(Council.objects.select_for_update())
    formset.refuse_unseen(_phrase_rows(), audit.trail_of(Council.current()).filter(did=verbs.SET).first())
    return verbs.keep_phrases(formset.rows, by=request.user)


@desk
def first_numbers(request: SignedInRequest, year: str) -> HttpResponseBase:
    """Edit the first number of each committee's minutes in a municipal year; published numbers stay (R28)."""
    row = find_year(year)
    meeting = Committee.objects.existing(row.ends) | Committee.objects.existing(row.starts)
    committees = list(
        meeting.exclude(kind=LegalKind.INFORMAL).exclude(minutes_by_meeting=True).distinct().order_by("name")
    )

    @transaction.atomic
    def act(data: Data) -> str:
        list(Council.objects.select_for_update())
        form.refuse_unseen(form.numbers, None)
        for committee, first in form.changed_numbers.items():
            verbs.begin_numbers(committee, row, first=first, by=request.user)
        return f"The first numbers of {row} have been saved."

    form = FirstNumbersForm(typed(request), year=row, committees=committees)
    trail = [("Desk", reverse("desk:front")), ("Standard wording and minute numbers", reverse("desk:minutes-settings"))]
    return ask(
        request, form, act, then=reverse("desk:minutes-first-numbers", args=[row.slug]), trail=trail,
        template="desk/act.html", heading=f"First minute numbers of {row.label}",
        lead=f"Each committee’s minutes are numbered from here until {long_date(row.ends)}. The number is fixed once "
        "the committee’s first minutes of the year are published."
        if committees
        else "No committee existed in that year. Add committees in the register first.",
    )  # fmt: skip

"""Views of a text that several people edit together: responses to scripts, and the form for users without scripts."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone

from committee.acts.refusal import Conflict, Refused
from committee.acts.requests import SignedInRequest
from committee.models import User
from committee.richtext import cleaning, open_editors
from committee.richtext.diff import Piece, by_word, together
from committee.wording.dates import to_the_second

LONGEST_HAND = 40


@dataclass(frozen=True)
class Clash:
    """
    Two versions of one text as HTML: `mine`, which `user` has not saved, and `theirs`, which `writer` saved at `at`.

    `revision` is the revision to send with the save that resolves the clash.
    """

    mine: str
    theirs: str
    user: User
    writer: User | None
    at: str
    revision: str

    @property
    def whose(self) -> str:
        """Name of the other writer."""
        if self.writer is None:
            return "Someone else"
        return f"{self.writer} (in another window)" if self.writer.pk == self.user.pk else str(self.writer)

    @property
    def difference(self) -> list[Piece]:
        """Differences from `mine` to `theirs`, word by word."""
        return by_word(cleaning.plain(self.mine), cleaning.plain(self.theirs))

    @property
    def both(self) -> str:
        """HTML of both versions in one text, for the user to edit."""
        return together(self.mine, self.theirs, self.whose)


class WritingPage[Row: models.Model](ABC):
    """Base of a page that edits the text `which` of `row`: by scripts, every few seconds, or by a plain form."""

    which = "text"

    def __init__(self, request: SignedInRequest, row: Row) -> None:
        self.request, self.row, self.sent = request, row, request.POST

    @abstractmethod
    def save(self, html: str) -> Row:
        """Save the text `html` by its verb. Return the saved row. Raises Conflict and Refused."""

    def text_of(self, row: Any) -> str:
        """Return the stored HTML of a row."""
        return str(row.text)

    def revision_of(self, row: Any) -> str:
        """Return the revision of a row, from which a writer begins."""
        return str(row.revision)

    def written(self, row: Any) -> tuple[User | None, datetime | None]:
        """Return (last writer, time of saving); each may be None."""
        return row.written_by, row.written_at

    @abstractmethod
    def page(self, row: Row, *, words: str | None = None, status: int = 200, **more: object) -> HttpResponse:
        """Return the page, with unsaved `words` as plain text. `more` may be `refused` (a sentence) or `clash`."""

    def again(self) -> HttpResponseBase:
        """Return a redirect to the same page, after a save."""
        return redirect(self.request.path)

    @property
    def hand(self) -> str:
        """Hand of the window that the request comes from (see `committee.richtext.open_editors`)."""
        return self.sent.get("hand", "")[:LONGEST_HAND]

    @property
    def turn(self) -> int:
        """Number of this save, counted in its window; -1 for a malformed number."""
        return number(self.sent.get("turn", ""))

    def clash(self, theirs: Row, mine: str) -> Clash:
        """Return the clash between the saved text of the row `theirs` and the unsaved text `mine`."""
        writer, at = self.written(theirs)
        saved_at = to_the_second(at, timezone.localdate()) if at else ""
        revision = self.revision_of(theirs)
        return Clash(mine, cleaning.clean(self.text_of(theirs)), self.request.user, writer, saved_at, revision)

    def answer_scripts(self) -> HttpResponse:
        """
        Return JSON for the page's scripts.

        - Status 200: the text is saved, or the JSON lists the other editors.
        - Status 409: somebody else has saved the text. 401: another user has signed in. 422: the verb refused.

        SECURITY: text stored on a shared computer is not saved in the name of the next user who signs in there.
        """
        user = self.request.user
        if self.sent.get("writer") != str(user.pk):
            sentence = f"You are signed in as {user}; someone else wrote this text. Sign in as them to send it."
            return JsonResponse({"sentence": sentence}, status=401)
        if "leaving" in self.sent:
            open_editors.gone(self.row, self.which, user, self.sent.get("hand", ""), at=timezone.now())
            return JsonResponse({})
        if "html" not in self.sent:
            return JsonResponse(self._news())
        html = self.sent["html"]
        try:
            saved = self.save(html)
        except Conflict as conflict:
            clash = self.clash(conflict.theirs, cleaning.clean(html))
            return JsonResponse(_in_json(clash, conflict.text), status=409)
        except Refused as refusal:
            return JsonResponse({"sentence": refusal.text}, status=422)
        at = self.written(saved)[1] or timezone.now()
        return JsonResponse({"saved": to_the_second(at, timezone.localdate()), "revision": self.revision_of(saved)})

    def _news(self) -> dict[str, Any]:
        """Return who else has the text open, and the saved text if this window has another revision."""
        user, was = self.request.user, self.sent.get("was", "")
        others = open_editors.here(self.row, self.which, user, self.hand, at=timezone.now(), was=was)
        names = {writer.name for writer in others if writer.user != user.pk}
        again = any(writer.user == user.pk for writer in others)
        revision = self.revision_of(self.row)
        news: dict[str, Any] = {"others": sorted(names), "again": again, "revision": revision}
        if self.sent.get("revision") != revision:
            clash = self.clash(self.row, "")
            news |= {"html": clash.theirs, "by": clash.whose, "saved": clash.at}
        return news

    def take_form(self) -> HttpResponseBase:
        """Save the text of the plain form, and redirect. For a clash return a page with both versions."""
        words = self.sent.get("words", "")
        if self.sent.get("choice") == "theirs":
            messages.success(self.request, "The earlier text is kept. Your text has been discarded, as you chose.")
            return self.again()
        mine = cleaning.from_plain(words, self.text_of(self.row))
        if self.sent.get("choice") == "together":
            return self.page(self.row, words=cleaning.plain(self.clash(self.row, mine).both))
        try:
            self.save(mine)
        except Conflict as conflict:
            clash = self.clash(conflict.theirs, mine)
            return self.page(conflict.theirs, words=words, status=409, clash=clash)
        except Refused as refusal:
            return self.page(self.row, words=words, status=422, refused=refusal.text)
        messages.success(self.request, f"Saved at {to_the_second(timezone.now(), timezone.localdate())}.")
        return self.again()


def number(text: str) -> int:
    """Return `text` as a whole number; -1, which is no row's revision, where the text is no such number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1


def _in_json(clash: Clash, sentence: str) -> dict[str, str]:
    return {
        "sentence": sentence,
        "by": clash.whose,
        "saved": clash.at,
        "revision": clash.revision,
        "theirs": clash.theirs,
        "both": clash.both,
        "difference": render_to_string("desk/minutes/_difference.html", {"pieces": clash.difference}),
    }

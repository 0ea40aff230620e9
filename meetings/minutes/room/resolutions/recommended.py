"""Drafts of limbs: from a form, or from the recommendations of an item's papers."""

import re
from dataclasses import dataclass, replace
from datetime import date

from committee.law import requests_in_resolutions
from committee.models import Person
from committee.richtext.pasted import lines_of
from meetings.actions.due_dates import Calendar
from meetings.models import ASKING, Access, LimbKind, Minute

LETTERED = re.compile(r"^\s*(?:\(?[a-z0-9]{1,2}[.)]|[-*•])\s+", re.IGNORECASE)
VERBS = {
    "note": LimbKind.NOTED,
    "receive": LimbKind.RECEIVED,
    "endorse": LimbKind.ENDORSED,
    "welcome": LimbKind.ENDORSED,
    "agree": LimbKind.AGREED,
    "approve": LimbKind.AGREED,
    "grant": LimbKind.AGREED,
    "refuse": LimbKind.AGREED,
    "refer": LimbKind.REFERRED,
    "forward": LimbKind.REFERRED,
    "recommend": LimbKind.RECOMMENDED,
    "defer": LimbKind.DEFERRED,
    "request": LimbKind.ACTION,
    "ask": LimbKind.ACTION,
}


# Fields that a limb and its draft share.
LIMB_FIELDS = ("text", "kind", "recommended", "asked_of", "asked_body", "due_on")


@dataclass(frozen=True)
class LimbDraft:
    """
    One limb as typed in a form or taken from a report: `text` has no "That" before it and no stop after it.

    `part` is the position of the part of the motion that an amendment changes (see `amending`); 0 where none is given.
    """

    text: str
    kind: str = LimbKind.NOTED
    recommended: str = ""
    asked_of: Person | None = None
    asked_body: str = ""
    due_on: date | None = None
    part: int = 0


def recommended_limbs(minute: Minute) -> list[LimbDraft]:
    """Return the recommendations of the item and its papers as drafts of limbs; [] where there are none."""
    lines = [_bare(line) for line in recommendation_lines(minute)]
    calendar = Calendar(minute.minutes.meeting)
    return [_draft(text, calendar) for text in lines if text]


def recommendation_lines(minute: Minute) -> list[str]:
    """
    Return the recommendations of the item, with its conditions, else of the item's papers, in their words.

    SECURITY: an open minute gets no word of a withheld paper, nor of an item whose title is hidden from the public.
    """
    item = minute.item
    if item and item.recommendation and (minute.is_withheld or not item.public_title):
        conditions = lines_of(item.conditions)
        numbered = [f"{place}. {condition}" for place, condition in enumerate(conditions, start=1)]
        words = item.recommendation.strip()
        return ["\n".join([f"{words.rstrip(' .')}, subject to these conditions:", *numbered])] if numbered else [words]
    papers = item.papers.current().standing() if item else ()
    return [
        line
        for paper in papers
        if minute.is_withheld or paper.access == Access.OPEN
        for line in paper.recommendation_lines
    ]


def _draft(text: str, calendar: Calendar) -> LimbDraft:
    """Return a draft with that text, and the body and due date that its words give, for the clerk to check."""
    draft = LimbDraft(text=text, kind=kind_of(text), recommended=text)
    if draft.kind not in ASKING:
        return draft
    due, body = calendar.read(text), requests_in_resolutions.body_recommended_to(text)[:120]
    return replace(draft, asked_body=body, due_on=due.on if due else None)


def _bare(line: str) -> str:
    """Return a recommendation to follow "That": without list marker, final stop and "; and"; "The" becomes "the"."""
    text = re.sub(r"^that\s+", "", LETTERED.sub("", line).strip(), flags=re.IGNORECASE)
    text = re.sub(r"[;,]\s*and$", "", text).rstrip(" .;,")
    return re.sub(r"^(The|A|An|This|These)\b", lambda article: article[0].lower(), text)


def kind_of(text: str) -> str:
    """
    Return the likely kind of a recommendation, by its first verb in VERBS; "noted" where it has no such verb.

    A recommendation that both notes something and asks somebody is an action, because a request needs a record (R56).
    """
    kind = _first_kind(text)
    asks = kind in (LimbKind.NOTED, LimbKind.RECEIVED, LimbKind.ENDORSED) and requests_in_resolutions.asks(text)
    return LimbKind.ACTION if asks else kind


def _first_kind(text: str) -> str:
    for word in re.findall(r"[a-z]+", text.lower()):
        for stem, kind in VERBS.items():
            if word in (stem, f"{stem}s", f"{stem}d", f"{stem}ed", f"{stem}red"):
                return kind
    return LimbKind.NOTED

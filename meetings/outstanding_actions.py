"""Actions for agendas and pages: lines in the next agenda, the story of an action, and public actions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from django.db.models import BigIntegerField, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from committee.models import AuditEntry, Council
from committee.public_pages.addresses import reverse
from committee.public_pages.compiled import Several, compiled
from committee.wording.dates import full_date
from meetings.models import Action, ActionState, AgendaItem, Answer, ItemKind, Meeting, letter, of_withheld_papers
from meetings.models.action import ActionQuerySet
from meetings.models.minutes import minute_is_down

Line = dict[str, Any]
LONGEST = 200


OF_ACTION = (
    *("owner", "meeting__committee", "limb__resolution__minute"),
    *("declaration__item", "declaration__attendee", "item__minute"),
)
OF_ANSWER = ("stored", "reported_in", "answered_by")


def with_minute(actions: QuerySet[Action], answers: QuerySet[Answer] | None = None) -> QuerySet[Action]:
    """Return the actions with owner, minute and answers prefetched: all answers, or only those in `answers`."""
    readable = Answer.objects.all() if answers is None else answers
    readable = readable.select_related(*OF_ANSWER)
    return actions.select_related(*OF_ACTION).prefetch_related(Prefetch("answers", readable))


def reference(action: Action, style: str = "") -> str:
    """
    Return where an action was requested: "Minute 39 b)", "Item 2" for a declaration, or else `asked_in`.

    `style` is the council's style of limb letters; "" looks it up.
    """
    if action.limb is None:
        return f"Item {action.declaration.item.number}" if action.declaration else action.asked_in
    minute, place = action.limb.resolution.minute, action.limb.position
    head = f"Minute {minute.printed_number}" if minute.number else minute.heading
    style = style or Council.current().limb_style
    marks = {"a)": f"{letter(place)})", "(a)": f"({letter(place)})", "1.": f"{place}."}
    return f"{head} {marks.get(style, letter(place) + ')')}"


def shortened(text: str, most: int = LONGEST) -> str:
    """Return `text`, cut after a word where it has more than `most` letters."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " ..."


def agenda_lines(meeting: Meeting, on: dt.date) -> list[Line]:
    """
    Return the lines about earlier actions for the agenda of `meeting`, issued on the day `on`.

    The actions are those of the committee and its predecessors. Each line is {"action": id, "answers": [ids], "text":
    words}. An action that is not closed is listed. A closed action is listed once more where no earlier agenda has
    reported its answer. SECURITY: only public actions are listed, in every edition.
    """
    before = Q(meeting__committee__in=meeting.committee.predecessors.values("pk"))
    unreported = Answer.objects.filter(withheld=False).filter(Q(reported_in=None) | Q(reported_in=meeting))
    actions = Action.objects.public().filter(before | Q(meeting__committee=meeting.committee_id))
    actions = actions.filter(~Q(state=ActionState.CLOSED) | Q(pk__in=unreported.values("action")))
    actions = actions.filter(meeting__date__lt=meeting.date).select_related(*OF_ACTION).prefetch_related("answers")
    order = ("meeting__date", "limb__resolution__minute__position", "limb__resolution__position", "limb__position")
    style = Council.current().limb_style
    return [_line(action, on, style) for action in actions.order_by(*order)]


def _line(action: Action, on: dt.date, style: str) -> Line:
    answers = [answer for answer in action.answers.all() if not answer.withheld]
    text = f"{reference(action, style)}: {shortened(action.text)} – {_standing(action, answers, on)}"
    return {"action": action.pk, "answers": [answer.pk for answer in answers], "text": text}


def _standing(action: Action, answers: list[Answer], on: dt.date) -> str:
    """Return the state in words on the day `on`, the day of issue; an action due on that day is not overdue yet."""
    if action.state == ActionState.OPEN:
        words = _owed_since(action)
        if action.due_on:
            words += (
                f", overdue since {full_date(action.due_on)}"
                if action.due_on < on
                else f", due {full_date(action.due_on)}"
            )
        return words
    words = f"answered {full_date(timezone.localdate(answers[-1].answered_at))}" if answers else "answered"
    return f"{words}, closed" if action.state == ActionState.CLOSED else words


def _owed_since(action: Action) -> str:
    """Return who was asked and when, in words; an owner assigned later is named with the day of the assignment."""
    since = full_date(action.asked_on)
    if action.assigned_on:
        return f"requested {since}, assigned to {action.answerable} on {full_date(action.assigned_on)}"
    return (
        f"requested from {action.answerable} {since}, not answered"
        if action.answerable
        else f"requested {since}, not answered"
    )


def lines_for(
    meeting: Meeting, items: Iterable[AgendaItem], on: dt.date, frozen: list[Line] | None
) -> dict[int, list[Line]]:
    """
    Return {id of the agenda's minutes item: lines about earlier actions, as of `on`}; {} without lines.

    Before the agenda is published, `frozen` is None. After publication, `frozen` are the agenda's published items, and
    the lines are those of `frozen`. Makes no query where the agenda has no minutes item.
    """
    item = next((row for row in items if row.kind == ItemKind.MINUTES and not row.is_withdrawn), None)
    if item is None:
        return {}
    if frozen is None:
        lines = agenda_lines(meeting, on)
    else:
        lines = next((entry.get("asked", []) for entry in frozen if entry["pk"] == item.pk), [])
    return {item.pk: lines} if lines else {}


def answered_since(actions: Collection[int], seen: Collection[int]) -> dict[int, str]:
    """
    Return each action's last answer that is not in `seen` (answer ids), by action id: "Answered on 3 May 2022: ...".

    SECURITY: every reader gets only public words. Of an answer that is only a document, the day alone is given (R16).
    """
    answered = {}
    for answer in _new_answers(actions=actions, known=seen) if actions else ():
        words = f": {shortened(answer.text)}" if answer.text else ""
        answered[answer.action_id] = f"Answered on {full_date(timezone.localdate(answer.answered_at))}{words}"
    return answered


@compiled(actions=Several(BigIntegerField()), known=Several(BigIntegerField()))
def _new_answers(actions: list[int], known: list[int]) -> QuerySet[Answer]:
    new = Answer.objects.public().filter(action__pk__in=actions).exclude(pk__in=known)
    return new.order_by("answered_at", "pk")


def mark_reported(meeting: Meeting, snapshot: dict[str, Any]) -> None:
    """
    Set `reported_in` to `meeting` for those answers in its agenda (`snapshot`) that no agenda has reported before.

    Publication calls this in its transaction.
    """
    reported = [pk for item in snapshot["items"] for line in item.get("asked", []) for pk in line["answers"]]
    if reported:
        Answer.objects.filter(pk__in=reported, reported_in=None).update(reported_in=meeting)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an action's story; `days` is the number of days since the step before, None for the first step."""

    on: dt.date
    word: str
    text: str
    days: int | None = None
    answer: Answer | None = None


def story(action: Action) -> list[Step]:
    """Return an action's steps from the request to the closing, in order of time, for the desk. Makes three queries."""
    entries = list(AuditEntry.objects.of(action))
    first = (_moment(action.meeting.date), "Requested", _first_asked(action, entries), None)
    steps: list[tuple[dt.datetime, str, str, Answer | None]] = [first]
    steps += [(sent.sent_at, "Reminded", _reminded(sent), None) for sent in action.reminders.select_related("user")]
    for answer in action.answers.select_related("stored", "answered_by", "reported_in"):
        steps.append((answer.answered_at, "Answered", f"by {answer.answered_by}", answer))
    for entry in (entry for entry in entries if entry.did not in FROM_ROWS):
        steps.append((entry.at, WORDS.get(entry.did, entry.did.capitalize()), _step_words(entry), None))
    steps.sort(key=lambda step: step[0])
    days = [timezone.localdate(step[0]) for step in steps]
    gaps = [None, *((after - before).days for before, after in pairwise(days))]
    return [
        Step(day, word, text, gap, answer) for day, gap, (_, word, text, answer) in zip(days, gaps, steps, strict=True)
    ]


FROM_ROWS = ("opened", "answered", "reminded the owner of")  # acts whose steps are made from rows, not from the trail
WORDS = {
    "emailed the owner of": "Emailed",
    "could not email the owner of": "Email not sent",
    "reminded by other means the owner of": "Reminded",
    "removed an answer to": "Answer removed",
}


def _first_asked(action: Action, entries: list[AuditEntry]) -> str:
    """Return, in words, the committee that asked and, for an action of a resolution, the first owner."""
    committee = str(action.meeting.committee)
    opened = next((entry for entry in entries if entry.did == "opened"), None)
    owner = opened.facts.get("owner") if opened and action.limb_id else ""
    return f"By the {committee}, from {owner}" if owner else f"By the {committee}"


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(0)))


def _reminded(reminder: Any) -> str:
    return f"{reminder.user}, by email" + (", not delivered" if reminder.failure else "")


def _step_words(entry: AuditEntry) -> str:
    facts = entry.facts
    if entry.did == "assigned":
        due = f", due {full_date(dt.date.fromisoformat(facts['due_on']))}" if facts.get("due_on") else ", no due date"
        return (facts.get("owner") or "No owner") + due
    if facts.get("person"):
        return cast(str, facts["person"])
    return facts.get("evidence") or facts.get("reason") or facts.get("how") or ""


@dataclass(frozen=True, slots=True)
class PublicAction:
    """A public action, as the page of its minute shows it; `answers` are dictionaries of `_answer`."""

    reference: str
    text: str
    owner: str
    asked_on: dt.date
    assigned_on: dt.date | None
    due_on: dt.date | None
    state: str
    is_overdue: bool
    answers: list[dict[str, Any]]


@compiled(minutes=Several(BigIntegerField()))
def _asked_in(minutes: list[int]) -> ActionQuerySet:
    actions = Action.objects.public().filter(limb__resolution__minute__pk__in=minutes)
    actions = actions.exclude(minute_is_down("limb__resolution__minute__"))
    # Only actions of limbs: no minute asks for an action of a declaration or an item.
    rows = actions.select_related("owner", "meeting__committee", "limb__resolution__minute")
    return rows.order_by("limb__resolution__position", "limb__position")


def shown_to_public(minutes: Collection[int], on: dt.date) -> dict[int, list[PublicAction]]:
    """
    Return the public actions of each minute, by minute id. Makes three queries for any number of minutes.

    Pass each list to `public/minutes/_asked.html` as `asked`. SECURITY: `_asked_in` leaves out private actions, and
    `_shown` leaves out withheld answers. An action is hidden while its minute is taken down, because an answer
    repeats the words of the minute (R60).
    """
    by_minute: dict[int, list[PublicAction]] = defaultdict(list)
    style = Council.current().limb_style
    rows = _asked_in(minutes=minutes)
    by_action: dict[int, list[Answer]] = defaultdict(list)
    for answer in _answers_to(actions=[action.pk for action in rows]) if rows else ():
        by_action[answer.action_id].append(answer)
    filed = [answer.pk for answers in by_action.values() for answer in answers if answer.stored_id]
    shut = set(Answer.objects.filter(of_withheld_papers(), pk__in=filed).values_list("pk", flat=True)) if filed else ()
    for action in rows:
        if action.limb:
            by_minute[action.limb.resolution.minute_id].append(_shown(action, by_action[action.pk], on, style, shut))
    return dict(by_minute)


@compiled(actions=Several(BigIntegerField()))
def _answers_to(actions: list[int]) -> QuerySet[Answer]:
    return Answer.objects.filter(action__pk__in=actions).select_related(*OF_ANSWER)


def _shown(action: Action, answers: list[Answer], on: dt.date, style: str, shut: Collection[int]) -> PublicAction:
    return PublicAction(
        reference=reference(action, style),
        text=action.text,
        owner=action.answerable,
        asked_on=action.asked_on,
        assigned_on=action.assigned_on,
        due_on=action.due_on,
        state=action.standing(on),
        is_overdue=action.is_overdue(on),
        answers=[_answer(answer, action, answer.pk in shut) for answer in answers if not answer.withheld],
    )


def _answer(answer: Answer, action: Action, shut: bool) -> dict[str, Any]:
    """
    Return an answer for the page. SECURITY: who typed the answer and the name of the uploaded file are left out.

    A `shut` document is also the file of a withheld paper, so its title and address are left out too (R16).
    """
    stored = None if shut else answer.stored
    return {
        "on": timezone.localdate(answer.answered_at),
        "text": answer.text,
        "title": "" if shut else answer.document_title,
        "url": answer_address(answer, action) if stored else "",
        "pages": 0 if shut else answer.pages,
        "size": stored.size if stored else 0,
        "reported_in": answer.reported_in.date if answer.reported_in else None,
    }


def answer_address(answer: Answer, action: Action) -> str:
    """Return the public path of the document of an answer."""
    meeting = action.meeting
    words = slugify(answer.document_title)[:80].strip("-") or "answer"
    return reverse("public:answer-file", args=[meeting.committee.slug, meeting.slug, answer.pk, words])

"""The owed list: which actions are in it, by how they stand, and each as a row."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from committee.models import Committee, Council, User
from meetings import outstanding_actions
from meetings.models import Action, ActionState

# By name in the address: the words of the tab, and what an empty list says.
KINDS = {
    "owed": ("Owed", "Nothing is owed", "What committees ask for is here from the publication of their minutes on."),
    "overdue": ("Overdue", "Nothing is overdue", "What is owed and past its day will be here, the oldest first."),
    "unowned": ("Without an owner", "Everything has an owner", "What nobody owes yet will be here."),
    "undated": ("Without a date", "Everything has a date", "What is owed without a day will be here."),
    "answered": ("Answered", "No answer waits to be closed", "Answers are here until you close what they answer."),
    "closed": ("Closed", "Nothing is closed yet", "What is done with is here, with what shows that it was done."),
}


def condition(kind: str, today: dt.date) -> Q:
    """Which actions are of a kind."""
    owed = Q(state=ActionState.OPEN)
    return {
        "overdue": owed & Q(due_on__lt=today),
        "unowned": owed & Q(owner=None, owner_body=""),
        "undated": owed & Q(due_on=None),
        "answered": Q(state=ActionState.ANSWERED),
        "closed": Q(state=ActionState.CLOSED),
    }.get(kind, owed)


def counts(today: dt.date, committee: Committee | None = None) -> dict[str, int]:
    """How many there are of each kind: one query."""
    of = Action.objects.filter(meeting__committee=committee) if committee else Action.objects.all()
    return of.aggregate(**{kind: Count("pk", filter=condition(kind, today)) for kind in KINDS})


def of_kind(kind: str, today: dt.date, committee: Committee | None = None) -> QuerySet[Action]:
    """Those of a kind with all that a row shows: the nearest day first, those without one last."""
    rows = Action.objects.filter(condition(kind, today))
    rows = rows.filter(meeting__committee=committee) if committee else rows
    order = [F("closed_at").desc()] if kind == "closed" else [F("due_on").asc(nulls_last=True), "meeting__date"]
    return (
        rows.select_related(
            "owner__user", "meeting__committee", "limb__resolution__minute", "declaration__item", "item__minute"
        )
        .annotate(reminded_at=Max("reminders__sent_at", filter=Q(reminders__failure="")))
        .order_by(*order, "pk")
    )


@dataclass(frozen=True, slots=True)
class Row:
    """An action in a list: `state` is its word, `days_late` how many days its day has gone."""

    action: Action
    reference: str
    state: str
    colour: str
    days_late: int
    can_be_reminded: bool
    reminded_at: dt.datetime | None


def rows(actions: QuerySet[Action] | list[Action], today: dt.date) -> list[Row]:
    """The rows of actions taken with `of_kind`."""
    style = Council.current().limb_style
    return [row_of(action, today, style) for action in actions]


def row_of(action: Action, today: dt.date, style: str = "") -> Row:
    """One row; with `style` nothing more is asked of the database."""
    late = action.is_overdue(today)
    words = {
        ActionState.OPEN: ("Overdue", "red") if late else ("Owed", "yellow"),
        ActionState.CLOSED: ("Closed", "grey"),
    }
    word, colour = words.get(ActionState(action.state), ("Answered", "green"))
    user = getattr(action.owner, "user", None) if action.owner else None
    return Row(
        action=action,
        reference=outstanding_actions.reference(action, style),
        state=word,
        colour=colour,
        days_late=(today - action.due_on).days if late and action.due_on else 0,
        can_be_reminded=action.state == ActionState.OPEN and bool(user and user.is_active),
        reminded_at=getattr(action, "reminded_at", None),
    )


def asked_of(user: User) -> list[Row]:
    """What is asked of them and not answered yet, the nearest day first: two queries."""
    if user.person_id is None:
        return []
    today = timezone.localdate()
    return rows(of_kind("owed", today).filter(owner=user.person), today)

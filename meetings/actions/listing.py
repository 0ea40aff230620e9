"""The action tracker: actions by kind (owed, overdue and so on), by age, and as table rows."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from committee.models import Council, User
from meetings import outstanding_actions
from meetings.models import Action, ActionState, Reminder
from meetings.models.action import OVERDUE

# For each kind of action, by its name in the URL: the label of its tab, and the heading and text of an empty list.
KINDS = {
    "owed": (
        "Not answered",
        "No actions to answer",
        "Actions appear here when the minutes that record them are published.",
    ),
    "overdue": ("Overdue", "No actions are overdue", "Actions past their due date appear here, the oldest first."),
    "unowned": ("No owner", "Every action has an owner", "Actions that no one has been assigned appear here."),
    "undated": ("No due date", "Every action has a due date", "Actions without a due date appear here."),
    "answered": ("Answered", "No answers to close", "Answered actions stay here until you close them."),
    "closed": (
        "Closed",
        "No actions are closed yet",
        "Closed actions appear here with the evidence that they were done.",
    ),
}


def condition(kind: str, today: dt.date) -> Q:
    """Return the condition for actions of a kind: a key of KINDS; any other word means "owed"."""
    owed = Q(state=ActionState.OPEN)
    return {
        "overdue": owed & Q(due_on__lt=today),
        "unowned": owed & Q(owner=None, owner_body=""),
        "undated": owed & Q(due_on=None),
        "answered": Q(state=ActionState.ANSWERED),
        "closed": Q(state=ActionState.CLOSED),
    }.get(kind, owed)


def _of[Rows: QuerySet[Action]](rows: Rows, committees: Collection[int] | None) -> Rows:
    return rows if committees is None else rows.filter(meeting__committee__in=committees)


def counts(today: dt.date, committees: Collection[int] | None = None) -> dict[str, int]:
    """Return the number of actions of each kind, of the committees with these ids or of all. Makes one query."""
    return _of(Action.objects.all(), committees).aggregate(
        **{kind: Count("pk", filter=condition(kind, today)) for kind in KINDS}
    )


# Age bands since the request: the limit in days, and the label.
AGES = ((31, "Under a month"), (92, "1 to 3 months"), (183, "3 to 6 months"), (365, "6 to 12 months"))
OLDEST = "Over a year"


def ages(today: dt.date, committees: Collection[int] | None = None) -> list[tuple[str, int, int]]:
    """
    Return (label, number overdue, number not answered) for each age band, the youngest band first.

    An overdue action is counted in both numbers. Makes one query.
    """
    rows = Action.objects.filter(condition("owed", today)).select_related("meeting")
    rows = _of(rows, committees)
    totals = {label: [0, 0] for label in [*(label for _, label in AGES), OLDEST]}
    for action in rows.only("asked_in", "opened_at", "due_on", "state", "meeting__date"):
        days = (today - action.asked_on).days
        label = next((label for most, label in AGES if days < most), OLDEST)
        totals[label][0] += action.is_overdue(today)
        totals[label][1] += 1
    return [(label, overdue, all_of_them) for label, (overdue, all_of_them) in totals.items()]


def of_kind(kind: str, today: dt.date, committees: Collection[int] | None = None) -> QuerySet[Action]:
    """Return the actions of a kind: nearest due date first, undated last; closed actions latest first."""
    rows = _of(Action.objects.filter(condition(kind, today)), committees)
    order = [F("closed_at").desc()] if kind == "closed" else [F("due_on").asc(nulls_last=True), "meeting__date"]
    return (
        rows.select_related(
            "owner__user", "meeting__committee", "limb__resolution__minute", "declaration__item", "item__minute"
        )
        .annotate(reminded_at=last_reminder())
        .order_by(*order, "pk")
    )


def last_reminder() -> Subquery:
    """Return when the action's present owner was last reminded; reminders of an owner before do not count."""
    sent = Reminder.objects.filter(action=OuterRef("pk"), user__person=OuterRef("owner"), failure="")
    return Subquery(sent.order_by("-sent_at").values("sent_at")[:1])


COLOURS = {OVERDUE: "red", "Not answered yet": "yellow", "Answered": "green", "Closed": "grey"}


@dataclass(frozen=True, slots=True)
class Row:
    """An action in a list: `state` is the word shown, `days_late` the number of days since the due date."""

    action: Action
    reference: str
    state: str
    colour: str
    days_late: int
    has_sign_in: bool
    can_be_reminded: bool
    reminded_at: dt.datetime | None


def rows(actions: QuerySet[Action] | list[Action], today: dt.date) -> list[Row]:
    """Return the table rows of actions, which come from `of_kind`."""
    style = Council.current().limb_style
    return [row_of(action, today, style) for action in actions]


def row_of(action: Action, today: dt.date, style: str = "") -> Row:
    """Return one row; pass the council's `limb_style` as `style` to save a query."""
    word = action.standing(today)
    user = getattr(action.owner, "user", None)
    has_sign_in = bool(user and user.is_active)
    reminded_at = getattr(action, "reminded_at", None)
    is_reminded = reminded_at is not None and timezone.localdate(reminded_at) == today  # one reminder a day is sent
    return Row(
        action=action,
        reference=outstanding_actions.reference(action, style),
        state=word,
        colour=COLOURS[word],
        days_late=(today - action.due_on).days if word == OVERDUE and action.due_on else 0,
        has_sign_in=has_sign_in,
        can_be_reminded=action.state == ActionState.OPEN and has_sign_in and not is_reminded,
        reminded_at=reminded_at,
    )


def asked_of(user: User) -> list[Row]:
    """Return the user's actions that are not answered yet, the nearest due date first. Makes one query."""
    if user.person_id is None:
        return []
    today = timezone.localdate()
    return rows(of_kind("owed", today).filter(owner=user.person_id), today)

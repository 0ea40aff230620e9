"""The desk's pages of actions: the action tracker, one action with its history, and the acts on an action."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from committee.access.limits import may_work_on, scope_of
from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.charts import draw
from committee.forms.fields import PersonField, ReasonForm
from committee.models import Committee, Council, Person
from committee.views.acting import Data, carry_out, chosen, press_to, typed
from committee.views.lookup import came_from
from committee.wording.dates import full_date, long_date
from meetings import outstanding_actions
from meetings.actions import listing, verbs
from meetings.actions.forms import AnswerForm, AssignForm, CommitteeForm
from meetings.actions.reminding import tell_otherwise
from meetings.models import Action, Answer
from meetings.sending import send_answer

A_PAGE = 40
RIGHT = "Runs the desk."
Asks = Callable[[SignedInRequest, Action], Data]
View = Callable[..., HttpResponseBase]


def find(pk: int) -> Action:
    """Return the action with all that its page shows; 404 where there is none."""
    rows = Action.objects.select_related("owner__user").annotate(reminded_at=listing.last_reminder())
    return get_object_or_404(outstanding_actions.with_minute(rows), pk=pk)


def _find_permitted(request: SignedInRequest, pk: int) -> Action:
    """Return the action if the user may work on it; 404 for a clerk who is limited to other committees."""
    row = find(pk)
    if not may_work_on(request.user, timezone.localdate(), row):
        raise Http404
    return row


@desk
def actions(request: SignedInRequest) -> HttpResponseBase:
    """List the actions of one kind, such as overdue or closed, with the number of each kind."""
    today = timezone.localdate()
    form = CommitteeForm(request.GET or None)
    chosen = form.cleaned_data["committee"] if form.is_bound and form.is_valid() else None
    kind = request.GET.get("show", "owed")
    kind = kind if kind in listing.KINDS else "owed"
    if chosen and not may_work_on(request.user, today, chosen):
        raise Http404
    of = {"committee": chosen.slug} if chosen else {}
    of |= {"committees": "all"} if request.GET.get("committees") == "all" else {}
    scope = scope_of(request, today)
    committees = {chosen.pk} if chosen else scope.of
    counts = listing.counts(today, committees)
    page = Paginator(listing.of_kind(kind, today, committees), A_PAGE).get_page(request.GET.get("page"))
    ages = listing.ages(today, committees) if kind == "owed" and counts["owed"] else []
    context = {
        "ages": ages,
        "chart": draw(ages, words="{of} ({count} overdue)") if ages else None,
        "people": _people() if counts["unowned"] and kind in ("owed", "unowned", "undated", "overdue") else [],
        "lead": _lead(counts, chosen),
        "page": page,
        "rows": listing.rows(cast(QuerySet[Action], page.object_list), today),
        "tabs": [
            (words[0], counts[name], f"?{urlencode({'show': name, **of})}", name == kind)
            for name, words in listing.KINDS.items()
        ],
        "kind": kind,
        "empty": listing.KINDS[kind],
        "form": form,
        "chosen": chosen,
        "scope": scope,
        "keep": urlencode({"show": kind, **of}) + "&",
        "here": request.get_full_path(),
        "trail": [("Desk", reverse("desk:front"))],
    }
    return render(request, "desk/actions/list.html", context)


def _people() -> list[tuple[int, str]]:
    """Return the ids and names of possible owners, by surname, for a drop-down list in each row."""
    field = PersonField()
    return [(person.pk, field.label_from_instance(person)) for person in Person.objects.by_surname()]


def _lead(counts: dict[str, int], chosen: Committee | None) -> str:
    """Return the counts in a sentence."""
    where = f" for the {chosen.name}" if chosen else ""
    if not counts["owed"]:
        return f"Every action{where} has been answered."
    parts = [f"{counts['owed']} action{'s' if counts['owed'] != 1 else ''} not answered yet{where}"]
    parts += [f"{counts['overdue']} overdue"] if counts["overdue"] else []
    parts += [f"{counts['unowned']} with no owner"] if counts["unowned"] else []
    return ", ".join(parts) + "."


def _trail(action: Action | None = None) -> list[tuple[str, str]]:
    trail = [("Desk", reverse("desk:front")), ("Action tracker", reverse("desk:actions"))]
    return trail + (
        [(outstanding_actions.reference(action), reverse("desk:action", args=[action.pk]))] if action else []
    )


@desk
def action(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show one action: the request, its owner, its story with the days between steps, and the possible acts."""
    action = _find_permitted(request, pk)
    today = timezone.localdate()
    context = {
        "action": action,
        "row": listing.row_of(action, today),
        "story": outstanding_actions.story(action),
        "withheld": action.is_private,
        "trail": _trail(),
    }
    return render(request, "desk/actions/action.html", context)


def _about(request: SignedInRequest, row: Action, heading: str) -> Data:
    """Return the context of an act's page; the act redirects to the page the user came from, else to the action."""
    here, reference = reverse("desk:action", args=[row.pk]), listing.row_of(row, timezone.localdate()).reference
    caption = f"{reference}, {row.meeting.committee.short_name}, {full_date(row.meeting.date)}"
    about = {"then": came_from(request) or here, "template": "desk/act.html", "caption": caption, "back": here}
    return about | {"heading": heading, "lead": capfirst(row.clause), "trail": _trail(row)}


def _act(verb: Callable[..., Any], heading: str, message: str) -> Callable[[Asks], View]:
    """Make the view of an act on an action; the decorated function returns the form and other parts of the page."""

    def make(asks: Asks) -> View:
        @desk
        @wraps(asks)
        def view(request: SignedInRequest, pk: int) -> HttpResponseBase:
            action = _find_permitted(request, pk)
            return carry_out(
                request, verb, action, message=message, **_about(request, action, heading), **asks(request, action)
            )

        return view

    return make


@_act(verbs.assign, "Assign action", "The action is assigned.")
def assign(request: SignedInRequest, action: Action) -> Data:
    """Assign an action to the person or body that must answer it, with a due date."""
    return {"form": AssignForm(typed(request), action=action)}


@_act(verbs.answer, "Enter an answer", "The answer is saved with the minute.")
def answer(request: SignedInRequest, action: Action) -> Data:
    """Record an answer that the desk received by other means than the owner's page."""
    form = AnswerForm(typed(request), chosen(request), public=not action.is_private)
    form.fields["text"].label = "Answer"
    return {"form": form, "field": "file" if request.FILES else "text"}


@_act(
    verbs.close_action,
    "Close action",
    "The action is closed. It stays on the agenda until its answer has been reported.",
)
def close(request: SignedInRequest, action: Action) -> Data:
    """Close an action, with evidence that it was done."""
    label = "What shows that it is done?"
    hint = "For example: the data was sent to all members on 3 February. The public does not see this."
    form = ReasonForm(typed(request), button="Close action", label=label, hint=hint, most=1000, name="evidence")
    return {"form": form, "field": "evidence"}


@_act(verbs.reopen, "Reopen action", "The action is open again.")
def reopen(request: SignedInRequest, action: Action) -> Data:
    """Reopen a closed action."""
    form = ReasonForm(typed(request), button="Reopen action", label="Why are you reopening it?")
    return {"form": form, "field": "reason"}


@_act(tell_otherwise, "Record a reminder", "The reminder is recorded.")
def record_reminder(request: SignedInRequest, action: Action) -> Data:
    """Record that an owner was reminded without the portal; the page shows a text to read out or send."""
    label, hint = "How did you remind them?", "For example: by telephone, or by letter to the board’s secretary."
    form = ReasonForm(typed(request), button="Record reminder", label=label, hint=hint, most=200, name="how")
    return {"form": form, "field": "how", "insets": [_to_read_out(action)]}


def _to_read_out(action: Action) -> str:
    """Return words to be read out or sent to the action's owner."""
    row, address = listing.row_of(action, timezone.localdate()), Council.current().email
    reference = f"its {row.reference}" if action.asked_in else row.reference.lower()
    due = f" It {'was' if row.days_late else 'is'} due on {long_date(action.due_on)}." if action.due_on else ""
    return format_html(
        "<p>You can say or send:</p><p>{}</p>",
        f"On {long_date(action.meeting.date)} the {action.meeting.committee.name} asked"
        f"{f' {action.answerable}' if action.answerable else ''} for this in {reference}: {action.text}.{due} Please "
        f"send the answer to the committee team{f', {address}' if address else ''}. "
        "The committee sees on each agenda whether it has been answered.",
    )


@desk
@require_POST
def remind(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Remind the action's owner, then redirect to the page with the button."""
    action, then = _find_permitted(request, pk), came_from(request) or reverse("desk:action", args=[pk])
    return press_to(request, verbs.remind, action, message=lambda owner: f"{owner} has been reminded.", then=then)


@desk
def answer_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send the document of an answer; reading a withheld document is logged."""
    answers = Answer.objects.select_related("stored", "action__meeting__committee", "action__limb__resolution__minute")
    answer = get_object_or_404(answers, pk=pk, stored__isnull=False)
    _find_permitted(request, answer.action_id)
    return send_answer(request, answer, right=RIGHT)


@desk
def answer_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Remove an answer that was never public, such as a wrong file."""
    answer = get_object_or_404(Answer, pk=pk)
    hint = "For example: the wrong file was chosen. The text and the file are deleted."
    form = ReasonForm(typed(request), button="Remove answer", label="Why are you removing it?", hint=hint)
    page = _about(request, _find_permitted(request, answer.action_id), "Remove an answer") | {"field": "reason"}
    return carry_out(request, verbs.remove_answer, answer, form, message="The answer is removed.", **page)

"""The action tracker, and each action with its history and the acts on it."""

from collections.abc import Callable, Sequence
from typing import cast

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from committee import bar_chart
from committee.dates import full_date, long_date
from committee.desk_scope import scope_of
from committee.forms.fields import PersonField
from committee.forms.shown import showing
from committee.limits import may_work_on
from committee.models import Committee, Council, Person
from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, chosen, press, typed
from committee.views.lookup import came_from
from meetings import outstanding_actions
from meetings.actions import listing, verbs
from meetings.actions.forms import AnswerForm, AssignForm, CommitteeForm, SentenceForm
from meetings.actions.reminding import tell_otherwise
from meetings.actions.views.answer_files import send_answer
from meetings.models import Action, Answer

A_PAGE = 40
RIGHT = "Runs the desk."


def find(pk: int) -> Action:
    """The action with all that its page says; 404 where there is none."""
    found = outstanding_actions.with_minute(Action.objects.select_related("owner__user")).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _found(request: SignedInRequest, pk: int) -> Action:
    """The same for whoever may work on it: a clerk who is limited to other committees finds none."""
    found = find(pk)
    if not may_work_on(request.user, timezone.localdate(), found):
        raise Http404
    return found


@desk
def actions(request: SignedInRequest) -> HttpResponseBase:
    """What was asked for, by how it stands."""
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
        "chart": bar_chart.draw(ages, words="{of} ({count} overdue)") if ages else None,
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
    """Whom an action can be assigned to, for a list in a row: ids and names by surname."""
    field = PersonField()
    return [(one.pk, field.label_from_instance(one)) for one in Person.objects.by_surname()]


def _lead(counts: dict[str, int], chosen: Committee | None) -> str:
    """How many there are, in a sentence."""
    where = f" for the {chosen.name}" if chosen else ""
    if not counts["owed"]:
        return f"Every action{where} has been answered."
    said = [f"{counts['owed']} action{'s' if counts['owed'] != 1 else ''} not answered yet{where}"]
    said += [f"{counts['overdue']} overdue"] if counts["overdue"] else []
    said += [f"{counts['unowned']} with no owner"] if counts["unowned"] else []
    return ", ".join(said) + "."


def _trail(action: Action | None = None) -> list[tuple[str, str]]:
    trail = [("Desk", reverse("desk:front")), ("Action tracker", reverse("desk:actions"))]
    return trail + (
        [(outstanding_actions.reference(action), reverse("desk:action", args=[action.pk]))] if action else []
    )


@desk
def action(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One action: what is asked of whom, its story with the days between, and what can be done."""
    action = _found(request, pk)
    today = timezone.localdate()
    context = {
        "action": action,
        "row": listing.row_of(action, today),
        "story": outstanding_actions.story(action),
        "withheld": verbs.is_withheld(action),
        "trail": _trail(),
    }
    return render(request, "desk/actions/action.html", context)


def _act(
    request: SignedInRequest,
    row: Action,
    form: forms.Form,
    act: Callable[[Data], object],
    said: str,
    *,
    heading: str,
    field: str = "",
    insets: Sequence[str] = (),
) -> HttpResponseBase:
    """A page that asks for one act on an action, and leads back to it; a refusal stands at `field`."""

    def carry_out(data: Data) -> str:
        act(data)
        return said

    here = reverse("desk:action", args=[row.pk])
    then = came_from(request) or here
    body, day = row.meeting.committee, row.meeting.date
    reference = listing.row_of(row, timezone.localdate()).reference
    return ask(
        request, form, carry_out, then=then, template="desk/act.html", field=field, heading=heading,
        caption=f"{reference}, {body.short_name}, {full_date(day)}", lead=capfirst(row.clause), insets=insets,
        trail=_trail(row), back=here,
    )  # fmt: skip


@desk
def assign(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Who owes it, and by when."""
    action = _found(request, pk)
    form = AssignForm(typed(request), action=action)
    now, by = timezone.now(), request.user
    return _act(
        request,
        action,
        form,
        lambda data: verbs.assign(action, **data, at=now, by=by),
        "The action is assigned.",
        heading="Assign action",
    )


@desk
def answer(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """An answer that came another way, entered by the desk."""
    action = _found(request, pk)
    form = AnswerForm(typed(request), chosen(request), public=not verbs.is_withheld(action))
    form.fields["text"].label = "Answer"
    showing(form, verbs.answer, action)
    now, by = timezone.now(), request.user
    return _act(
        request,
        action,
        form,
        lambda data: verbs.answer(action, **form.given, at=now, by=by),
        "The answer is saved with the minute.",
        heading="Enter an answer",
        field="file" if request.FILES else "text",
    )


@desk
def close(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Close it, with what shows that it was done."""
    action = _found(request, pk)
    form = SentenceForm(
        typed(request),
        button="Close action",
        label="What shows that it is done?",
        hint="For example: the data was sent to all members on 3 February. The public does not see this.",
        most=1000,
    )
    now, by = timezone.now(), request.user
    return _act(
        request,
        action,
        form,
        lambda data: verbs.close_action(action, evidence=data["sentence"], at=now, by=by),
        "The action is closed. It stays on the agenda until its answer has been reported.",
        heading="Close action",
        field="sentence",
    )


@desk
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take it up again."""
    action = _found(request, pk)
    form = SentenceForm(typed(request), button="Reopen action", label="Why are you reopening it?")
    now, by = timezone.now(), request.user
    return _act(
        request,
        action,
        form,
        lambda data: verbs.reopen(action, reason=data["sentence"], at=now, by=by),
        "The action is open again.",
        heading="Reopen action",
        field="sentence",
    )


@desk
def told(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """For somebody without a sign-in: words to send them, and that they were told."""
    action = _found(request, pk)
    form = SentenceForm(
        typed(request),
        button="Record reminder",
        label="How did you remind them?",
        hint="For example: by telephone, or by letter to the board’s secretary.",
        most=200,
    )
    now, by = timezone.now(), request.user
    return _act(
        request,
        action,
        form,
        lambda data: tell_otherwise(action, how=data["sentence"], at=now, by=by),
        "The reminder is recorded.",
        heading="Record a reminder",
        field="sentence",
        insets=[_to_read_out(action)],
    )


def _to_read_out(action: Action) -> str:
    """Words to be read out or sent to whoever owes it."""
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
    """Remind whoever owes it, then back to where the button was."""
    action = _found(request, pk)

    def act() -> str:
        return f"{verbs.remind(action, at=timezone.now(), by=request.user)} has been reminded."

    return press(request, act, then=came_from(request) or reverse("desk:action", args=[pk]))


@desk
def answer_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The document of an answer; the reading of a withheld one is noted."""
    answer = (
        Answer.objects.filter(pk=pk, stored__isnull=False)
        .select_related("stored", "action__meeting__committee", "action__limb__resolution__minute")
        .first()
    )
    if answer is None:
        raise Http404
    return send_answer(request, answer, right=RIGHT)


@desk
def answer_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Remove an answer that the public cannot read: a wrong file, entered by mistake."""
    answer = Answer.objects.filter(pk=pk).first()
    if answer is None:
        raise Http404
    action = find(answer.action_id)
    form = SentenceForm(
        typed(request),
        button="Remove answer",
        label="Why are you removing it?",
        hint="For example: the wrong file was chosen. The text and the file are deleted.",
    )
    now, by = timezone.now(), request.user
    return _act(
        request,
        action,
        form,
        lambda data: verbs.remove_answer(answer, reason=data["sentence"], at=now, by=by),
        "The answer is removed.",
        heading="Remove an answer",
        field="sentence",
    )

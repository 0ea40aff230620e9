"""Hand over what is open of an officer to a successor: papers, agenda items, actions, programme items, answers."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.access.limits import within
from committee.access.permissions import desk, runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.acts.verbs import verb
from committee.forms.fields import ActForm, field_of
from committee.models import Person, User
from committee.views.acting import carry_out, typed
from meetings.actions import verbs as actions
from meetings.agendas import verbs as agendas
from meetings.models import Action, AgendaItem, Paper
from meetings.papers import verbs as papers
from meetings.papers.fields import OfficerField, officers
from reviews.answers.sign_off_verbs import name_writer
from reviews.models import AnswerDraft
from reviews.models.choices import DraftState
from workprogramme.items import verbs as items
from workprogramme.models import ProgrammeItem
from workprogramme.models.choices import DONE, ENDED

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class OpenThing:
    """Something that an officer owes: its kind in the plural, the row, and how a successor gets it."""

    kind: str
    row: Model
    give: Callable[..., Any]


def open_things(person: Person, *, on: dt.date, user: User) -> list[OpenThing]:
    """Return what is open of `person` on the day `on`, of the committees that `user` may work for; kind by kind."""
    return [OpenThing(kind, row, give) for kind, rows, give in _kinds(person, on) for row in within(rows, user, on)]


def _kinds(person: Person, on: dt.date) -> Iterator[tuple[str, QuerySet[Any], Callable[..., Any]]]:
    yield "Papers to write", Paper.objects.missing().filter(owner=person), _give_paper
    to_come = AgendaItem.objects.filter(meeting__date__gte=on, meeting__cancelled_at=None)
    yield "Agenda items", to_come.filter(owner=person), _give_item
    yield "Actions", Action.objects.unfinished().filter(owner=person), _give_action
    led = ProgrammeItem.objects.filter(leads__person=person).exclude(state__in=(*DONE, *ENDED)).distinct()
    yield "Work programme items", led, _give_lead
    drafts = AnswerDraft.objects.filter(writer=person, state__in=(DraftState.ASKED, DraftState.RETURNED))
    yield "Answers to recommendations", drafts.select_related("addressee"), _give_answer


def _give_paper(row: Paper, _: Person, to: Person, *, at: dt.datetime, by: User) -> None:
    papers.edit_paper(row, owner=to, by=by)


def _give_item(row: AgendaItem, _: Person, to: Person, *, at: dt.datetime, by: User) -> None:
    agendas.edit_item(row, owner=to, by=by)


def _give_action(row: Action, _: Person, to: Person, *, at: dt.datetime, by: User) -> None:
    actions.assign(row, owner=to, due_on=row.due_on, at=at, by=by)


def _give_lead(row: ProgrammeItem, who: Person, to: Person, *, at: dt.datetime, by: User) -> None:
    leads = items.leads_of(row)
    items.set_leads(row, [replace(lead, person=to) if lead.person == who else lead for lead in leads], by=by)


def _give_answer(row: AnswerDraft, _: Person, to: Person, *, at: dt.datetime, by: User) -> None:
    name_writer(row.addressee, writer=to, at=at, by=by)


@verb(may=runs_the_desk, in_one_transaction=False)
def hand_over(person: Person, *, successor: Person, at: dt.datetime, on: dt.date, by: User) -> int:
    """
    Give everything open of `person` to `successor`, each by its own verb and transaction. Return how many there were.

    Received papers, answers that were sent and whatever else is done stay under the name of `person`. A successor with
    a sign-in is emailed about actions. Raises Refused, once the others are given, where something was refused.
    """
    if successor == person:
        raise Refused("Choose somebody else.")
    count, refused = 0, []
    for thing in open_things(person, on=on, user=by):
        try:
            thing.give(thing.row, person, successor, at=at, by=by)
            count += 1
        except Refused as refusal:
            refused.append(f"{thing.row}: {refusal}")
    if refused:
        raise Refused(f"{count} handed over, {len(refused)} not. " + " ".join(refused[:MOST_NAMED]))
    return count


class SuccessorForm(ActForm):
    """Who takes over."""

    button = "Hand over"
    successor = OfficerField(label="Who takes over?", help_text="An officer who is in post today.")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = field_of(self, "successor")
        field.required, field.empty_label = True, "Choose an officer"
        field.queryset = officers(timezone.localdate()).exclude(pk=person.pk)
        field.widget.is_required = True


@desk
def hand_over_page(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """List what is open of an officer, and hand it over to a successor."""
    who = get_object_or_404(Person, slug=slug)
    page = reverse("register:person", kwargs={"slug": slug})
    things = open_things(who, on=timezone.localdate(), user=request.user)
    facts = [(kind, _named(list(group))) for kind, group in groupby(things, key=lambda thing: thing.kind)]
    form: forms.BaseForm = SuccessorForm(typed(request), person=who)
    return carry_out(
        request,
        hand_over,
        who,
        form,
        message=lambda count: f"Handed over from {who}: {count}.",
        then=page,
        title=f"Hand over what is open of {who}",
        lead="What is done stays under their name." if things else "Nothing is open.",
        facts=facts,
        trail=[("Register", reverse("register:front")), (str(who), page)],
    )


def _named(things: list[OpenThing]) -> str:
    more = [f"and {len(things) - MOST_NAMED} more"] if len(things) > MOST_NAMED else []
    return "\n".join([*(str(thing.row) for thing in things[:MOST_NAMED]), *more])  # the page shows lines

"""What came of an item: its officer accepts what is offered, or changes it, on a phone in a minute."""

from contextlib import suppress
from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import officers
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest, person_of
from committee.models import User
from committee.views.acting import Done, show
from workprogramme.models import ProgrammeItem
from workprogramme.outcomes import verbs
from workprogramme.outcomes.draft_from_minute import offered, to_write, why_not_yet
from workprogramme.outcomes.views.outcome_form import about, act_on, form_of


def find(user: User, pk: int) -> ProgrammeItem:
    """Return an item that this officer leads and the programme has taken up; 404 for any other."""
    if user.person is None:
        raise Http404
    read = ProgrammeItem.objects.readable_by(user, timezone.localdate())
    mine = read.taken_up().led_by(user.person).select_related(
        "programme__committee", "programme__year", "meeting__committee", "agenda_item__meeting__committee",
        "outcome_accepted_by",
    )  # fmt: skip
    return get_object_or_404(mine, pk=pk)


@officers
def outcome(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show what was planned, what was resolved limb by limb, and the words offered: accept them or change them."""
    item = find(request.user, pk)
    today = timezone.localdate()
    offer, not_yet = offered(item), why_not_yet(item, today)
    form = form_of(request, item, offer, may_accept=True)
    if not not_yet:
        answer = act_on(request, item, form, request.user, may_accept=True, then=partial(_then, pk))
        if answer:
            return answer
    return show(request, "officers/outcome.html", form=form, **about(item, offer), not_yet=not_yet)


def _then(pk: int, accepted: bool) -> Done:
    if accepted:
        return Done("", reverse("officers:outcome-done", args=[pk]))
    message = "Draft saved. It is not in the work programme until you accept it."
    return Done(message, reverse("officers:outcome", args=[pk]))


@officers
def outcome_reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Take an accepted outcome back, to be changed; only posted."""
    item = find(request.user, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    now = timezone.now()
    # Refused where somebody has taken it back already: the page shows it.
    with suppress(Refused):
        verbs.reopen(item, on=timezone.localdate(now), at=now, by=request.user)
    return redirect("officers:outcome", pk=pk)


@officers
def outcome_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Thank you, what the programme now says, what happens next, and what else waits."""
    item = find(request.user, pk)
    if not item.has_outcome:
        raise Http404
    others = to_write(person_of(request.user), timezone.localdate())
    return render(request, "officers/outcome_done.html", {**about(item, offered(item)), "others": others})

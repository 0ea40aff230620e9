"""The officer's pages of an outcome: accept the drafted text, or change the text. Quick to use on a phone."""

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import officers
from committee.acts.requests import SignedInRequest, person_of
from committee.models import User
from committee.views.acting import Done, press_to
from workprogramme.models import ProgrammeItem
from workprogramme.outcomes import verbs
from workprogramme.outcomes.draft_from_minute import offered, to_write, why_not_yet
from workprogramme.outcomes.views.outcome_form import about, outcome_page


def find(user: User, pk: int) -> ProgrammeItem:
    """Return an accepted item that this officer leads. Raises Http404 for any other item."""
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
    """Show the item, the resolution limb by limb, and the drafted outcome, to accept or change."""
    item = find(request.user, pk)

    def then(accepted: bool) -> Done:
        if accepted:
            return Done("", reverse("officers:outcome-done", args=[pk]))
        message = "Draft saved. It is not in the work programme until you accept it."
        return Done(message, reverse("officers:outcome", args=[pk]))

    not_yet = why_not_yet(item, timezone.localdate())
    return outcome_page(
        request, item, offered(item), "officers/outcome.html", may_accept=True, then=then, not_yet=not_yet
    )


@officers
def outcome_reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw an accepted outcome, so that it can be changed."""
    item = find(request.user, pk)  # before the method is checked, so that another officer's item is always 404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return press_to(request, verbs.reopen, item, message="", then=reverse("officers:outcome", args=[pk]))


@officers
def outcome_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Thank the officer. Show the accepted outcome, the next steps, and outcomes that the officer has to write."""
    item = find(request.user, pk)
    if not item.has_outcome:
        raise Http404
    others = to_write(person_of(request.user), timezone.localdate())
    return render(request, "officers/outcome_done.html", {**about(item, offered(item)), "others": others})

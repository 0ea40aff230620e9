"""What a council settles once for its minutes: phrases, and the first minute number of each committee's year."""

from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.models import Committee, Council, LegalKind, MunicipalYear
from committee.views.acting import Data, answered, ask, show, typed
from committee.views.lookup import find_year
from meetings.minutes import settings as verbs
from meetings.minutes.document import wording
from meetings.minutes.forms import BasePhrases, FirstNumbersForm, PhraseFormSet
from meetings.models import Phrase

EXAMPLES = (("the report be noted",), ("the report be received", "figures be sent to members"))


@desk
def settings(request: SignedInRequest) -> HttpResponseBase:
    """Edit the council's phrases in one form; show its style of resolutions, and the years to number."""

    def act(data: list[Data]) -> str:
        return f"The {len(_save(request, formset))} phrases are saved."

    formset: Any = PhraseFormSet(typed(request), initial=_phrase_rows(), prefix="rows")
    if answer := answered(request, formset, act, then=reverse("desk:minutes-settings")):
        return answer
    style = wording.Style.of(Council.current())
    return show(
        request,
        "desk/minutes/settings.html",
        form=formset,
        examples=[wording.words(limbs, style) for limbs in EXAMPLES],
        years=MunicipalYear.objects.order_by("-starts"),
        trail=[("Desk", reverse("desk:front"))],
    )


def _phrase_rows() -> list[dict[str, Any]]:
    return [
        {"title": phrase.label, "text": phrase.text, "position": place}
        for place, phrase in enumerate(Phrase.objects.all(), 1)
    ]


@transaction.atomic
def _save(request: SignedInRequest, formset: BasePhrases) -> list[Phrase]:
    """Save the phrases as typed. Raises Refused if they changed since the page was shown."""
    list(Council.objects.select_for_update())
    formset.refuse_unseen(_phrase_rows(), audit.trail_of(Council.current()).filter(did=verbs.SET).first())
    return verbs.keep_phrases(formset.rows, by=request.user)


@desk
def first_numbers(request: SignedInRequest, year: str) -> HttpResponseBase:
    """Edit the first number of each committee's minutes in that year; published numbers stay (R28)."""
    row = find_year(year)
    meeting = Committee.objects.existing(row.ends) | Committee.objects.existing(row.starts)
    committees = list(meeting.exclude(kind=LegalKind.INFORMAL).distinct().order_by("name"))

    @transaction.atomic
    def act(data: Data) -> str:
        list(Council.objects.select_for_update())
        form.refuse_unseen(form.numbers, None)
        for committee, first in form.changed_numbers.items():
            verbs.begin_numbers(committee, row, first=first, by=request.user)
        return f"The first numbers of {row} have been saved."

    form = FirstNumbersForm(typed(request), year=row, committees=committees)
    trail = [("Desk", reverse("desk:front")), ("Standard wording and minute numbers", reverse("desk:minutes-settings"))]
    return ask(
        request, form, act, then=reverse("desk:minutes-first-numbers", args=[row.slug]), year=row, trail=trail,
        template="desk/minutes/first_numbers.html", today=timezone.localdate(),
    )  # fmt: skip

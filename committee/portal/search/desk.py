"""The search as the desk keeps it: terms that mean the same, and what people looked for and did not find."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.models import EqualTerms, FruitlessSearch
from committee.permissions import desk
from committee.portal.search.forms import EqualTermsForm
from committee.requests import SignedInRequest
from committee.search import fruitless, terms
from committee.views.acting import Data, ask, done_already, press, typed

MOST_SHOWN = 100


@desk
def search_terms(request: SignedInRequest) -> HttpResponseBase:
    """Show the search terms, a form to add one, and the searches of ninety days that found nothing."""
    where = reverse("desk:search-terms")

    def act(data: Data) -> str:
        row = terms.add_equal_terms(**data, by=request.user)
        return f"Who searches for “{row.term}” now finds “{row.same_as}” too, and the other way round."

    initial = {"term": request.GET.get("term", "")[:100]}
    return ask(
        request,
        EqualTermsForm(typed(request), initial=initial),
        act,
        then=where,
        template="desk/search/terms.html",
        equal=EqualTerms.objects.all(),
        fruitless=FruitlessSearch.objects.filter(times__gte=fruitless.RARE)[:MOST_SHOWN],
        rare=FruitlessSearch.objects.filter(times__lt=fruitless.RARE)[:MOST_SHOWN],
        trail=[("Desk", reverse("desk:front"))],
    )


@desk
@require_POST
def search_rare_clear(request: SignedInRequest) -> HttpResponse | HttpResponseBase:
    """Delete the searches that were counted once or twice."""

    def act() -> str:
        count = fruitless.clear_rare(at=timezone.now(), by=request.user)
        return f"{count} search{'' if count == 1 else 'es'} deleted."

    return press(request, act, then=reverse("desk:search-terms"))


@desk
@require_POST
def search_terms_remove(request: SignedInRequest, pk: int) -> HttpResponse | HttpResponseBase:
    """Take a pair off the list."""
    where = reverse("desk:search-terms")
    row = EqualTerms.objects.filter(pk=pk).first()
    if row is None:
        return done_already(request, EqualTerms, pk, then=where)

    def act() -> str:
        terms.remove_equal_terms(row, by=request.user)
        return f"“{row.term}” and “{row.same_as}” have been removed."

    return press(request, act, then=where)

"""The desk's page about the public search: terms that mean the same, and searches that found nothing."""

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ActForm
from committee.models import EqualTerms, FruitlessSearch
from committee.models.search import LONGEST_TERM
from committee.search import fruitless, terms
from committee.views.acting import carry_out, press_to, typed
from committee.views.lookup import find_or_done

MOST_SHOWN = 100


class EqualTermsForm(ActForm):
    """Form for two terms that mean the same: a search for either finds both."""

    button = "Add these terms"

    term = forms.CharField(
        max_length=LONGEST_TERM,
        help_text="As people search for it, for example DoLS.",
        error_messages={"required": "Enter a term."},
    )
    same_as = forms.CharField(
        label="Means the same as",
        max_length=LONGEST_TERM,
        help_text="As papers and minutes say it, for example Deprivation of Liberty Safeguards.",
        error_messages={"required": "Enter what it means the same as."},
    )


@desk
def search_terms(request: SignedInRequest) -> HttpResponseBase:
    """Show the pairs of terms, a form to add a pair, and the searches of the last ninety days that found nothing."""
    initial = {"term": request.GET.get("term", "")[:100]}
    return carry_out(
        request,
        terms.add_equal_terms,
        None,
        EqualTermsForm(typed(request), initial=initial),
        message=lambda row: f"Who searches for “{row.term}” now finds “{row.same_as}” too, and the other way round.",
        then=reverse("desk:search-terms"),
        template="desk/search/terms.html",
        equal=EqualTerms.objects.all(),
        fruitless=FruitlessSearch.objects.filter(times__gte=fruitless.RARE)[:MOST_SHOWN],
        rare=FruitlessSearch.objects.filter(times__lt=fruitless.RARE)[:MOST_SHOWN],
        trail=[("Desk", reverse("desk:front"))],
    )


@desk
@require_POST
def search_rare_clear(request: SignedInRequest) -> HttpResponseBase:
    """Delete the searches without results that were made only once or twice."""

    def tell(count: int) -> str:
        return f"{count} search{'' if count == 1 else 'es'} deleted."

    return press_to(request, fruitless.clear_rare, None, message=tell, then=reverse("desk:search-terms"))


@desk
@require_POST
def search_terms_remove(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Remove a pair of terms from the list."""
    where = reverse("desk:search-terms")
    row = find_or_done(EqualTerms.objects.all(), pk, then=where)
    message = f"“{row.term}” and “{row.same_as}” have been removed."
    return press_to(request, terms.remove_equal_terms, row, message=message, then=where)

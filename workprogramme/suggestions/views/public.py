"""Public pages of suggestions: make a suggestion, read the thanks, and check the state of a suggestion."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from committee.access.permissions import kept_to_itself
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.forms.from_anybody import thanked, thanks
from committee.models import Committee
from committee.sign_in.rate_limit import is_flood
from committee.views.acting import Data, Done, ask, typed
from committee.views.lookup import find_committee
from workprogramme.models import Question, ScrutinyRules
from workprogramme.suggestions import state
from workprogramme.suggestions.forms import PublicSuggestForm, StateForm, SuggestForm
from workprogramme.suggestions.listing import origin_of, takes_suggestions
from workprogramme.suggestions.verbs import acknowledge, suggest
from workprogramme.suggestions.weighing import USUAL

AN_HOUR = 5  # most suggestions in an hour from one connection
TOO_MANY = (
    "Too many suggestions have come from your connection in the last hour. Keep a copy of what you wrote and send it "
    "later, or contact us."
)
STATES_AN_HOUR = 20  # most references tried in an hour from one connection
TOO_MANY_STATES = "Too many references have been tried from your connection. Try again in an hour, or contact us."
NOT_FOUND = "We cannot find a suggestion with this reference and email address. Check both, or contact us."


def _find(slug: str) -> Committee:
    """Return the committee with that slug. Raises Http404 for a committee that takes no suggestions today."""
    committee = find_committee(slug)
    if not takes_suggestions(committee, timezone.localdate()):
        raise Http404
    return committee


def suggest_something(request: HttpRequest, committee: str) -> HttpResponseBase:
    """Show the form of a suggestion by a visitor or by the signed-in user, and record the suggestion."""
    body = _find(committee)
    is_signed_in = request.user.is_authenticated
    form = (SuggestForm if is_signed_in else PublicSuggestForm)(typed(request))

    received = reverse("public:suggestion-received", args=[body.slug])

    def act(data: Data) -> Done:
        if isinstance(form, PublicSuggestForm) and form.is_from_a_program:
            return Done("", received)
        if not is_signed_in and is_flood(request, "suggestions", AN_HOUR):
            raise Refused(TOO_MANY)
        return Done("", thanks(received, **_keep(request, body, data)))

    return ask(
        request,
        form,
        act,
        template="public/suggest.html",
        committee=body,
        origin=origin_of(request.user, timezone.localdate()) if is_signed_in else None,
        questions=_questions(body),
        months=ScrutinyRules.current().suggestions_kept_months,
        trail=_trail(body),
    )


def _keep(request: HttpRequest, body: Committee, data: Data) -> dict[str, str]:
    """Record a suggestion and email its author. Return facts for the thanks: `written` is "sent", "failed" or ""."""
    user, now, today = request.user, timezone.now(), timezone.localdate()
    by = user if user.is_authenticated else None
    who = {"name": by.get_full_name(), "email": by.email} if by else {n: data[n] for n in ("name", "email")}
    fields = {name: data[name] for name in ("title", "details")} | who
    item = suggest(body, **fields, origin=origin_of(user, today), on=today, at=now, by=by)
    written = item.suggester.email and ("sent" if acknowledge(item, at=now, by=by or PORTAL) else "failed")
    return {"reference": item.suggester.reference, "written": written, "state_url": state.address(item.suggester)}


def suggested(request: HttpRequest, committee: str) -> HttpResponseBase:
    """Thank the author. Show the reference and the next steps, but not the text of the suggestion."""
    body = _find(committee)
    return render(request, "public/suggested.html", {"committee": body, **thanked(request), "trail": _trail(body)})


@kept_to_itself
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_state(request: HttpRequest, committee: str) -> HttpResponseBase:
    """Show the state of a suggestion, by its signed link, or by its reference and its author's email address."""
    body = find_committee(committee)
    if not body.is_scrutiny:
        raise Http404
    trail = _trail(body)
    if (token := request.GET.get("of")) and (who := state.by_link(body, token)):
        about = {"committee": body, "who": who, "state": state.state_of(who.item), "trail": trail}
        return render(request, "public/suggestion_state.html", about)
    form = StateForm(typed(request))

    def act(data: Data) -> Done:
        # SECURITY: each attempt counts, successful or not. The message does not say which of the two entries is wrong.
        if is_flood(request, "states of suggestions", STATES_AN_HOUR):
            raise Refused(TOO_MANY_STATES)
        suggester = state.by_reference(body, data["reference"], data["email"])
        if suggester is None:
            raise Refused(NOT_FOUND)
        return Done("", state.address(suggester))

    return ask(
        request,
        form,
        act,
        title=f"Check a suggestion: {body.name}",
        heading="Check a suggestion",
        caption=body.name,
        lead="Check the progress of your suggestion. If you gave no email address, use the link that you were shown "
        "when you sent it, or contact us with the reference.",
        links=[(reverse("public:contact"), "Contact us")],
        trail=trail,
    )


def _questions(body: Committee) -> list[str]:
    texts = Question.objects.filter(committee=body, is_active=True).values_list("text", flat=True)
    return list(texts) or [draft.text for draft in USUAL]


def _trail(body: Committee) -> list[tuple[str, str]]:
    return [
        ("Committees", reverse("public:committees")),
        (body.name, reverse("public:committee", args=[body.slug])),
    ]

"""The state of a suggestion as shown to its author, by a signed link, or by its reference and email address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse

from committee.models import Committee
from workprogramme.models import ItemState, ProgrammeItem, Suggester

SALT = "workprogramme.suggestions.state"


@dataclass(frozen=True, slots=True)
class State:
    """State of a suggestion: a word, its colour, a sentence, the reason for declining, and the URL of its page."""

    word: str
    colour: str
    text: str
    reason: str = ""
    url: str = ""


def address(who: Suggester) -> str:
    """
    Return the path of the page that shows the state of a suggestion.

    SECURITY: the reference in the path is signed, so that nobody can read other suggestions by trying references.
    """
    committee = who.item.programme.committee
    of = urlencode({"of": signing.dumps(who.reference, salt=SALT)})
    return f"{reverse('public:suggestion-state', args=[committee.slug])}?{of}"


def by_link(committee: Committee, token: str) -> Suggester | None:
    """Return the suggester of a signed link; None if the portal did not sign it."""
    try:
        reference = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return _made(committee).filter(reference=reference).first()


def by_reference(committee: Committee, reference: str, email: str) -> Suggester | None:
    """Return the suggester with that reference and email address; None if either is wrong or empty."""
    rows = _made(committee).filter(reference__iexact=reference.strip(), email__iexact=email.strip())
    return rows.exclude(email="").first()


def _made(committee: Committee) -> QuerySet[Suggester]:
    rows = Suggester.objects.filter(item__programme__committee=committee)
    return rows.select_related("item__programme__committee", "item__programme__year", "item__merged_into")


def state_of(item: ProgrammeItem) -> State:
    """Return the state of a suggestion. SECURITY: the only typed text in the state is the reason for declining."""
    if item.state == ItemState.SUGGESTED:
        return State("Received", "yellow", "We have received it. It is waiting to be scored.")
    if item.state == ItemState.WEIGHED:
        return State("Being considered", "blue", "It has been scored. The committee has not decided on it yet.")
    if item.state == ItemState.DECLINED and item.merged_into:
        return State("Merged", "grey", "It continues as part of another item.", url=_page_of(item.merged_into))
    if item.state == ItemState.DECLINED:
        return State("Declined", "red", "The committee will not look into it.", reason=item.ended_reason)
    url = _page_of(item)
    text = "It is in the committee’s work programme." if url else "It will be in the committee’s next work programme."
    return State("Accepted", "green", text, url=url)


def _page_of(item: ProgrammeItem) -> str:
    """Return the public page of an item; "" if the item is not public."""
    if not item.is_public:
        return ""
    programme = item.programme
    return reverse("public:programme-item", args=[programme.committee.slug, programme.year.slug, item.pk])

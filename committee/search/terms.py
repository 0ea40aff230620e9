"""The council's list of pairs of terms that mean the same. A search for either term finds the other; clerks edit it."""

from django.db.models import QuerySet

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import Portal, verb
from committee.models import EqualTerms, User
from committee.public_pages.compiled import compiled
from committee.register.lawful import hold_register
from committee.search.queries import MOST_IN_PHRASE, Phrase
from committee.search.stemming import stems

MOST = 500


def equal() -> list[tuple[Phrase, Phrase]]:
    """Return every pair of equal terms, each term as a tuple of stems. One query."""
    return [(tuple(stems(term)), tuple(stems(same_as))) for term, same_as in _pairs()]


@compiled()
def _pairs() -> QuerySet[EqualTerms, tuple[str, str]]:
    return EqualTerms.objects.values_list("term", "same_as")[:MOST]


@verb(may=runs_the_desk)
def add_equal_terms(*, term: str, same_as: str, by: User | Portal) -> EqualTerms:
    """
    Add a pair of terms that find each other.

    Raises Refused where a term has no word or too many words, the terms have the same stems, the pair is on the list
    already, or the list is full.
    """
    hold_register()  # a lock, because the pair is compared with the list before it is added
    term, same_as = " ".join((term or "").split()), " ".join((same_as or "").split())
    first, other = tuple(stems(term)), tuple(stems(same_as))
    if not first or not other:
        raise Refused("Enter two terms, each with at least one word.")
    if max(len(first), len(other)) > MOST_IN_PHRASE:
        raise Refused(f"A term has {MOST_IN_PHRASE} words at most.")
    if first == other:
        raise Refused("These find the same already: the search makes no difference between forms of a word.")
    listed = equal()
    if (first, other) in listed or (other, first) in listed:
        raise Refused(f"“{term}” and “{same_as}” are on the list already.")
    if len(listed) >= MOST:
        raise Refused(f"The list has {MOST} entries, which is the most it can have. Remove one first.")
    row = EqualTerms(term=term, same_as=same_as)
    save(row)
    audit.record(by, "added to the search the equal terms", row)
    return row


@verb(may=runs_the_desk)
def remove_equal_terms(row: EqualTerms, *, by: User | Portal) -> None:
    """Remove a pair from the list. Raises Refused where someone has removed it already."""
    hold_register()
    now = EqualTerms.objects.filter(pk=row.pk).first()
    if now is None:
        raise Refused("Someone has removed these terms already.")
    audit.record(by, "removed from the search the equal terms", now)
    now.delete()

"""Two entries that are one person."""

from django.http import HttpResponseBase

from committee.forms.mistakes import MergeForm
from committee.models import Person
from committee.permissions import register
from committee.register import merging
from committee.register.matching import matching, what_is
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, typed
from committee.views.register.breadcrumbs import act
from committee.views.register.people import merged_already, person_steps

LEAD = (
    "For a person who was entered twice. All records of this entry (seats, papers, attendance, "
    "sign-in) move to the other entry. This entry is removed and its web address leads to the "
    "other. You cannot undo this."
)


@register
def merge(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Ask for the other entry of the same person, then merge the two."""
    who = Person.objects.filter(slug=slug).first()
    if who is None:
        return merged_already(request, slug)
    alike = matching(who.forename, who.surname, but=who)
    name = str(who)

    def tell(merged: Person) -> Done:
        return Done(f"The two entries for {name} have been merged.", person_steps(merged)[-1][1])

    facts = [("This entry", what_is(who)), *(("The same name", what_is(namesake)) for namesake in alike[:5])]
    form = MergeForm(typed(request), person=who, alike=alike)
    about: Data = {"title": "Merge with another entry", "caption": who.printed_name, "lead": LEAD, "facts": facts}
    return act(request, merging.merge, who, form, *person_steps(who), said=tell, **about)

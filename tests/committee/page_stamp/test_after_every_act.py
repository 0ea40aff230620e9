"""After each act there is, every page that is kept is what it would be if it were made anew."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from committee.models import Committee, MunicipalYear, Person
from meetings.models import AgendaVersion, Meeting, Minute, PageText, PrivateNotice
from reviews.models import Evidence, Recommendation, Review
from tests.acts import recipes
from tests.committee.page_stamp import walking
from workprogramme.models import KeyDecision, Programme

pytestmark = [pytest.mark.drill, pytest.mark.both_databases("triggers: stamps after every act")]
RECIPES = recipes()


ALONE = (
    *("home", "committees", "calendar", "accessibility", "privacy", "filming", "programmes", "forward-plan"),
    *("private-notices", "reviews", "recommendations", "decisions-register", "councillors"),
    "recommendations-json",
)


def public() -> Iterator[str]:
    """Addresses of all that there is to see now; of data those that are not answered by the view of their page."""
    yield from (reverse(f"public:{name}") for name in ALONE)
    yield from of_committees()
    for meeting in Meeting.objects.select_related("committee"):
        yield from of_meeting(meeting)
    for programme in Programme.objects.select_related("committee", "year"):
        of = [programme.committee.slug, programme.year.slug]
        yield reverse("public:programme-json", args=of)
        for pk in programme.items.values_list("pk", flat=True):
            yield from (reverse(f"public:{name}", args=[*of, pk]) for name in ("programme-item", "programme-item-json"))
    yield from (reverse("public:key-decision", args=[pk]) for pk in KeyDecision.objects.values_list("pk", flat=True))
    numbers = PrivateNotice.objects.values_list("pk", flat=True)
    yield from (reverse("public:private-notice", args=[pk]) for pk in numbers)
    yield from of_councillors()
    yield from of_reviews()


def of_councillors() -> Iterator[str]:
    years = [year.slug for year in MunicipalYear.objects.all()]
    for slug in Person.objects.values_list("slug", flat=True):
        yield reverse("public:councillor", args=[slug])
        yield from (reverse("public:councillor-year", args=[slug, year]) for year in years)


def of_committees() -> Iterator[str]:
    years = [year.slug for year in MunicipalYear.objects.all()]
    for committee in Committee.objects.all():
        for name in ("committee", "committee-minutes", "attendance", "declarations"):
            yield reverse(f"public:{name}", args=[committee.slug])
        for name in ("attendance-year", "declarations-year"):
            yield from (reverse(f"public:{name}", args=[committee.slug, year]) for year in years)


def of_meeting(meeting: Meeting) -> Iterator[str]:
    texts = PageText.objects.filter(file__paper__item__meeting=meeting).values_list("file", flat=True).distinct()
    minutes = Minute.objects.filter(minutes__meeting=meeting, number__isnull=False).values_list("number", flat=True)
    numbered = {
        "page": (1, 2, 9),
        "item": meeting.items.exclude(number=None).values_list("number", flat=True),
        "agenda-version": AgendaVersion.objects.filter(meeting=meeting).values_list("number", flat=True),
        "minute": minutes,
        "minute-json": minutes,
    }
    here = [meeting.committee.slug, meeting.slug]
    for name in ("meeting", "notice", "certificate", "minutes", "minutes-json", "decisions", "decisions-json"):
        yield reverse(f"public:{name}", args=here)
    yield from (reverse("public:reading", args=[*here, file, "x"]) for file in texts)
    for name, numbers in numbered.items():
        yield from (reverse(f"public:{name}", args=[*here, number]) for number in numbers if number)


def of_reviews() -> Iterator[str]:
    for slug in Review.objects.values_list("slug", flat=True):
        yield from (reverse(f"public:{name}", args=[slug]) for name in ("review", "review-figures", "review-report"))
    for model, name in ((Recommendation, "recommendation"), (Evidence, "review-evidence")):
        for slug, number in model.objects.filter(number__isnull=False).values_list("review__slug", "number"):
            yield reverse(f"public:{name}", args=[slug, number])


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_what_is_kept_is_what_is_made_anew(name, request, cast):
    recipe = RECIPES[name]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    client = Client()
    with walking.kept_in_a_transaction():
        before = list(public())
        for path in before:
            client.get(path)
        walking.another_transaction()
        act()
        walking.another_transaction()
        stale = []
        for path in dict.fromkeys([*before, *public()]):
            answer = client.get(path)
            if (answer.status_code, answer.content) != walking.made_anew(client, path):
                stale.append(path)
    assert stale == []

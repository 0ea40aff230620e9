"""Public pages of members: their names, seats, and attendance, interests and votes from published minutes."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode

from committee.files import files
from committee.models import GroupMembership, MunicipalYear, Person, PortfolioHolding, Seat, Term
from committee.models.people import PersonQuerySet
from committee.portal import public_data as data
from committee.public_pages.areas import ATTENDANCE, LISTS, MINUTED
from committee.public_pages.marking import kept_page
from committee.public_pages.page_data import asks_for_data, page_or_data
from committee.register.merging import now_at
from committee.search import stemming, vocabulary
from committee.search.answers import TITLES
from committee.views.lookup import find_year
from meetings.minutes.registers import registers
from meetings.minutes.registers.registers import of_person

LONGEST_SEARCH, MOST_WORDS = 100, 6
A_PAGE = 60
ORDERS = {"name": "Name", "division": "Division", "group": "Political group"}
NO_GROUP, NO_DIVISION = "No political group", "No division"
BY_GROUP = "group"


@kept_page(LISTS, MINUTED)
def councillors(request: HttpRequest) -> HttpResponse:
    """Show today's councillors in the order `by`, other and former members; `q` narrows all by name or division."""
    today = timezone.localdate()
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    order = request.GET.get("by", "")
    order = order if order in ORDERS else "name"
    members = found(words, today)
    people = with_standing(members, today)
    sitting = Exists(Term.objects.on(today).filter(person=OuterRef("pk")))
    seated = Exists(Seat.objects.on(today).filter(person=OuterRef("pk")))
    current = list(people.filter(sitting))
    former = Paginator(members.exclude(sitting | seated), A_PAGE).get_page(request.GET.get("page"))
    return page_or_data(
        request,
        "public/councillors/list.html",
        {
            "words": words,
            "order": order,
            "orders": ORDERS.items(),
            "sections": sections(current, order),
            "others": list(people.filter(seated & ~sitting)),
            "former": former,
            "keep": f"{urlencode({'q': words, 'by': order})}&",
        },
        data.councillors,
    )


def found(words: str, on: dt.date) -> PersonQuerySet:
    """
    Return members by surname. Each word is in the member's name, or in the name of their division on that day.

    If there are none, return the members with words spelt nearly so. Titles such as "Cllr" do not count.
    """
    everybody = people = Person.objects.public(on).by_surname()
    typed = [word for word in stemming.words(words) if word.stem not in TITLES][:MOST_WORDS]
    for word in (words[word.start : word.end] for word in typed):
        division = Term.objects.on(on).filter(person=OuterRef("pk"), division__name__icontains=word)
        people = people.filter(Q(forename__icontains=word) | Q(surname__icontains=word) | Exists(division))
    if not typed or people.exists():
        return people
    spelt = [word.spelt for word in typed]
    near = [one.pk for one in with_standing(everybody, on) if vocabulary.is_near(spelt, _name_and_divisions(one))]
    return everybody.filter(pk__in=near)


def _name_and_divisions(person: Person) -> str:
    """Return the name of a person of `with_standing` and the names of their divisions."""
    return " ".join([person.name, *(str(term.division) for term in person.terms_then if term.division)])


def with_standing(people: PersonQuerySet, on: dt.date) -> PersonQuerySet:
    """Return the people with their photographs, and with their divisions and groups on that day."""
    prefetched: list[Prefetch[Any]] = [
        Prefetch("terms", Term.objects.on(on).select_related("division"), "terms_then"),
        Prefetch("group_memberships", GroupMembership.objects.on(on).select_related("group"), "groups_then"),
    ]
    return people.select_related("photograph").prefetch_related(*prefetched)


def sections(people: list[Person], order: str) -> list[tuple[str, list[Person]]]:
    """Return (heading, people) for each section of the list. In the order by name, the one section has no heading."""
    if order == "name":
        return [("", people)] if people else []

    def heading(person: Person) -> str:
        if order == BY_GROUP:
            return next((str(row.group) for row in person.groups_then), NO_GROUP)
        return next((str(row.division) for row in person.terms_then if row.division), NO_DIVISION)

    last = {NO_GROUP, NO_DIVISION}
    ordered = sorted(people, key=lambda person: (heading(person) in last, heading(person).casefold()))
    return [(name, list(rows)) for name, rows in groupby(ordered, key=heading)]


@kept_page(LISTS, MINUTED, ATTENDANCE)
def councillor(request: HttpRequest, slug: str, year: str | None = None) -> HttpResponseBase:
    """Show one member, with attendance, interests and named votes of a municipal year, by default the latest."""
    today = timezone.localdate()
    person = Person.objects.public(today).select_related("photograph").filter(slug=slug).first()
    if person is None:
        return _merged_since(request, slug, today)
    years = registers.years_of(person)
    chosen = find_year(year) if year else next(iter(years), None)
    if chosen and chosen not in years:
        raise Http404
    seats = list(Seat.objects.filter(person=person, since__lte=today).select_related("committee"))
    context: dict[str, Any] = {
        "person": person,
        "terms": _by_day(Term.objects.filter(person=person, since__lte=today).select_related("division"), today),
        "groups": _by_day(
            GroupMembership.objects.filter(person=person, since__lte=today).select_related("group"), today
        ),
        "portfolios": _by_day(
            PortfolioHolding.objects.filter(person=person, since__lte=today).select_related("portfolio"), today
        ),
        "seats": _by_day(sorted(seats, key=lambda seat: seat.committee.name), today),
        "years": years,
        "year": chosen,
    }
    # SECURITY: a former member's own address and surgeries are no longer public.
    is_member = context["terms"]["now"] or context["seats"]["now"]
    context["contact"] = {"email": person.email, "surgeries": person.surgeries} if is_member else {}
    page = context | _on_record(person, chosen)
    return page_or_data(request, "public/councillors/councillor.html", page, data.councillor)


def _on_record(person: Person, year: MunicipalYear | None) -> dict[str, Any]:
    """Return `attendance`, `interests` and `votes` from published minutes of that year; {} where `year` is None."""
    if year is None:
        return {}
    days = (year.starts, year.ends)
    return {
        "attendance": of_person(person, *days),
        "interests": registers.declarations_of(person, *days),
        "votes": registers.votes_of(person, *days),
    }


def _by_day(rows: Any, on: dt.date) -> dict[str, list[Any]]:
    """Sort dated rows into `now` (their dates include the day `on`) and `past` (the others, the latest end first)."""
    rows = list(rows)
    past = [row for row in rows if not row.held_on(on)]
    return {
        "now": [row for row in rows if row.held_on(on)],
        "past": sorted(past, key=lambda row: row.until, reverse=True),
    }


def _merged_since(request: HttpRequest, slug: str, today: dt.date) -> HttpResponseBase:
    """
    Redirect from the old address of a merged person to the person who remains.

    Raise Http404 where nobody public remains.
    """
    target = now_at(slug)
    if target is None or not Person.objects.public(today).filter(pk=target.pk).exists():
        raise Http404
    name = "councillor-json" if asks_for_data(request) else "councillor"
    return redirect(f"public:{name}", slug=target.slug, permanent=True)


def photograph(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """Send the current photograph of a member under its current name; 404 for any other name."""
    people = Person.objects.public(timezone.localdate()).select_related("photograph")
    person = people.filter(slug=slug, photograph__isnull=False).first()
    if person is None or person.photograph is None or name != person.photograph_name:
        raise Http404
    response = files.send(request, person.photograph, name, private=False)
    response["X-Content-Type-Options"] = "nosniff"
    return response

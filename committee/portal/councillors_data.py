"""Members as data: what their public pages show of each."""

from typing import Any

from django.urls import reverse

from committee.models import Person
from committee.public_pages.page_data import Data, Page, absolute, named
from meetings.minutes.registers import registers


def councillors(page: Page) -> Data:
    """Return today's councillors, other members, and a page of former ones."""
    former = page["former"]
    return {
        "councillors": [_with_standing(member) for _, people in page["sections"] for member in people],
        "others": [_with_standing(member) for member in page["others"]],
        "former": [_person(member) for member in former],
        "former_page": former.number,
        "former_pages": former.paginator.num_pages,
    }


def councillor(page: Page) -> Data:
    """Return one member: current and past places and roles, and what published minutes of a year record."""
    person, year = page["person"], page["year"]
    return {
        **_person(person),
        "terms": _by_day(page["terms"], lambda row: {"division": str(row.division) if row.division else None}),
        "groups": _by_day(page["groups"], lambda row: {"group": str(row.group)}),
        "portfolios": _by_day(
            page["portfolios"], lambda row: {"portfolio": str(row.portfolio), "role": row.get_role_display()}
        ),
        "seats": _by_day(
            page["seats"],
            lambda row: {"committee": named(row.committee), "role": row.role_label, "voting": row.voting},
        ),
        "years": [past_year.slug for past_year in page["years"]],
        "year": year.label if year else None,
        "attendance": [
            {"committee": named(body), **registers.of_count(count)} for body, count in page.get("attendance", ())
        ],
        "interests": registers.of_declared(page.get("interests", ())),
        "votes": registers.of_votes(page.get("votes", ())),
    }


def _person(person: Person) -> Data:
    return {
        "name": person.printed_name,
        "address": absolute(reverse("public:councillor", args=[person.slug])),
    }


def _with_standing(person: Any) -> Data:
    return _person(person) | {
        "divisions": [str(row.division) for row in person.terms_then if row.division],
        "groups": [str(row.group) for row in person.groups_then],
    }


def _by_day(rows: dict[str, list[Any]], describe: Any) -> list[Data]:
    """Return current rows, then past rows."""
    return [{**describe(row), "start_date": row.since, "end_date": row.until} for row in (*rows["now"], *rows["past"])]

"""The home page, committees, calendar and councillors as data, with the same facts as their pages."""

from typing import Any

from django.urls import reverse

from committee.models import Committee, Person
from committee.public_pages.page_data import Data, Page, absolute, named
from meetings.as_data import address_of, of_meeting
from meetings.minutes.registers import registers
from meetings.minutes.registers.decisions import as_row
from reviews.models import Review
from workprogramme.programmes.views.public import of_programme


def home(page: Page) -> Data:
    """Return the next meetings, and the latest decisions, answers, agendas and reviews."""
    return {
        "next_meetings": [
            of_meeting(meeting) | {"items": items["first"] if items else []} for meeting, items in page["coming"]
        ],
        "decisions": [as_row(entry) for entry in page["decisions"]],
        "answers": [
            {
                "date": entry["on"],
                "committee": entry["committee"].name,
                "asked": entry["asked"],
                "answer": entry["text"],
                "address": absolute(entry["url"]),
            }
            for entry in page["answers"]
        ],
        "agendas": [
            {
                "committee": entry["meeting"].committee.name,
                "date": entry["meeting"].date,
                "published_at": entry["published_at"],
                "version": entry["number"],
                "address": absolute(address_of(entry["meeting"])),
            }
            for entry in page["agendas"]
        ],
        "reviews": [_review(entry) for entry in page["reviews"]],
    }


def committees(page: Page) -> Data:
    """Return the existing committees and the dissolved committees."""
    return {
        "committees": [
            {"kind": kind, **named(body), "remit": body.remit, "next_meeting": _next(body)}
            for kind, bodies in page["kinds"]
            for body in bodies
        ],
        "dissolved": [named(body) | {"until": body.until} for body in page["dissolved"]],
    }


def committee(page: Page) -> Data:
    """Return one committee as data."""
    body = page["committee"]
    programme, minuted = page["programme"], page["minuted"]
    return {
        **named(body),
        "kind": page["kind"],
        "remit": body.remit,
        "dissolved_on": body.until if page["is_dissolved"] else None,
        "next_meeting": of_meeting(page["next"]) if page["next"] else None,
        "upcoming": [of_meeting(row) for row in page["upcoming"]],
        "past": [of_meeting(row) for row in page["past"]],
        "latest_minutes": absolute(address_of(minuted, "minutes")) if minuted else None,
        "latest_decisions": [as_row(row) for row in page["decisions"]],
        "work_programme": of_programme(programme) if programme else None,
        "coming_items": [{"title": item.title, "date": item.meeting.date} for item in page["coming"]],
        "reviews": [_review(row) for row in page["reviews"]],
        "members": [_member(row) for row in page["members"]],
        "members_before": [_stood(seat) for seat in page["stood"]],
        "parent": named(body.parent) if body.parent else None,
        "related": [named(row) | {"relation": _relation(row)} for row in page["related"]],
    }


def calendar(page: Page) -> Data:
    """Return the meetings of a municipal year, or of a month."""
    return {
        "year": page["year"].label if page["year"] else None,
        "years": [listed_year.slug for listed_year in page["years"]],
        "meetings": [of_meeting(row) for _, rows, _ in page["months"] for row in rows],
    }


def _next(body: Any) -> Data | None:
    coming = body.coming[0] if body.coming else None
    return {"date": coming.date, "starts": coming.starts.isoformat("minutes")} if coming else None


def _review(review: Review) -> Data:
    address = absolute(reverse("public:review", args=[review.slug]))
    return {"title": review.title_for_public, "state": review.get_state_display(), "address": address}


def _member(member: Data) -> Data:
    about = {name: member[name] for name in ("role", "group", "division")}
    return {"name": member["printed_name"], **about, "address": _address_of_person(member["slug"])}


def _stood(seat: Data) -> Data:
    return {
        "name": seat["printed_name"],
        "role": seat["role"],
        "start_date": seat["since"],
        "end_date": seat["until"],
        "address": _address_of_person(seat["slug"]),
    }


def _address_of_person(slug: str) -> str | None:
    return absolute(reverse("public:councillor", args=[slug]))


def _relation(body: Committee) -> str:
    if getattr(body, "is_before", False):
        return "replaced by this one"
    return "replaced this one" if getattr(body, "is_after", False) else "sub-committee"


def councillors(page: Page) -> Data:
    """Return today's councillors, other members, and a page of former members."""
    former = page["former"]
    by_division = [{"division": name, "councillors": list(map(_person, people))} for name, people in page["sections"]]
    return {
        **({"divisions": by_division} if page["order"] == "division" else {}),
        "councillors": [_with_standing(member) for _, people in page["sections"] for member in people],
        "others": [_with_standing(member) for member in page["others"]],
        "former": [_person(member) for member in former],
        "former_page": former.number,
        "former_pages": former.paginator.num_pages,
    }


def councillor(page: Page) -> Data:
    """Return one member: current and past terms, groups and seats, with attendance, interests and votes of a year."""
    person, year = page["person"], page["year"]
    return {
        **_person(person),
        "email": page["contact"].get("email") or None,
        "surgeries": page["contact"].get("surgeries") or None,
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
    return {"name": person.printed_name, "address": _address_of_person(person.slug)}


def _with_standing(person: Any) -> Data:
    return _person(person) | {
        "divisions": [str(row.division) for row in person.terms_then if row.division],
        "groups": [str(row.group) for row in person.groups_then],
    }


def _by_day(rows: dict[str, list[Any]], describe: Any) -> list[Data]:
    """Return the data that `describe` makes of each row, with its first and last day: current rows, then past rows."""
    return [{**describe(row), "start_date": row.since, "end_date": row.until} for row in (*rows["now"], *rows["past"])]

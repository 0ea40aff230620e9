"""The front page, committees and the calendar as data: what their pages show."""

from typing import Any

from django.urls import reverse

from committee.models import Committee
from committee.page_data import Data, Page, absolute, named
from committee.portal.committee_people import Member, Stood
from meetings.as_data import address_of, of_meeting
from meetings.minutes.registers.decisions import as_row
from reviews.models import Review


def home(page: Page) -> Data:
    """What is coming up, what was decided, and what is new."""
    return {
        "next_meetings": [
            of_meeting(meeting) | {"items": items["first"] if items else []} for meeting, items in page["coming"]
        ],
        "decisions": [as_row(one) for one in page["decisions"]],
        "answers": [
            {
                "date": one["on"],
                "committee": one["committee"].name,
                "asked": one["asked"],
                "answer": one["text"],
                "address": absolute(one["url"]),
            }
            for one in page["answers"]
        ],
        "agendas": [
            {
                "committee": one.meeting.committee.name,
                "date": one.meeting.date,
                "published_at": one.published_at,
                "version": one.number,
                "address": absolute(address_of(one.meeting)),
            }
            for one in page["agendas"]
        ],
        "reviews": [_review(one) for one in page["reviews"]],
    }


def committees(page: Page) -> Data:
    """Every body that meets, and those dissolved."""
    return {
        "committees": [
            {"kind": kind, **named(body), "remit": body.remit, "next_meeting": _next(body)}
            for kind, bodies in page["kinds"]
            for body in bodies
        ],
        "dissolved": [named(body) | {"until": body.until} for body in page["dissolved"]],
    }


def committee(page: Page) -> Data:
    """One body."""
    body = page["committee"]
    programme, minuted = page["programme"], page["minuted"]
    return {
        **named(body),
        "kind": page["kind"],
        "remit": body.remit,
        "dissolved_on": body.until if page["is_dissolved"] else None,
        "next_meeting": of_meeting(page["next"]) if page["next"] else None,
        "upcoming": [of_meeting(one) for one in page["upcoming"]],
        "past": [of_meeting(one) for one in page["past"]],
        "latest_minutes": absolute(address_of(minuted, "minutes")) if minuted else None,
        "latest_decisions": [as_row(one) for one in page["decisions"]],
        "work_programme": _programme(programme) if programme else None,
        "coming_items": [{"title": item.title, "date": item.meeting.date} for item in page["coming"]],
        "reviews": [_review(one) for one in page["reviews"]],
        "members": [_member(one) for one in page["members"]],
        "members_before": [_stood(seat) for seat in page["stood"]],
        "parent": named(body.parent) if body.parent else None,
        "related": [named(one) | {"relation": _relation(one)} for one in page["related"]],
    }


def calendar(page: Page) -> Data:
    """The meetings of a municipal year, or of a month."""
    return {
        "year": page["year"].label if page["year"] else None,
        "years": [one.slug for one in page["years"]],
        "meetings": [of_meeting(row) for _, rows, _ in page["months"] for row in rows],
    }


def _next(body: Any) -> Data | None:
    coming = body.coming[0] if body.coming else None
    return {"date": coming.date, "starts": coming.starts.isoformat("minutes")} if coming else None


def _programme(programme: Any) -> Data:
    address = reverse("public:programme", args=[programme.committee.slug, programme.year.slug])
    return {"year": programme.year.label, "address": absolute(address)}


def _review(one: Review) -> Data:
    address = absolute(reverse("public:review", args=[one.slug]))
    return {"title": one.title_for_public, "state": one.get_state_display(), "address": address}


def _member(one: Member) -> Data:
    address = absolute(reverse("public:councillor", args=[one.slug]))
    about = {"role": one.role, "group": one.group, "division": one.division}
    return {"name": one.printed_name, **about, "address": address}


def _stood(one: Stood) -> Data:
    return {
        "name": one.printed_name,
        "role": one.role,
        "start_date": one.since,
        "end_date": one.until,
        "address": absolute(reverse("public:councillor", args=[one.slug])),
    }


def _relation(body: Committee) -> str:
    if getattr(body, "is_before", False):
        return "replaced by this one"
    return "replaced this one" if getattr(body, "is_after", False) else "sub-committee"

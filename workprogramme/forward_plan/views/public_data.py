"""The forward plan and the notices of private meetings as data: what their published notices say."""

from django.urls import reverse

from committee.public_pages.page_data import Data, Page, absolute, named
from meetings.models import PrivateNotice
from workprogramme.deadlines import Clock
from workprogramme.models import KeyDecision, ProgrammeItem


def forward_plan(page: Page) -> Data:
    """Return key decisions to come, then those taken or withdrawn last."""
    return {name: [_decision(decision, clock) for decision, clock in page[name]] for name in ("coming", "settled")}


def key_decision(page: Page) -> Data:
    """One notice with its particulars, and which committees look at it before."""
    return {
        **_decision(page["decision"], page["clock"]),
        "particulars": _particulars(page["facts"]),
        "scrutiny": [_item(item) for item in page["items"]],
    }


def private_notices(page: Page) -> Data:
    """Return notices of private business to come, then those that are over."""
    return {name: [_notice(notice, clock) for notice, clock in page[name]] for name in ("coming", "over")}


def private_notice(page: Page) -> Data:
    """One notice with its particulars."""
    return {**_notice(page["notice"], page["clock"]), "particulars": _particulars(page["facts"])}


def _decision(decision: KeyDecision, clock: Clock) -> Data:
    return {
        "title": decision.title,
        "decision_maker": decision.decision_maker,
        "notice_given": decision.published_at,
        "earliest_date": decision.earliest_on,
        "latest_date": decision.latest_on,
        "taken_on": decision.taken_on,
        "withdrawn_because": decision.withdrawn_reason,
        **_standing(clock),
        "address": absolute(reverse("public:key-decision", args=[decision.pk])),
    }


def _notice(notice: PrivateNotice, clock: Clock) -> Data:
    return {
        "matter": notice.matter,
        "committee": named(notice.meeting.committee),
        "meeting_date": notice.meeting.date,
        "notice_given_for": notice.given_for,
        "withdrawn_because": notice.withdrawn_reason,
        **_standing(clock),
        "address": absolute(reverse("public:private-notice", args=[notice.pk])),
    }


def _standing(clock: Clock) -> Data:
    return {"state": clock.word, "state_text": clock.text}


def _particulars(facts: list[tuple[str, str]]) -> list[Data]:
    return [{"label": label, "text": words} for label, words in facts]


def _item(item: ProgrammeItem) -> Data:
    of = item.programme
    address = reverse("public:programme-item", args=[of.committee.slug, of.year.slug, item.pk])
    day = item.meeting.date if item.meeting else None
    return {"title": item.title, "committee": of.committee.name, "date": day, "address": absolute(address)}

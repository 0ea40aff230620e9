"""Key decisions to test with, and moments around them."""

import datetime as dt
from typing import Any

from django.db.models import Model

from committee.acts.seen import having_read
from committee.models import Committee, Person, User
from meetings.calendar import verbs as calendar
from meetings.models import Meeting, PrivateNotice
from workprogramme.forward_plan import private_notices, urgent_decisions
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.member_requests import call_ins, calls_for_action, document_requests
from workprogramme.models import KeyDecision, UrgentDecision, WhyKey

DAY = dt.date(2022, 6, 15)  # notice by 17 May 2022, or by 3 May in working days


def at(day: str, hour: int = 9) -> dt.datetime:
    """Return that day and hour in British Summer Time."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), tzinfo=dt.timezone(dt.timedelta(hours=1)))


def decision(by: User, *, title: str = "Children’s centres", first: dt.date = DAY, **other: object) -> KeyDecision:
    """Enter a key decision on 1 April 2022, to be taken on `first` unless `latest_on` is given."""
    particulars: dict[str, object] = {
        "title": title,
        "why_key": WhyKey.DIVISIONS,
        "matter": "Whether to close three children’s centres.",
        "decision_maker": "Cabinet",
        "members": "Alan Leader, Cara Cabinet",
        "earliest_on": first,
        "latest_on": first,
        "documents": "Report of the Director for Families",
        "address": "Shire Hall, Felpersham",
        "other_documents": True,
        "how_to_ask": "Write to committees@borsetshire.example",
    }
    return forward_plan.enter_decision(at=at("2022-04-01"), by=by, **(particulars | other))


def taken(by: User, *, published: str = "2022-06-16", **other: Any) -> KeyDecision:
    """One whose notice was given in full, taken on 15 June 2022, the decision published on the day after."""
    made = having_read(forward_plan.publish_notice)(decision(by, **other), at=at("2022-05-10"), by=by)
    on = dt.date.fromisoformat(published)
    return having_read(forward_plan.record_taken)(made, taken_on=DAY, published_on=on, at=at(published), by=by)


def cabinet_meeting(by: User, day: str = "2022-06-15") -> Meeting:
    """Schedule a meeting of the Cabinet."""
    cabinet = Committee.objects.get_or_create(
        slug="cabinet",
        defaults={"name": "Cabinet", "short_name": "Cabinet", "kind": "executive", "since": "2020-05-01"},
    )[0]
    return calendar.schedule(cabinet, dt.date.fromisoformat(day), by=by)


def private_notice(by: User, meeting: Meeting | None = None, *, entered: str = "2022-05-10") -> PrivateNotice:
    """Enter an unpublished notice of a matter that the Cabinet is to hear in private on 15 June 2022."""
    words: dict[str, Any] = {
        "matter": "A lease in Felpersham",
        "reasons": "Paragraph 3: the other side would learn our price.",
    }
    return private_notices.enter(meeting or cabinet_meeting(by), **words, at=at(entered), by=by)


def one_of_each(committee: Committee, by: User) -> dict[str, Model]:
    """Return a published decision and one open row of each procedure; Mary asks, Charles is the chairman."""
    mary, on = Person.objects.get(slug="mary-member"), dt.date(2022, 6, 20)
    when: dict[str, Any] = {"on": on, "by": by}
    done = taken(by, title="Libraries")
    return {
        "decision": having_read(forward_plan.publish_notice)(decision(by), at=at("2022-05-10"), by=by),
        "call_in": call_ins.receive(
            committee, decision=done, members=[mary], reasons="No one was asked.", at=at("2022-06-20"), by=by
        ),
        "document": document_requests.ask(committee, mary, document="The tender report", at=at("2022-06-20"), **when),
        "call": calls_for_action.refer(committee, mary, matter="A crossing by the school", at=at("2022-06-20"), **when),
        "private_notice": having_read(private_notices.publish_first)(private_notice(by), at=at("2022-05-10"), by=by),
        "urgent": urgent_decisions.ask_chairman(
            committee, kind=UrgentDecision.Kind.SPECIAL, title="A lease", why="It ends.", at=at("2022-06-20"), by=by
        ),
    }


def values(committee: Committee, by: User) -> dict[str, dict[str, str]]:
    """Values for the forward plan and the procedures: Mary asks, Charles is the chairman."""
    made = one_of_each(committee, by)
    names = {
        "decision": ("public:key-decision", "desk:key-decision"),
        "call_in": ("desk:call-in", "members:call-in-leave"),
        "document": ("desk:document-request", "members:document-request-withdraw"),
        "call": ("desk:call-for-action", "members:call-for-action-withdraw"),
        "urgent": ("desk:urgent-decision", "members:urgent-decision"),
        "private_notice": ("desk:private-notice", "public:private-notice"),
    }
    return {name: {"pk": str(made[thing].pk)} for thing, of in names.items() for name in of}

"""Key decisions to test with, and moments around them."""

import datetime as dt

from committee.models import User
from workprogramme.models import KeyDecision, WhyKey
from workprogramme.procedure import forward_plan

DAY = dt.date(2022, 6, 15)  # the decision of rules.md 8.4: notice by 17 May 2022, or by 3 May in working days


def at(day: str, hour: int = 9) -> dt.datetime:
    """That day at that hour in London's summer."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), tzinfo=dt.timezone(dt.timedelta(hours=1)))


def decision(by: User, *, title: str = "Children’s centres", first: dt.date = DAY, **other: object) -> KeyDecision:
    """A key decision entered on 1 April 2022, to be taken on `first` unless `latest_on` is given."""
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


def taken(by: User, *, published: str = "2022-06-16", **other: object) -> KeyDecision:
    """One whose notice was given in full, taken on 15 June 2022, the decision published on the day after."""
    made = forward_plan.publish_notice(decision(by, **other), at=at("2022-05-10"), by=by)
    on = dt.date.fromisoformat(published)
    return forward_plan.record_taken(made, taken_on=DAY, published_on=on, at=at(published), by=by)

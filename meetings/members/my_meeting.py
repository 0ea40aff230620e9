"""Earlier decisions and minutes to check, for a member who prepares for a meeting."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from committee.models import User
from meetings.minutes.confirmation.confirming import to_sign
from meetings.minutes.publication.circulating import to_read
from meetings.minutes.registers.decisions import Decision, as_published, decided
from meetings.models import Meeting

MOST = 100  # decisions that are read for one agenda
UNANSWERED = ("Overdue", "Not answered yet")


def earlier_decisions(meeting: Meeting, titles: Collection[str], on: dt.date) -> dict[str, list[Decision]]:
    """
    Return, by title, the committee's last decisions under an item of that subject, and decisions still unanswered.

    These are the public decisions of the last meeting with such an item, then those of earlier meetings that asked for
    something and have no answer. Meetings of the committee's predecessors count. Makes three queries.
    """
    bodies = [meeting.committee_id, *meeting.committee.predecessors.values_list("pk", flat=True)]
    minutes = "resolution__minute__minutes__meeting__"
    limbs = decided().filter(**{f"{minutes}committee__in": bodies, f"{minutes}date__lt": meeting.date})
    subjects, heading = set(map(_subject, titles)), "resolution__minute__heading"
    past_headings = limbs.order_by().values_list(heading, flat=True).distinct()
    headings = [words for words in past_headings if _subject(words) in subjects]
    by_subject: dict[str, list[Decision]] = defaultdict(list)
    for decision in as_published(limbs.filter(**{f"{heading}__in": headings})[:MOST], on):
        before = by_subject[_subject(decision.heading)]
        if not before or decision.date == before[0].date or decision.state in UNANSWERED:
            before.append(decision)
    return {title: by_subject[subject] for title in titles if (subject := _subject(title)) in by_subject}


def _subject(title: str) -> str:
    """Return the words of a title without numbers and case, so that an annual report is on one subject each year."""
    return " ".join(re.findall(r"[^\W\d_]+", title.casefold()))


def minutes_to_check(user: User, meeting: Meeting, on: dt.date) -> dict[str, Any]:
    """Return the committee's minutes of meetings before `meeting` that `user` may comment on, and those to sign."""

    def is_earlier(other: Meeting) -> bool:
        return other.committee_id == meeting.committee_id and other.date < meeting.date

    drafts = [row for row in to_read(user, on) if is_earlier(row.version.minutes.meeting)]
    unsigned = [row for row in to_sign(user) if is_earlier(row.meeting)]
    return {"draft_minutes": drafts, "minutes_to_sign": unsigned}

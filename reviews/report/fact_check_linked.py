"""Signed link by which a named person comments on a draft, passage by passage."""

import datetime as dt
from typing import Any

from django.utils import timezone

from committee.access.permissions import plans_scrutiny
from committee.acts.verbs import LinkHolder
from committee.models import Person
from committee.sign_in.signed_links import LinkedAct, LinkPage
from committee.wording.dates import long_date
from reviews.models import FactChecker
from reviews.report import fact_check_verbs as verbs
from reviews.report.forms import CommentsForm, comments_of


def _page(checker: FactChecker, person: Person, at: dt.datetime) -> LinkPage:
    check = checker.fact_check
    return LinkPage(
        heading="Check the facts of a draft report",
        lead=(
            "Under each passage, enter what is wrong and how you know. Leave the others blank. The panel "
            "decides the recommendations."
        ),
        facts=[
            ("The review", check.review.title_for_public),
            ("Comments by the end of", long_date(check.last_day)),
            ("Confidential", "The draft is only for you until it is published."),
        ],
        closed=verbs.closed(checker, at),
    )


def _send(checker: FactChecker, person: Person, data: dict[str, Any], at: dt.datetime) -> str:
    comments = comments_of(data)
    verbs.comment(checker, comments=comments, at=at, by=LinkHolder(person))
    if not comments:
        return "Thank you. You have said that you have no comments."
    return "Thank you. Your comments have been sent to the panel, which accepts or declines each with a reason."


def _stands(checker: FactChecker, person: Person) -> str:
    count = checker.comments.count()
    return f"We have sent the panel {count} comment{'' if count == 1 else 's'} from you." if checker.answered_at else ""


def _until(checker: FactChecker, at: dt.datetime) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(checker.fact_check.last_day + dt.timedelta(days=1), dt.time()))


CHECK_FACTS = LinkedAct(
    name=verbs.ACT,
    page=_page,
    form=CommentsForm,
    form_for=lambda checker, person, data, at: CommentsForm(data, checker=checker),
    carry_out=_send,
    expires=_until,
    mail_subject="Please check the facts of a draft",
    mail_template="email/fact_check.txt",
    may_send=lambda who, on, checker: plans_scrutiny(who, on),
    stands=_stands,
    committee=lambda checker: checker.fact_check.review.monitored_by,
)

"""The email to a scrutiny officer about new tasks, at most once a day."""

import datetime as dt
import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from committee.access.limits import may_work_on
from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import Portal, verb
from committee.mail import notices
from committee.models import Role, RoleGrant, User
from committee.sign_in import sign_in_hint
from reviews.answers.waiting import Actor
from reviews.models import Review, TaskMail
from reviews.overview.next_acts import NextAct, waiting_acts

type Task = tuple[Review, NextAct]


def officers(on: dt.date) -> list[User]:
    """Return the scrutiny officers on a day; the clerks where there is no scrutiny officer."""
    for role in (Role.SCRUTINY_OFFICER, Role.CLERK):
        grants = RoleGrant.objects.on(on).filter(role=role)
        if users := list(User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("pk")):
            return users
    return []


def tasks_of_officers(on: dt.date) -> list[Task]:
    """Return the tasks of the scrutiny officers."""
    return [(review, act) for review, act in waiting_acts(on) if act.actor == Actor.SCRUTINY]


@verb(may=plans_scrutiny, in_one_transaction=False)
def tell_what_waits(user: User, tasks: list[Task], *, at: dt.datetime, by: User | Portal) -> int:
    """
    Email a scrutiny officer the tasks that are new since the last such email. Return the number of new tasks.

    No email is sent where no task is new, or where an email was sent on the same day. Raises Refused where the mail
    server does not accept the email.

    SECURITY: the email contains names of people and bodies, and public titles of reviews, but no words of answers.
    """
    fresh, before = _claim(user, tasks, day_of(at))
    if not fresh:
        return 0
    page = settings.SITE_URL + reverse("desk:scrutiny-front")
    lines = [f"{act.text}, “{review.title_for_public}”" for review, act in fresh]
    subject = f"{len(lines)} {'thing needs' if len(lines) == 1 else 'things need'} doing: reviews"
    words = {"lines": lines, "url": sign_in_hint.led(page, user)}
    if notices.failure_of(notices.mail, user, subject, "email/review_tasks.txt", words):
        TaskMail.objects.filter(user=user).update(**before)
        raise Refused("The email could not be sent. Try again later.")
    audit.record(by, "emailed what waits to", user, count=len(lines))
    return len(lines)


def to_tell(on: dt.date) -> Iterator[tuple[User, list[Task]]]:
    """Yield each scrutiny officer with the tasks of the committees that the officer may work for."""
    tasks = tasks_of_officers(on)
    for user in officers(on):
        yield user, [task for task in tasks if may_work_on(user, on, task[0].monitored_by)]


@transaction.atomic
def _claim(user: User, tasks: list[Task], on: dt.date) -> tuple[list[Task], dict[str, object]]:
    """
    Record the new tasks before the email is sent, so that parallel runs send one email.

    Return the new tasks, and the earlier values of the TaskMail, by column.
    """
    TaskMail.objects.get_or_create(user=user)
    row = TaskMail.objects.select_for_update(of=("self",)).get(user=user)
    before: dict[str, object] = {"sent_on": row.sent_on, "told": row.told}
    fresh = [] if row.sent_on == on else [task for task in tasks if _key(task) not in row.told]
    waiting = [_key(task) for task in tasks]
    row.told = waiting if fresh else [key for key in row.told if key in waiting]
    row.sent_on = on if fresh else row.sent_on
    row.save()
    return fresh, before


def _key(task: Task) -> str:
    review, act = task
    return hashlib.sha256(f"{review.pk} {act.text}".encode()).hexdigest()[:16]

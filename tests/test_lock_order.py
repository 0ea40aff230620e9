"""
Nobody waits in a ring: forms lock what verbs lock first, parents before children (`committee/acts/locking.py`).

`test_acts.py` holds every verb to that order, after the form of its thing.
"""

import datetime as dt
from functools import partial

import pytest
from django.db import connection
from django.test import Client

from committee.models import Post
from committee.register import corrections, people
from tests.lock_order import watched
from tests.meetings.test_two_clerks import a_database_that_threads_share, together  # noqa: F401
from tests.reviews import given
from tests.test_forms_come_back import forms_in, names_in, sent_by

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases("locks: two officers on one piece of evidence"),
]
ROUNDS = 4
MAY = dt.date(2021, 5, 20)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prints no locks")
def test_a_post_is_ended_corrected_and_struck_out_after_the_register(council, clerk, officer):
    post, day = Post.objects.create(person=officer.person, title="Clerk", since=MAY), dt.timedelta(days=1)
    for act in (
        partial(people.end_dated, on=MAY + 4 * day),
        partial(corrections.correct, since=MAY, until=MAY + 9 * day, reason="It was wrong."),
        partial(corrections.strike_out, reason="It never was."),
    ):
        with watched(post) as locks:
            act(post, by=clerk)
        assert locks.faults == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_officers_on_one_piece_of_evidence_do_not_wait_for_each_other(review, cast):
    piece = given.piece(review.review, cast["clerk"])
    address = f"/desk/reviews/{review.review.slug}/evidence/{piece.number}/edit/"
    officers = [Client(), Client()]
    for client, name in zip(officers, ("scrutiny officer", "clerk"), strict=True):
        client.force_login(cast[name])
    for number in range(ROUNDS):
        page = officers[0].get(address).content.decode()
        sent = sent_by(next(form for form in forms_in(page) if "title" in names_in(form)))
        words = [sent | {"title": f"By {word}, {number}"} for word in ("one", "the other")]
        saved = [partial(client.post, address, typed) for client, typed in zip(officers, words, strict=True)]
        statuses = sorted(answer.status_code for answer in together(*saved))
        assert statuses == [302, 422], "one is saved, and the other is told of it"

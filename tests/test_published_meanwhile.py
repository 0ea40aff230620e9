"""A form that was opened while a few could read its row does not put its words before everybody."""

from html import unescape

import pytest
import time_machine
from django.urls import reverse

from committee.acts.seen import having_read
from committee.forms.edit_conflict import PUBLISHED_SINCE
from reviews.evidence import publication
from reviews.proposing.verbs import publish_review
from tests.meetings.publishing import meeting_of
from tests.reviews import given
from tests.reviews.world import AT
from tests.test_forms_come_back import forms_in, names_in, sent_by
from tests.test_seen import words_of

TYPED = "Zugzwang’s own words"


def piece(request, cast):
    made = given.piece(request.getfixturevalue("review").review, cast["clerk"])
    address = reverse("desk:review-evidence-edit", args=[made.review.slug, made.number])
    return made, address, "text", lambda: having_read(publication.publish_evidence)(made, at=AT, by=cast["clerk"])


def a_review(request, cast):
    made = request.getfixturevalue("review").review
    address = reverse("desk:review-edit", args=[made.slug])
    return made, address, "why", lambda: having_read(publish_review)(made, at=AT, by=cast["clerk"])


def session(request, cast):
    made, _, _, publish = a_review(request, cast)
    made = made.sessions.create(on=AT.date(), place="Shire Hall")
    return made, reverse("desk:review-session-edit", args=[made.review.slug, made.pk]), "place", publish


def meeting(request, cast):
    year = request.getfixturevalue("year")
    type(year).objects.update(is_draft=True)
    made = meeting_of(request.getfixturevalue("safeguarding"), cast["clerk"])
    address = reverse("desk:meeting-settings", args=[made.committee.slug, made.slug])
    return made, address, "note", lambda: type(year).objects.update(is_draft=False)


@time_machine.travel(AT, tick=False)
@pytest.mark.parametrize("made", [piece, a_review, session, meeting], ids=lambda made: made.__name__)
def test_a_form_opened_before_a_publication_says_so_before_its_words_are_public(made, request, cast, client):
    row, address, name, publish = made(request, cast)
    client.force_login(cast["proper officer"])
    page = client.get(address).content.decode()
    form = next(one for one in forms_in(page) if name in names_in(one))
    sent = sent_by(form) | {name: [TYPED]}
    publish()
    refused = client.post(address, sent)
    row.refresh_from_db()
    assert refused.status_code == 422 and getattr(row, name) != TYPED
    assert PUBLISHED_SINCE in words_of(refused.text) and TYPED in unescape(refused.text), "nothing typed is lost"
    form = next(one for one in forms_in(refused.text) if name in names_in(one))
    is_taken = made is not piece  # the words of published evidence are taken off the public page first
    assert client.post(address, sent_by(form)).status_code == (302 if is_taken else 422)
    row.refresh_from_db()
    assert (getattr(row, name) == TYPED) is is_taken

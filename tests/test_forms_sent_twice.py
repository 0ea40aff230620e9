"""Forms sent twice, or opened before a publication, do no harm."""

import datetime as dt
import re
from html import unescape
from urllib.parse import quote

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committee.acts import audit
from committee.acts.seen import having_read
from committee.forms import sent_forms
from committee.forms.edit_conflict import PUBLISHED_SINCE
from committee.forms.sent_forms import SENT_BEFORE
from committee.models import DataComplaint, KeptForm, SentForm
from committee.timers import daily_deletions
from meetings.calendar import verbs as calendar
from meetings.models import Meeting, Paper
from reviews.evidence import publication
from reviews.proposing.verbs import publish_review
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import meeting_of
from tests.reviews import given
from tests.reviews.world import AT
from tests.staging import staged
from tests.test_forms_come_back import forms_in, names_in, sent_by
from tests.test_seen import words_of

pytestmark = pytest.mark.both_databases("constraints: one sending of a form is kept once")
AGENDA = "/desk/meetings/safeguarding/2022-04-21/"


def test_what_put_nothing_on_the_trail_may_be_sent_again(clerk):
    """That every act does put itself there: `tests/test_acts.py`."""
    key, at = "0" * 64, timezone.now()
    sent_forms.answered(sent_forms.begin(key, sender=clerk, at=at), "/refused/")
    audit.record(None, "did something else to", clerk)
    sending = sent_forms.begin(key, sender=clerk, at=at)
    audit.record(clerk, "did something to", clerk)
    sent_forms.answered(sending, "/there/")
    assert sent_forms.begin(key, sender=clerk, at=at + dt.timedelta(minutes=5)) is None
    assert sent_forms.where_it_led(key) == "/there/"


def test_what_nobody_answered_may_be_sent_again_after_two_minutes(cast):
    at = timezone.now()
    assert sent_forms.begin("0" * 64, sender=None, at=at)
    assert not sent_forms.begin("0" * 64, sender=None, at=at + dt.timedelta(seconds=90))
    assert sent_forms.begin("0" * 64, sender=None, at=at + dt.timedelta(minutes=3))


@staged
def meeting(safeguarding, clerk) -> Meeting:
    return calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)


class Form:
    """A form as a browser holds it: the token of the page on which it was shown, and an address."""

    def __init__(self, client: Client, path: str) -> None:
        page = client.get(path)
        assert page.status_code == 200, (path, page.status_code)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
        self.client, self.path, self.token = client, path, found.group(1)

    def send(self, **typed):
        for file in (value for value in typed.values() if hasattr(value, "seek")):
            file.seek(0)
        return self.client.post(self.path, {**typed, "csrfmiddlewaretoken": self.token})


@pytest.fixture
def desk(clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    return client


ITEM = {"title": "Young carers", "kind": "business", "part": 1}


def test_an_agenda_item_sent_twice_is_added_once_and_its_page_says_so(desk, meeting):
    form, before = Form(desk, f"{AGENDA}items/new/"), meeting.items.count()
    first, second = form.send(**ITEM), form.send(**ITEM)
    assert meeting.items.count() == before + 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert SENT_BEFORE in unescape(desk.get(second["Location"]).content.decode())


@pytest.mark.parametrize("since", ["signed out", "signed in again"])
def test_what_was_done_with_a_form_is_not_done_again_because_the_session_has_ended_since(desk, clerk, meeting, since):
    page, before = desk.get(f"{AGENDA}items/new/").content.decode(), meeting.items.count()
    names = ("csrfmiddlewaretoken", "typed_by")
    typed = ITEM | {name: re.search(rf'name="{name}" value="([^"]+)"', page).group(1) for name in names}
    first = desk.post(f"{AGENDA}items/new/", typed)
    desk.cookies.clear()
    if since == "signed in again":
        desk.force_login(clerk)
        desk.get(f"{AGENDA}items/new/")
    second = desk.post(f"{AGENDA}items/new/", typed)
    assert not KeptForm.objects.exists(), "it is saved"
    login = f"/account/login/?next={quote(first['Location'], safe='/')}"
    assert second["Location"] == (first["Location"] if since == "signed in again" else login)
    assert SENT_BEFORE in unescape(desk.get(second["Location"]).content.decode())
    desk.post(f"{AGENDA}items/new/", typed | {"title": "Foster carers"})
    assert (KeptForm.objects.count(), meeting.items.count()) == (1, before + 1)


def test_what_was_refused_other_words_and_the_same_from_another_form_are_other_acts(desk, meeting):
    form, before = Form(desk, f"{AGENDA}items/new/"), meeting.items.count()
    for _ in range(2):
        assert form.send(**ITEM | {"title": ""}).status_code == 422
    form.send(**ITEM)
    Form(desk, f"{AGENDA}items/new/").send(**ITEM)
    form.send(**ITEM | {"title": "Foster carers"})
    assert meeting.items.count() == before + 3


def test_a_paper_sent_twice_is_kept_once_and_another_file_is_another(desk, meeting, checked_at_once):
    item = meeting.items.last()
    form = Form(desk, f"{AGENDA}items/{item.pk}/papers/new/")
    typed = {"title": "Report", "kind": "report", "access": "open"}
    for pages in (2, 2, 3):
        form.send(**typed, file=SimpleUploadedFile("report.pdf", pdf_of(pages, "Report"), "application/pdf"))
    assert [paper.files.get().pages for paper in Paper.objects.order_by("pk")] == [2, 3]


def test_somebody_elses_sending_of_the_same_token_is_their_own(desk, cast, meeting):
    form, before = Form(desk, f"{AGENDA}items/new/"), meeting.items.count()
    form.send(**ITEM)
    desk.force_login(cast["proper officer"])
    again = Form(desk, f"{AGENDA}items/new/")
    desk.cookies["csrftoken"] = again.client.cookies["csrftoken"].value
    again.send(**ITEM)
    assert meeting.items.count() == before + 2


def test_a_complaint_sent_twice_by_anybody_is_kept_and_acknowledged_once(council, monkeypatch):
    monkeypatch.setattr("committee.forms.from_anybody.QUICKEST", 0)
    client = Client(enforce_csrf_checks=True)
    form = Form(client, "/privacy/complaint/")
    page = client.get("/privacy/complaint/").content.decode()
    shown = re.search(r'name="shown" value="([^"]+)"', page).group(1)
    typed = {"name": "Rosa Resident", "email": "rosa@example.org", "details": "My address is shown.", "shown": shown}
    first, second = form.send(**typed), form.send(**typed)
    assert (first.status_code, DataComplaint.objects.count()) == (302, 1)
    assert second["Location"] == first["Location"]
    assert len([letter for letter in mail.outbox if letter.to == ["rosa@example.org"]]) == 1


def test_nothing_that_was_typed_or_shown_is_kept_of_a_sent_form_and_nothing_at_all_after_a_week(desk, meeting):
    form = Form(desk, f"{AGENDA}items/new/")
    form.send(**ITEM)
    kept = SentForm.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", kept.key)
    assert form.token not in str(vars(kept))
    assert kept.leads_to.startswith(AGENDA)
    now = timezone.now()
    for days, left in ((6, 1), (8, 0)):
        list(daily_deletions.delete_forms(at=now + dt.timedelta(days=days)))
        assert SentForm.objects.count() == left


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


def drafted_meeting(request, cast):
    year = request.getfixturevalue("year")
    type(year).objects.update(is_draft=True)
    made = meeting_of(request.getfixturevalue("safeguarding"), cast["clerk"])
    address = reverse("desk:meeting-settings", args=[made.committee.slug, made.slug])
    return made, address, "note", lambda: type(year).objects.update(is_draft=False)


@time_machine.travel(AT, tick=False)
@pytest.mark.parametrize("made", [piece, a_review, session, drafted_meeting], ids=lambda made: made.__name__)
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

"""Twelve who do one thing at once, each with their own connection: it is done once, and one email goes."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from committee.models import SentForm
from meetings.agendas import verbs as agenda
from meetings.models import Paper
from meetings.papers import verbs as papers
from tests.acts import recipes
from tests.meetings.publishing import AT, meeting_of
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401
from tests.test_forms_sent_twice import AGENDA, ITEM, Form

pytestmark = pytest.mark.django_db(transaction=True)
TWELVE = 12


def test_a_form_sent_twelve_times_at_once_adds_one_item_and_leads_all_to_it(safeguarding, clerk):
    meeting = meeting_of(safeguarding, clerk)
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(clerk)
    form, before = Form(desk, f"{AGENDA}items/new/"), meeting.items.count()

    def send():
        client = Client(enforce_csrf_checks=True)
        client.cookies.update(desk.cookies)
        answer = client.post(form.path, {**ITEM, "csrfmiddlewaretoken": form.token})
        return answer["Location"]

    ends = together(*[send] * TWELVE)
    assert meeting.items.count() == before + 1
    assert set(ends) == {f"{AGENDA}?added={meeting.items.get(title=ITEM['title']).pk}#add-1"}
    assert SentForm.objects.count() == 1


@pytest.mark.parametrize(
    "verb",
    [
        "meetings.papers.verbs.chase",
        "meetings.actions.reminding.remind",
        "reviews.answers.sign_off_verbs.ask_for_answer",
        "workprogramme.outcomes.verbs.ask_for_outcome",
        "workprogramme.suggestions.verbs.acknowledge",
    ],
)
def test_twelve_who_write_to_somebody_at_once_send_one_e_mail(verb, cast, request):
    recipe = recipes()[verb]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    mail.outbox.clear()
    ends = together(*[act] * TWELVE)
    assert len(refusals(ends)) == TWELVE - 1
    assert len(mail.outbox) == 1


def test_a_reminder_that_could_not_be_sent_can_be_sent_again_and_one_that_was_not_on_that_day(
    safeguarding, clerk, officer, monkeypatch
):
    item = agenda.add_item(meeting_of(safeguarding, clerk), title="Homes", owner=officer.person, by=clerk)
    paper = papers.expect_paper(item, title="Homes", owner=officer.person, by=clerk)
    with monkeypatch.context() as broken:
        broken.setattr("committee.mail.notices.mail", lambda *_: (_ for _ in ()).throw(OSError("down")))
        with pytest.raises(papers.Refused, match="could not be sent"):
            papers.chase(paper, at=AT, by=clerk)
    assert Paper.objects.get(pk=paper.pk).reminded_at is None
    papers.chase(paper, at=AT, by=clerk)
    with pytest.raises(papers.Refused, match="reminded today already"):
        papers.chase(paper, at=AT + dt.timedelta(hours=3), by=clerk)
    papers.chase(paper, at=AT + dt.timedelta(days=1), by=clerk)
    assert len(mail.outbox) == 2

"""What officers are asked for, and how they send it."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from committee.models import AccessEvent
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Paper, PaperState
from meetings.papers import verbs as papers
from meetings.papers import withholding
from tests.meetings.agendas.test_public_pages import body, words
from tests.meetings.packs import making
from tests.staging import staged


@staged
def meeting(safeguarding, clerk):
    return calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(days=40), by=clerk)


@staged
def owed(meeting, clerk, officer) -> Paper:
    item = agenda.add_item(meeting, title="Fostering", owner=officer.person, by=clerk)
    return papers.expect_paper(item, title="Fostering report", by=clerk)


def upload(data: bytes, name: str = "report.pdf") -> dict:
    return {"file": SimpleUploadedFile(name, data, content_type="application/pdf")}


def test_my_papers_lists_what_is_owed_with_its_deadline_soonest_first_and_what_is_late(client, owed, officer, clerk):
    soon = timezone.localdate() + dt.timedelta(days=3)
    papers.expect_paper(owed.item, title="Fostering slides", due_on=soon, by=clerk)
    client.force_login(officer)
    page = words(client.get("/officers/"))
    assert "2 reports to send." in page and "working day" in page and "Safeguarding Overview" in page
    assert page.index("Fostering slides") < page.index("Fostering report")
    Paper.objects.filter(pk=owed.pk).update(due_on=timezone.localdate() - dt.timedelta(days=9))
    page = words(client.get("/officers/"))
    assert "Overdue" in page and "working days ago" in page


def test_a_paper_is_sent_in_one_form_and_the_thanks_say_what_happens_next(client, owed, officer, checked_at_once):
    client.force_login(officer)
    page = f"/officers/papers/{owed.pk}/"
    assert "Send the paper" in words(client.get(page))
    answer = client.post(page, upload(making.pdf_of(3)), follow=True)
    assert answer.redirect_chain == [(page + "received/", 302)]
    assert "Thank you" in words(answer) and "must be published by" in words(answer)
    owed.refresh_from_db()
    assert (owed.state, owed.file.pages, owed.file.received_by) == (PaperState.RECEIVED, 3, officer)
    front = words(client.get("/officers/"))
    assert "Sent to the committee team" in front and "You have no reports to send or actions to answer" in front
    assert body(client.get(page + "file.pdf")).startswith(b"%PDF")


def test_nothing_can_be_sent_for_a_cancelled_meeting(client, owed, officer, clerk, meeting):
    calendar.cancel(meeting, reason="No business.", at=timezone.now(), by=clerk)
    client.force_login(officer)
    assert "has been cancelled" in words(client.get(f"/officers/papers/{owed.pk}/"))
    answer = client.post(f"/officers/papers/{owed.pk}/", upload(making.pdf_of(2)))
    assert answer.status_code == 422
    owed.refresh_from_db()
    assert owed.state == PaperState.DUE
    assert "Fostering report" not in words(client.get("/officers/"))


def test_opening_ones_own_restricted_paper_is_recorded(client, owed, officer, clerk, checked_at_once):
    grounds = {"access": "confidential", "confidential_reason": "A court order.", "public_title": "Fostering: report"}
    withholding.set_access(owed, **grounds, by=clerk)
    client.force_login(officer)
    client.post(f"/officers/papers/{owed.pk}/", upload(making.pdf_of(1)))
    answer = client.get(f"/officers/papers/{owed.pk}/file.pdf")
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    assert AccessEvent.objects.get().user == officer

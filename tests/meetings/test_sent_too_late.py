"""What is sent after its step is over, or what it was for went to another, is shown back with what happened."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meetings.actions import verbs as actions
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda_verbs
from meetings.minutes.confirmation import confirming
from meetings.minutes.publication import publishing
from meetings.minutes.room.resolutions import voting
from meetings.models import Answer, Confirmation, Correction, Minutes, PaperFile
from meetings.papers import verbs as papers
from tests.answers import client_of
from tests.meetings import asking, minuted
from tests.meetings import publishing as made
from tests.meetings.minuted import AFTER, IN_APRIL, entry
from tests.meetings.packs.making import pdf_of
from tests.staging import staged

CONFIRM = "/desk/meetings/safeguarding/2022-01-10/minutes/confirm/"


@staged
def drafted(safeguarding, clerk, chairman, vice_chairman, member) -> Minutes:
    minutes = minuted.taken(safeguarding, clerk, exempt=False)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def signature(day: str) -> dict:
    return {
        "sign-do": "sign",
        "sign-scan": SimpleUploadedFile("right.pdf", pdf_of(1, day), "application/pdf"),
        "sign-signed_on": day,
    }


def correction(minutes: Minutes) -> dict:
    words = {"correct-old_words": "young carers", "correct-new_words": "young adult carers"}
    return {"correct-do": "correct", "correct-minute": entry(minutes, "Young Carers").pk, **words}


# Minutes that are confirmed


def test_what_is_sent_after_the_confirmation_and_a_second_scan_are_shown_back_with_who_recorded_the_first(
    drafted, clerk, proper_officer
):
    here = minuted.confirming(drafted, clerk)
    confirming.confirm(drafted, confirming=here, at=IN_APRIL, by=clerk)
    for sent, typed in ((correction(drafted), "young adult carers"), ({"confirm-do": "confirm"}, "")):
        answer = client_of(clerk).post(CONFIRM, sent)
        assert answer.status_code == 422
        assert "There is a problem" in answer.text and typed in answer.text
        assert (
            "The meeting of Thursday 21 April 2022 has confirmed these minutes, as Carol Clerk recorded" in answer.text
        )
    assert not Correction.objects.exists()
    minuted.sign_on_paper(drafted, clerk)
    answer = client_of(proper_officer).post(CONFIRM, signature("21/04/2022"))
    assert answer.status_code == 422 and Confirmation.objects.count() == 1
    for told in ("Charles Chair has signed these minutes, on paper on", "as Carol Clerk recorded on", "right.pdf"):
        assert told in answer.text
    assert "Thursday 21 April 2022" in answer.text.partition("What you sent")[2]
    assert "young adult carers" in client_of(proper_officer).post(CONFIRM, correction(drafted)).text


def test_a_scan_sent_after_the_confirmation_was_taken_back_is_shown_back(drafted, clerk):
    here = minuted.confirming(drafted, clerk)
    resolution = confirming.confirm(drafted, confirming=here, at=IN_APRIL, by=clerk)
    voting.take_back(resolution, by=clerk)
    answer = client_of(clerk).post(CONFIRM, signature("21/04/2022"))
    assert answer.status_code == 422
    assert "was undone, so the minutes cannot be signed" in answer.text and "right.pdf" in answer.text


# What is asked of officers


def test_an_answer_to_an_action_given_to_another_is_shown_back_with_who_gave_it(
    ground, clerk, officer, other_officer, safeguarding
):
    row = asking.asked(safeguarding, clerk, officer.person)
    actions.assign(row, owner=other_officer.person, due_on=None, at=timezone.now(), by=clerk)
    sent = {"text": "My long and careful answer."}
    answer = client_of(officer).post(f"/officers/actions/{row.pk}/", sent)
    assert answer.status_code == 422 and "My long and careful answer." in answer.text
    assert f"Carol Clerk has given this to {other_officer.person.printed_name}" in answer.text
    assert not Answer.objects.exists()
    opened = client_of(officer).get(f"/officers/actions/{row.pk}/")
    assert opened.status_code == 410
    assert f"Carol Clerk gave this to {other_officer.person.printed_name} on" in opened.text


def test_who_never_was_asked_sees_what_they_typed_and_learns_nothing(
    ground, clerk, officer, other_officer, safeguarding
):
    row = asking.asked(safeguarding, clerk, officer.person)
    answers = [client_of(other_officer).post(f"/officers/actions/{pk}/", {"text": "Mine."}) for pk in (row.pk, 99_999)]
    assert [one.status_code for one in answers] == [404, 404]
    opened = client_of(other_officer).get(f"/officers/actions/{row.pk}/")
    assert opened.status_code == 404 and "Carol" not in opened.text
    assert answers[0].text.partition("<main")[2] == answers[1].text.partition("<main")[2]
    assert "Mine." in answers[0].text and "Carol" not in answers[0].text


@pytest.mark.parametrize("through_item", [False, True])
def test_a_report_asked_of_another_meanwhile_is_not_lost_as_a_page_not_found(
    agenda, clerk, officer, other_officer, through_item
):
    item = agenda_verbs.add_item(agenda, title="Fostering", owner=officer.person, by=clerk)
    owner = None if through_item else officer.person
    paper = papers.expect_paper(item, title="Fostering report", owner=owner, by=clerk)
    if through_item:
        agenda_verbs.edit_item(item, owner=other_officer.person, by=clerk)
    else:
        papers.edit_paper(paper, owner=other_officer.person, by=clerk)
    sent = {"file": SimpleUploadedFile("fostering.pdf", pdf_of(1, "Fostering"), "application/pdf")}
    answer = client_of(officer).post(f"/officers/papers/{paper.pk}/", sent)
    assert answer.status_code == 422 and "fostering.pdf" in answer.text
    assert f"Carol Clerk has given this to {other_officer.person.name}" in answer.text
    assert not PaperFile.objects.filter(paper=paper).exists()
    opened = client_of(officer).get(f"/officers/papers/{paper.pk}/")
    assert opened.status_code == 410
    assert f"Carol Clerk gave this to {other_officer.person.name} on" in opened.text
    assert "Fostering" not in opened.text


def test_who_had_it_before_is_told_who_has_it_now_and_never_a_name_that_was_typed(
    ground, clerk, officer, other_officer, safeguarding
):
    """SECURITY: whom an exempt action is asked of may be told by the name of a body."""
    row = asking.asked(safeguarding, clerk, officer.person)
    now = {"due_on": None, "at": timezone.now(), "by": clerk}
    actions.assign(row, owner=other_officer.person, **now)
    actions.assign(row, owner=None, owner_body="Foster parents of somebody", **now)
    opened = client_of(officer).get(f"/officers/actions/{row.pk}/")
    assert opened.status_code == 410 and "Foster parents" not in opened.text and "someone else" in opened.text
    actions.assign(row, owner=clerk.person, **now)
    assert f"now assigned to {clerk.person}." in client_of(officer).get(f"/officers/actions/{row.pk}/").text


def test_a_paper_with_an_owner_of_its_own_is_told_to_nobody_who_was_asked_for_its_item(
    agenda, clerk, officer, other_officer, scrutiny
):
    item = agenda_verbs.add_item(agenda, title="Fostering", owner=officer.person, by=clerk)
    paper = papers.expect_paper(item, title="Fostering report", owner=other_officer.person, by=clerk)
    agenda_verbs.edit_item(item, owner=scrutiny.person, by=clerk)
    assert client_of(officer).get(f"/officers/papers/{paper.pk}/").status_code == 404
    papers.edit_paper(paper, owner=clerk.person, by=clerk)
    agenda_verbs.edit_item(item, owner=officer.person, by=clerk)
    opened = client_of(other_officer).get(f"/officers/papers/{paper.pk}/")
    assert f"gave this to {clerk.person} on" in opened.text and str(officer.person) not in opened.text


# The published agenda


def test_a_correction_of_an_item_withdrawn_meanwhile_is_shown_back(published, clerk, proper_officer):
    item = published.meeting.items.in_order()[3]
    amendments.withdraw_item(item, reason="It is not ready.", at=made.AT, by=proper_officer)
    base = f"/desk/meetings/safeguarding/{published.meeting.slug}/correct/{item.pk}/"
    answer = client_of(clerk).post(base, {"title": "Fostering in 2022", "note": "The year was missing."})
    assert answer.status_code == 422
    assert f"{proper_officer} has withdrawn item {item.number}" in answer.text
    assert "Fostering in 2022" in answer.text and "The year was missing." in answer.text
    assert client_of(clerk).get(base).status_code == 404

"""Two who change one item, or write its outcome, at once: the second is told, loses nothing and sees the other's."""

import pytest

from committee.acts.refusal import Refused
from tests.answers import client_of
from tests.meetings.agendas.test_public_pages import words as text_of
from tests.staging import staged
from tests.workprogramme import world as worlds
from tests.workprogramme.considered import ACT
from tests.workprogramme.items.test_item_pages import address
from tests.workprogramme.items.test_item_pages import words as filled
from tests.workprogramme.outcomes.test_outcome_pages import desk_page, page_of, sent
from tests.workprogramme.world import AT, ON
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import LeadRole, ProgrammeItem
from workprogramme.outcomes import verbs as outcomes
from workprogramme.outcomes.draft_from_minute import mark_of
from workprogramme.suggestions.verbs import suggest, take_up

pytestmark = pytest.mark.django_db


@staged
def item(safeguarding, year, clerk, officer):
    return worlds.make(safeguarding, year, clerk, officer).scheduled


def again(item: ProgrammeItem) -> ProgrammeItem:
    return ProgrammeItem.objects.get(pk=item.pk)


def begun(client, item: ProgrammeItem) -> dict[str, str]:
    """Return the mark in the form of a page just opened that says what it began from."""
    return {"began_from": client.get(address(item, "edit")).context["form"]["began_from"].value()}


def test_the_second_of_two_is_told_who_changed_what_and_may_put_theirs_in_its_place(item, clerk, scrutiny, client):
    client.force_login(scrutiny)
    began = begun(client, item)
    items.edit_item(item, title="Young carers in schools", details="Which schools?", by=clerk)
    items.set_leads(item, [LeadDraft(LeadRole.OFFICER, name="Otto Other")], by=clerk)
    mine = filled(title="Young Carers at home", details="How are they\r\nsupported at home?", **began)
    answer = client.post(address(item, "edit"), mine)
    said = text_of(answer)
    assert answer.status_code == 422
    assert "Carol Clerk has changed this since you opened this page" in said
    for theirs in ("Young carers in schools", "Which schools?", "Officer: Otto Other"):
        assert theirs in said
    page = answer.content.decode()
    assert 'value="Young Carers at home"' in page and "supported at home?" in page
    assert again(item).title == "Young carers in schools"
    mine["began_from"] = answer.context["form"]["began_from"].value()
    assert client.post(address(item, "edit"), mine).status_code == 302
    assert again(item).title == "Young Carers at home"


def test_a_change_of_who_leads_it_is_a_change_and_a_draft_of_its_outcome_is_none(item, clerk, officer, scrutiny):
    browser = client_of(scrutiny)
    mine = filled(title="Young Carers", **begun(browser, item))
    outcomes.keep_draft(again(item), text="Half a sentence", on=ON, at=AT, by=officer)
    assert browser.post(address(item, "edit"), mine).status_code == 302
    mine = filled(title="Mine", **begun(browser, item))
    items.set_leads(item, [LeadDraft(LeadRole.OFFICER, name="Otto Other")], by=clerk)
    answer = browser.post(address(item, "edit"), mine)
    assert answer.status_code == 422
    assert "Carol Clerk has changed this" in text_of(answer) and "Officer: Otto Other" in text_of(answer)
    assert again(item).title == "Young Carers"
    leads = answer.context["form"].leads.forms
    assert [row["name"].value() for row in leads][:1] == ["Otto Other"]  # these rows were left alone


def test_nobody_is_stopped_by_their_own_save_or_by_a_move_of_its_meeting(item, scrutiny, client, clerk):
    client.force_login(scrutiny)
    for title in ("First", "Second"):
        assert client.post(address(item, "edit"), filled(title=title, **begun(client, item))).status_code == 302
    began = begun(client, item)
    now = ProgrammeItem.objects.select_related("programme__committee", "programme__year").get(pk=item.pk)
    later = now.programme.committee.meetings.order_by("date")[1]
    scheduling.schedule(now, later, reason="Too Late", on=ON, at=AT, by=clerk)
    assert client.post(address(item, "edit"), filled(title="Third", **began)).status_code == 302


@pytest.mark.parametrize("which", ["officer", "desk"])
def test_one_whose_outcome_comes_second_keeps_every_word(carers, officer, clerk, scrutiny, which):
    page, who = (page_of(carers.item), officer) if which == "officer" else (desk_page(carers.item), scrutiny)
    browser = client_of(who)
    mine = sent(browser.get(page)) | {"text": "My own careful words."}
    outcomes.accept(carers.item, text="Carol’s words.", **ACT, by=clerk)
    answer = browser.post(page, mine)
    said = text_of(answer)
    assert answer.status_code == 422
    assert "Carol Clerk accepted an outcome" in said and "Carol’s words." in said and "My own careful words." in said
    assert carers.again().item.outcome == "Carol’s words."
    assert browser.post(page, sent(answer) | {"instead": "1"}).status_code == 302
    now = carers.again().item
    assert (now.outcome, now.has_outcome) == ("My own careful words.", False)


def test_mine_takes_the_place_only_of_the_outcome_that_was_seen(carers, officer, clerk):
    accepted = outcomes.accept(carers.item, text="First.", **ACT, by=clerk)
    seen = mark_of(accepted)
    outcomes.reopen(accepted, **ACT, by=clerk)
    outcomes.keep_draft(carers.item, text="Second.", **ACT, by=clerk)
    with pytest.raises(Refused, match="has saved a draft since"):
        outcomes.write_instead(carers.item, text="Mine.", began_from=seen, **ACT, by=officer)
    assert carers.again().item.outcome == "Second."


def test_words_sent_after_an_item_was_withdrawn_are_still_there_to_be_copied(carers, officer, clerk):
    browser = client_of(officer)
    mine = sent(browser.get(page_of(carers.item))) | {"text": "My own careful words."}
    ProgrammeItem.objects.filter(pk=carers.item.pk).update(state="withdrawn", ended_reason="Not now")
    said = text_of(browser.post(page_of(carers.item), mine))
    assert "My own careful words." in said and "at its end" in said


def test_words_typed_for_a_suggestion_that_nobody_reads_are_asked_about_once_it_is_public(item, clerk, scrutiny):
    made = suggest(item.programme.committee, title="Buses", details="Late.", origin="resident", on=ON, at=AT, by=None)
    browser = client_of(scrutiny)
    mine = filled(title="Buses", details="Emma says so.", **begun(browser, made))
    take_up(made, on=ON, at=AT, by=clerk)
    answer = browser.post(address(made, "edit"), mine)
    assert answer.status_code == 422 and "has been published since you opened this page" in text_of(answer)
    assert again(made).details == "Late."

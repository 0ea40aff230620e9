"""The pages of an outcome: an officer's on a phone in a minute, the desk's, and who sees neither."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from meetings.models import Action, Minute
from tests.answers import client_of
from tests.meetings.agendas.test_public_pages import words
from tests.workprogramme.considered import ACT, OFFERED
from workprogramme.models import ProgrammeItem
from workprogramme.outcomes.verbs import accept

pytestmark = pytest.mark.django_db


def page_of(item: ProgrammeItem) -> str:
    return f"/officers/outcomes/{item.pk}/"


def desk_page(item: ProgrammeItem, act: str = "outcome") -> str:
    return f"/desk/work-programme/safeguarding/2021-22/items/{item.pk}/{act}/"


def sent(answer) -> dict[str, str]:
    """Return the data of the page's form, unchanged."""
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_an_officer_reads_what_was_planned_and_resolved_and_accepts_it_in_two_taps(carers, officer):
    client = client_of(officer)
    page = client.get(page_of(carers.item))
    said = words(page)
    number = Minute.objects.get(item=carers.item.agenda_item).number
    for expected in ("How are they supported?", "Waiting times", "figures on young carers", f"Read minute {number}"):
        assert expected in said
    assert sent(page)["text"] == OFFERED
    answer = client.post(page_of(carers.item), sent(page), follow=True)
    assert answer.redirect_chain == [(f"{page_of(carers.item)}done/", 302)]
    assert "Thank you" in words(answer)
    item = carers.again().item
    assert (item.outcome, item.outcome_accepted_by) == (OFFERED, officer)


def test_an_officer_keeps_a_draft_and_comes_back_to_it(carers, officer):
    client = client_of(officer)
    form = sent(client.get(page_of(carers.item))) | {"text": "Half a sentence", "keep": "Save draft"}
    assert client.post(page_of(carers.item), form).status_code == 302
    page = client.get(page_of(carers.item))
    assert "Draft saved." in words(page)
    assert sent(page)["text"] == "Half a sentence"
    assert "Text from the minutes" in words(page)
    assert not carers.again().item.has_outcome


def test_the_e_mail_tells_nothing_and_its_link_leads_through_the_sign_in_to_the_page(carers, officer, scrutiny, client):
    answer = client_of(scrutiny).post(desk_page(carers.item, "outcome/ask"), follow=True)
    assert "Olive Officer has been asked" in words(answer)
    (letter,) = mail.outbox
    assert letter.to == [officer.email] and "figures" not in letter.body
    link = next(line for line in letter.body.splitlines() if "/officers/outcomes/" in line)
    path = link[link.index("/officers/") :]
    assert f"next={path}" in client.get(path).headers["Location"]
    client.force_login(officer)
    assert client.get(path).status_code == 200


def test_an_officer_takes_an_accepted_outcome_back_to_change_it(carers, officer):
    accept(carers.item, text="Members were pleased.", **ACT, by=officer)
    client = client_of(officer)
    assert "Members were pleased." in words(client.get(page_of(carers.item)))
    for _ in range(2):
        assert client.post(f"{page_of(carers.item)}reopen/").status_code == 302
    page = client.get(page_of(carers.item))
    assert sent(page)["text"] == "Members were pleased."
    assert not carers.again().item.has_outcome
    assert client.get(f"{page_of(carers.item)}done/").status_code == 404


def test_the_desk_sees_what_a_draft_minute_offers_and_a_scrutiny_officer_does_not(unpublished, clerk, scrutiny):
    assert "figures on young carers" in words(client_of(clerk).get(desk_page(unpublished.item)))
    said = words(client_of(scrutiny).get(desk_page(unpublished.item)))
    assert "figures on young carers" not in said and "not published yet" in said


def test_a_scrutiny_officer_accepts_and_asks_for_more_with_a_look_back(carers, officer, scrutiny):
    client = client_of(scrutiny)
    assert "Write the outcome first" in words(client.get(desk_page(carers.item, "ask")))
    page = client.get(desk_page(carers.item))
    assert client.post(desk_page(carers.item), sent(page), follow=True).status_code == 200
    empty = client.post(desk_page(carers.item, "ask"), {})
    assert (empty.status_code, "Enter an action" in words(empty)) == (422, True)
    soon = timezone.localdate() + dt.timedelta(days=365)
    asked = {"text": "waiting times be sent", "owner": officer.person.pk, "look_back_on": soon.isoformat()}
    answer = client.post(desk_page(carers.item, "ask"), asked, follow=True)
    said = words(answer)
    assert "It is in the action tracker." in said and "Waiting times be sent: Olive Officer" in said
    assert Action.objects.filter(asked_in="Work programme 2021/22: Young Carers").count() == 1
    assert ProgrammeItem.objects.get(follow_up_of=carers.item).wanted_on == soon

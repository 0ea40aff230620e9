"""An item that is an application, a motion or a referral: its form asks for details, and the agenda prints them."""

import pytest
from django.urls import reverse

from committee.files import files
from committee.models import OpenRecord
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions.recommended import recommended_limbs
from meetings.models import AgendaItem, LimbKind, Meeting
from meetings.packs.builds import build
from tests.answers import client_of, words
from tests.meetings import publishing as made
from tests.meetings.packs import looking

PLACE = "Land at Mill Lane"
APPLICATION = {
    "reference": "22/0123/FUL",
    "place": PLACE,
    "ward": "Ambridge",
    "applicant": "B. Aldridge",
    "recommendation": "That permission be granted.",
    "conditions": "Begin in three years.\nA bat box.",
}


@pytest.fixture
def page(meeting):
    return reverse("desk:item-new", args=["safeguarding", meeting.slug])


def test_the_form_asks_for_what_the_item_is_and_the_next_item_begins_as_the_last_one_was(meeting, page, clerk):
    desk = client_of(clerk)
    assert "reference" not in desk.get(page).context["form"].fields
    sent = {"title": "A house", "kind": "business", "part": 1, "business": "application"}
    answer = desk.post(page, sent)
    item = AgendaItem.objects.get(title="A house")
    assert answer.url == reverse("desk:item", args=["safeguarding", meeting.slug, item.pk])
    form = desk.get(answer.url).context["form"]
    assert {"reference", "conditions"} <= set(form.fields) and "mover" not in form.fields
    shown = {name: form[name].value() or "" for name in form.fields}
    assert desk.post(answer.url, shown | sent | APPLICATION).status_code == 302
    item.refresh_from_db()
    assert item.details[0] == ("Reference", "22/0123/FUL", [])
    assert item.details[-1] == ("Conditions", "", ["Begin in three years.", "A bat box."])
    assert "applicant" in desk.get(page).context["form"].fields
    answer = desk.post(page, sent | APPLICATION | {"title": "Another", "reference": "22/0124/FUL"})
    assert "added=" in answer.url, "one step"
    assert "mover" in desk.get(f"{page}?business=motion").context["form"].fields


def test_details_are_printed_and_in_the_data_under_the_labels_of_what_the_item_is(meeting, clerk, client):
    made.report(meeting, clerk, title="A house")
    AgendaItem.objects.filter(title="A house").update(business="application", **APPLICATION)
    made.report(meeting, clerk, title="Buses")
    AgendaItem.objects.filter(title="Buses").update(business="motion", mover="Fay Pool", recommendation="We ask.")
    version = made.issue(Meeting.objects.get(pk=meeting.pk), clerk)
    sheet = " ".join(" ".join(looking.words(files.read(build.current_pack(meeting, "public").stored))).split())
    assert "Reference: 22/0123/FUL" in sheet and "1. Begin in three years." in sheet and "Motion: We ask." in sheet
    plain = next(item for item in version.snapshot["items"] if item["title"] == "Apologies")
    assert not {"reference", "business", "conditions"} & set(plain), "older agendas compare equal"
    shown = words(client.get(reverse("public:meeting", args=["safeguarding", meeting.slug])))
    assert PLACE in shown and "Proposed by" in shown
    rows = {row.data["title"]: row.data for row in OpenRecord.objects.filter(kind="item")}
    assert rows["A house"]["conditions"] == ["Begin in three years.", "A bat box."]
    assert rows["Apologies"]["conditions"] == [] and rows["Buses"]["business"] == "motion"


def test_the_room_proposes_what_is_recommended_with_its_conditions_and_nothing_under_a_hidden_title(meeting, clerk):
    made.report(meeting, clerk, title="A house")
    AgendaItem.objects.filter(title="A house").update(business="application", **APPLICATION)
    minutes = opening.open_minutes(meeting, at=made.AT, by=clerk)
    minute = minutes.entries.get(item__title="A house")
    (draft,) = recommended_limbs(minute)
    assert draft.kind == LimbKind.AGREED
    assert draft.text == "permission be granted, subject to these conditions:\n1. Begin in three years.\n2. A bat box"
    page = words(client_of(clerk).get(f"/desk/meetings/safeguarding/{meeting.slug}/minutes/{minute.pk}/"))
    assert "22/0123/FUL" in page and "1. Begin in three years." in page
    AgendaItem.objects.filter(title="A house").update(public_title="An application")
    assert recommended_limbs(type(minute).objects.select_related("item").get(pk=minute.pk)) == []

"""The desk's page of an item, adding one, and changing its words."""

from django.urls import reverse

from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import ItemState, LeadRole, ProgrammeItem

LEADS = {"leads-TOTAL_FORMS": "4", "leads-INITIAL_FORMS": "2"}


def address(item: ProgrammeItem, act: str = "") -> str:
    """Return the address of an item's page."""
    name = f"desk:programme-item-{act}" if act else "desk:programme-item"
    return reverse(name, args=["safeguarding", "2021-22", item.pk])


NEW = "/desk/work-programme/safeguarding/2021-22/items/new/"


def words(**fields: str) -> dict[str, str]:
    """Return the data of a filled-in form of an item."""
    usual = {"title": "Missing children", "purpose": "update", "table": "meetings"}
    return usual | LEADS | fields


def test_an_item_of_another_programme_or_of_none_is_not_found(world, scrutiny, client):
    client.force_login(scrutiny)
    assert client.get(address(world.scheduled)).status_code == 200
    for path in (
        address(world.scheduled).replace("2021-22", "2022-23"),
        address(world.scheduled).replace("safeguarding", "planning"),
        address(world.scheduled).replace("2021-22", "2021-99"),
        "/desk/work-programme/safeguarding/2021-22/items/99999/",
    ):
        assert client.get(path).status_code == 404


def test_an_item_is_added_with_its_leads_and_its_meeting(world, scrutiny, officer, client):
    client.force_login(scrutiny)
    answer = client.post(
        NEW,
        words(
            **{
                "meeting": str(world.meetings[3].pk), "brief": "- Numbers\n- Costs", "origin": "member",
                "leads-0-role": "cabinet_member", "leads-0-name": "Cara Cabinet",
                "leads-1-role": "lead_officer", "leads-1-person": str(officer.person_id),
            }
        ),
    )  # fmt: skip
    made = ProgrammeItem.objects.get(title="Missing children")
    assert answer.url == address(made)
    assert (made.state, made.meeting) == (ItemState.SCHEDULED, world.meetings[3])
    assert [str(lead) for lead in made.leads.all()] == ["Cabinet Member: Cara Cabinet", "Lead Officer: Olive Officer"]
    assert made.brief_lines == ["Numbers", "Costs"]


def test_what_is_refused_keeps_what_was_typed(world, scrutiny, officer, client):
    client.force_login(scrutiny)
    both = {"leads-0-role": "lead_officer", "leads-0-person": str(officer.person_id), "leads-0-name": "Olive"}
    answer = client.post(NEW, words(title="", details="Typed at length", **both))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Typed at length" in page
    assert "Who leads it, row 1: Choose a person from the register or enter a name, not both." in page
    assert not ProgrammeItem.objects.filter(details="Typed at length").exists()


def rows_of(answer) -> list[str]:
    """Who stands in the rows of leads of a page, "" for an empty one."""
    return [str(row["person"].value() or row["name"].value() or "") for row in answer.context["form"].leads.forms]


def test_another_row_is_had_without_scripts_and_nothing_typed_is_lost_or_complained_about(world, scrutiny, client):
    client.force_login(scrutiny)
    typed = words(
        title="", details="Half a thought", held_on="soon", origin_meeting=str(world.meetings[0].pk), more_leads="1",
        **{f"leads-{number}-name": f"Name {number}" for number in range(4)}, began_from="0123",
    )  # fmt: skip
    for path in (NEW, address(world.tbc, "edit")):
        answer = client.post(path, typed)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert rows_of(answer) == ["Name 0", "Name 1", "Name 2", "Name 3", ""]
        assert "Half a thought" in page and 'value="soon"' in page and "There is a problem" not in page
        assert f'<option value="{world.meetings[0].pk}" selected>' in page
    assert 'value="0123"' in page  # it still began where it began
    full = typed | {"leads-TOTAL_FORMS": "12"}
    assert len(rows_of(client.post(NEW, full))) == 12
    assert "Add another row" not in client.post(NEW, full).content.decode()


def test_a_lead_whom_somebody_else_has_put_in_the_same_row_meanwhile_is_kept(world, scrutiny, clerk, client):
    client.force_login(scrutiny)
    items.set_leads(world.tbc, [LeadDraft(LeadRole.OFFICER, name="Otto Other")], by=clerk)
    sent = {"leads-INITIAL_FORMS": "0", "leads-0-role": "officer", "leads-0-name": "Otto Other"}
    client.post(address(world.tbc, "edit"), words(title="Neglect", **{**LEADS, **sent}))
    assert [str(lead) for lead in world.tbc.leads.all()] == ["Officer: Otto Other"]

"""What members read: their meetings, and papers as far as the law goes."""

from django.utils import timezone

from committee.models import AccessEvent
from meetings.models import Paper
from tests.meetings import world as worlds
from tests.meetings.agendas.test_public_pages import body, words
from tests.meetings.packs.builds.test_building import page_texts
from tests.meetings.world import COUNCILLORS_ONLY, SECRET
from tests.staging import staged

MEETING = "/members/safeguarding/2022-04-21/"


@staged
def world(safeguarding, clerk, proper_officer, officer, chairman, vice_chairman):
    return worlds.make(safeguarding, clerk, officer)


def address(paper: Paper, slug: str = "paper") -> str:
    return f"{MEETING}papers/{Paper.objects.get(pk=paper.pk).file.pk}/{slug}.pdf"


def test_the_next_meetings_pack_is_two_taps_away(client, world, member):
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(date=timezone.localdate())
    client.force_login(member)
    page = words(client.get("/members/"))
    pack = f"/members/safeguarding/{timezone.localdate()}/pack.pdf"
    assert f'href="{pack}"' in page
    assert "4 papers, 2 of them exempt or confidential" in page
    assert body(client.get(pack)).startswith(b"%PDF")


def test_a_member_reads_the_whole_agenda_and_restricted_papers_look_restricted(client, world, member):
    client.force_login(member)
    page = words(client.get(MEETING))
    assert f"Report on {SECRET}" in page and f"Placement of {SECRET}" in page
    assert 'council-restricted__band">Exempt: paragraph 1<' in page
    assert "Your copy, Mary Member." in page
    assert "every paper" in page and MEETING + "pack.pdf" in page and MEETING + "supplement-1.pdf" in page


def test_a_restricted_paper_is_marked_on_every_page_and_its_reading_recorded_with_the_right(client, world, member):
    client.force_login(member)
    answer = client.get(address(world.secret_paper))
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
    assert SECRET not in answer["Content-Disposition"]
    pages = page_texts(b"".join(answer.streaming_content))
    assert pages
    for page in pages:
        assert world.secret_paper.marking.replace(" ", "") in "".join(page.split())
    event = AccessEvent.objects.get()
    assert event.user == member and event.subject_id == world.secret_paper.pk
    assert "member of the committee" in event.right
    assert body(client.get(MEETING + "supplement-1.pdf")).startswith(b"%PDF")
    assert AccessEvent.objects.filter(user=member, subject_type="meetings.pack").count() == 1


def test_a_member_of_another_committee_sees_what_the_law_gives_and_no_more(client, world, other_member):
    client.force_login(other_member)
    page = words(client.get(MEETING))
    assert "You are not a member of this committee." in page
    assert SECRET not in page and "A placement: report" in page and "You do not have access to this paper." in page
    assert f"Report on {COUNCILLORS_ONLY}" in page and f"Fees of {COUNCILLORS_ONLY}" not in page
    assert client.get(address(world.councillors_paper)).status_code == 200
    assert "Every councillor" in AccessEvent.objects.get().right
    assert client.get(address(world.open_paper)).status_code == 200


def test_contract_terms_are_for_the_committee_alone(client, world, other_member):
    Paper.objects.filter(pk=world.councillors_paper.pk).update(contract_terms=True)
    client.force_login(other_member)
    assert client.get(address(world.councillors_paper)).status_code == 404
    page = words(client.get(MEETING))
    assert COUNCILLORS_ONLY not in page and "terms proposed in negotiations for a contract" in page


def test_a_draft_is_on_the_pages_of_those_it_was_sent_to(client, world, chairman, vice_chairman, member):
    draft = f"/members/safeguarding/{world.coming.slug}/draft.pdf"
    for reader in (chairman, vice_chairman):
        client.force_login(reader)
        front = words(client.get("/members/"))
        assert draft in front and "Please look at item 4." in front
        assert draft in words(client.get(f"/members/safeguarding/{world.coming.slug}/"))
    client.force_login(member)
    assert "draft.pdf" not in words(client.get("/members/"))

"""Minutes as members read them: the members' edition for the committee, for other councillors what the law opens."""

from committee.models import AccessEvent, Council
from meetings.models import Minute
from tests.meetings import printed_minutes
from tests.meetings.agendas.test_public_pages import body, words
from tests.meetings.packs.builds.test_building import page_texts
from tests.meetings.printed_minutes import SECRET, SENSITIVE

AT = "/members/safeguarding/2022-01-10/"
PAGE, FILE = AT + "minutes/", AT + "minutes.pdf"


def test_a_member_of_the_committee_reads_the_exempt_minute_marked_and_the_reading_is_recorded(client, made, member):
    """Where the council says so, their own copy bears their name."""
    made.publish(printed=True)
    client.force_login(member)
    page = words(client.get(PAGE))
    assert f"Members discussed {SECRET} at length." in page and f"{SECRET} be placed" in page
    assert "minutes-entry--restricted" in page and "Not for publication by virtue of paragraphs 1 and 3" in page
    assert "Your copy, Mary Member." in page and "Restricted: 1 minute not for publication" in page
    assert SENSITIVE not in page
    answer = client.get(FILE)
    assert answer["Cache-Control"] == "private, no-store" and SECRET not in answer["Content-Disposition"]
    assert any(SECRET in leaf for leaf in page_texts(body(answer)))
    events = AccessEvent.objects.all()
    assert len(events) == 2 and {event.subject_id for event in events} == {made.minutes.pk}
    for event in events:
        assert event.user == member and "member of the committee" in event.right and "Minute 42." in event.right
        assert SECRET not in event.right + event.subject
    Council.objects.update(watermark_members=True)
    leaves = page_texts(body(client.get(FILE)))
    assert leaves and all("Mary Member" in leaf for leaf in leaves)
    assert "has their name on it" in AccessEvent.objects.latest("pk").right


def test_another_councillor_sees_what_the_public_sees(client, made, other_member):
    made.publish(printed=True)
    client.force_login(other_member)
    page = words(client.get(PAGE))
    assert "1 minute withheld from you." in page and "not open to other councillors as of right" in page
    assert "The Committee considered the cost of a placement" in page and "A placement" in page
    assert SECRET not in page and SENSITIVE not in page and "Your copy" not in page
    assert "Printable public minutes" in page
    assert client.get(FILE).status_code == 404
    assert not AccessEvent.objects.exists()


def test_of_two_exempt_minutes_a_councillor_reads_the_one_that_the_law_opens(client, made, other_member):
    """Every councillor may inspect what is exempt by paragraph 6 alone."""
    printed_minutes.add(
        made, "notice", "A notice of quincehall", part=2, public_heading="A notice", access="exempt", paragraphs="6",
        text="<p>Served on quincehall.</p>",
    )  # fmt: skip
    made.publish(printed=True)
    client.force_login(other_member)
    page = words(client.get(PAGE))
    assert "Served on quincehall." in page and SECRET not in page and "minutes-entry--restricted" in page
    right = AccessEvent.objects.get().right
    assert "Minute 43." in right and "Every councillor may inspect" in right
    assert "1 minute withheld from you" in page and client.get(FILE).status_code == 404
    Minute.objects.filter(pk=made.entries["private"].pk).update(paragraphs="6")
    made.publish(printed=True)
    assert f"Members discussed {SECRET} at length." in words(client.get(PAGE))
    assert client.get(FILE).status_code == 200


def test_paragraph_three_opens_none_and_confidential_minutes_are_for_the_committee(client, made, member, other_member):
    secret = Minute.objects.filter(pk=made.entries["private"].pk)
    secret.update(paragraphs="3")
    made.publish()
    client.force_login(other_member)
    page = words(client.get(PAGE))
    assert SECRET not in page and "terms proposed in negotiations for a contract" in page
    secret.update(access="confidential", paragraphs="")
    made.publish()
    assert SECRET not in words(client.get(PAGE))
    client.force_login(member)
    assert SECRET in words(client.get(PAGE))


def test_open_minutes_are_read_without_a_note_in_the_reading_log(client, safeguarding, clerk, member, other_member):
    printed_minutes.make(safeguarding, clerk, exempt=False).publish("confirmed", printed=True)
    for user in (member, other_member):
        client.force_login(user)
        page = words(client.get(PAGE))
        assert f'href="{FILE}"' in page and "Confirmed" in page and "Restricted" not in page
        assert client.get(FILE).status_code == 200
    assert not AccessEvent.objects.exists()

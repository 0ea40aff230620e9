"""Writing the text of a minute: revisions, clashes, what is refused; the saves of scripts and of the plain form."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from committee.wording.dates import LONDON
from meetings.calendar import verbs as calendar
from meetings.minutes.document.minute_text import Conflict, stamp_of, summarise, write_text
from meetings.models import AgendaItem, Minute, Minutes
from tests.answers import client_of, refused
from tests.staging import staged

AT = dt.datetime(2022, 4, 21, 10, 42, 7, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


@staged
def minutes(safeguarding, clerk, chairman) -> Minutes:
    meeting = calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)
    return Minutes.objects.create(meeting=meeting, opened_at=AT, opened_by=clerk)


def minute_of(minutes: Minutes, heading: str = "Young Carers", **fields) -> Minute:
    position = minutes.entries.count() + 1
    item = AgendaItem.objects.create(meeting=minutes.meeting, position=90 + position, number=90 + position, title="x")
    return Minute.objects.create(minutes=minutes, item=item, position=position, heading=heading, **fields)


@pytest.fixture
def minute(minutes) -> Minute:
    return minute_of(minutes)


@pytest.fixture
def exempt(minutes) -> Minute:
    return minute_of(minutes, "A placement", access="exempt", paragraphs="1", opened_at=AT)


def write(minute, text, clerk, revision=0, **more):
    return write_text(minute, text=text, revision=revision, at=more.pop("at", AT), by=clerk, **more)


def test_a_text_is_sanitised_and_counted_as_the_next_revision(minute, clerk):
    saved = write(minute, '<p onclick="x">Heard.</p><script>x</script>', clerk)
    assert (saved.text, saved.revision, saved.written_by, saved.written_at) == ("<p>Heard.</p>", 1, clerk, AT)
    assert write(minute, "<p>Heard. Asked.</p>", clerk, 1).revision == 2
    assert write(minute, "<p>Heard. Asked.</p>", clerk, 0).revision == 2, "the same text, whatever it began from"


def test_somebody_elses_save_is_not_overwritten_and_theirs_is_shown(minute, clerk, proper_officer):
    write(minute, "<p>Petra's.</p>", proper_officer)
    with pytest.raises(Conflict, match="Petra Proper has changed this minute") as conflict:
        write(minute, "<p>Carol's.</p>", clerk)
    assert conflict.value.theirs.text == "<p>Petra's.</p>"
    assert write(minute, "<p>Carol's.</p>", clerk, conflict.value.theirs.revision).text == "<p>Carol's.</p>"


def test_a_save_whose_answer_was_lost_is_known_by_its_hand(minute, clerk, proper_officer):
    write(minute, "<p>One</p>", clerk, hand="window", turn=1)
    assert write(minute, "<p>One two</p>", clerk, 0, hand="window", turn=2).text == "<p>One two</p>"
    with pytest.raises(Conflict):  # held up on its way: it does not undo its successor
        write(minute, "<p>One</p>", clerk, 0, hand="window", turn=1)
    write(minute, "<p>Petra's.</p>", proper_officer, 2, hand="hers", turn=1)
    with pytest.raises(Conflict):
        write(minute, "<p>One two three</p>", clerk, 2, hand="window", turn=3)


def test_neither_an_exempt_item_before_it_is_opened_nor_an_item_without_a_minute_takes_a_text_r17(minutes, clerk):
    shut = minute_of(minutes, "A placement", access="exempt", paragraphs="1")
    with refused("R17", "resolution to exclude the public"):
        write(shut, "<p>x</p>", clerk)
    with pytest.raises(Refused, match="has no minute"):
        write(minute_of(minutes, "Apologies", omitted=True), "<p>x</p>", clerk)


def test_too_long_a_text_is_refused_in_words_and_styles_of_word_do_not_count_for_the_length(minute, clerk):
    with pytest.raises(Refused, match=r"characters long.* A minute can have at most 200,000"):
        write(minute, f"<p>{'a' * 2_000_000}</p>", clerk)
    answer = client_of(clerk).post(address(minute), {"revision": "0", "words": "a" * 200_001})
    assert answer.status_code == 422 and "a" * 200_001 in answer.text, "it stays in the form"
    styled = '<span style="mso-fareast-language:EN-GB;font-family:Calibri">w</span>' * 10_000
    assert len(write(minute, f"<p>{styled}</p>", clerk).text) < 11_000


def test_a_sitting_is_one_line_in_the_trail(minute, clerk, proper_officer):
    for number in range(5):
        write(minute, f"<p>{number}</p>", clerk, number, at=timezone.now())
    write(minute, "<p>Petra</p>", proper_officer, 5, at=timezone.now())
    did = AuditEntry.objects.filter(did="wrote the minute").values_list("by", flat=True)
    assert sorted(did) == sorted([clerk.pk, proper_officer.pk])


def test_a_summary_clashes_too(exempt, minute, clerk):
    began = stamp_of("")
    assert summarise(exempt, text="<p>A placement.</p>", seen=began, at=AT, by=clerk).public_summary
    with pytest.raises(Conflict):
        summarise(exempt, text="<p>Another.</p>", seen=began, at=AT, by=clerk)
    with pytest.raises(Refused, match="is open"):
        summarise(minute, text="<p>x</p>", at=AT, by=clerk)


def address(minute: Minute) -> str:
    return f"/desk/meetings/safeguarding/{minute.minutes.meeting.slug}/minutes/text/{minute.pk}/"


def test_scripts_save_learn_who_else_is_there_and_are_told_of_a_clash(minute, clerk, proper_officer):
    carol, petra = client_of(clerk), client_of(proper_officer)
    hers = {"writer": proper_officer.pk, "hand": "p", "revision": "0"}
    mine = {"writer": clerk.pk, "hand": "c", "revision": "0"}
    assert petra.post(address(minute), hers).json() == {"others": [], "again": False, "revision": "0"}
    assert carol.post(address(minute), mine).json()["others"] == ["Petra Proper"]
    assert carol.post(address(minute), {**mine, "hand": "c2"}).json()["again"] is True
    assert carol.post(address(minute), {**mine, "hand": "c2", "leaving": "1"}).json() == {}
    assert carol.post(address(minute), mine).json()["again"] is False
    assert carol.post(address(minute), {**mine, "hand": "c3", "was": "c"}).json()["again"] is False, "the same window"
    assert petra.post(address(minute), {**hers, "was": "c3"}).json()["others"] == ["Carol Clerk"], "not hers to end"
    mine["was"] = "c3"
    saved = petra.post(address(minute), {**hers, "html": "<p>Petra wrote this.</p>"})
    assert (saved.status_code, saved.json()["revision"]) == (200, "1")
    news = carol.post(address(minute), mine).json()
    assert (news["html"], news["by"], news["revision"]) == ("<p>Petra wrote this.</p>", "Petra Proper", "1")
    clash = carol.post(address(minute), {**mine, "html": "<p>Carol wrote this.</p>"})
    assert clash.status_code == 409
    said = clash.json()
    assert said["theirs"] == "<p>Petra wrote this.</p>"
    assert said["both"] == ("<p>Carol wrote this.</p><p><strong>[Petra Proper:]</strong></p><p>Petra wrote this.</p>")


def test_what_somebody_else_kept_on_the_computer_is_not_sent_in_my_name(minute, clerk, proper_officer):
    sent = {"writer": proper_officer.pk, "hand": "p", "revision": "0", "html": "<p>x</p>"}
    answer = client_of(clerk).post(address(minute), sent)
    assert answer.status_code == 401
    minute.refresh_from_db()
    assert minute.text == ""


def test_the_plain_form_saves_and_leaves_what_is_unchanged_as_it_looks(minute, clerk, desk):
    html = "<p>The <strong>plan</strong>.</p><ul><li><p>one</p></li></ul>"
    write(minute, html, clerk)
    page = desk.get(address(minute)).content.decode()
    assert "The plan.\n\n- one</textarea>" in page
    sent = {"revision": "1", "which": "text", "words": "The plan.\r\n\r\n- one\r\n\r\nAgreed."}
    assert desk.post(address(minute), sent, follow=True).status_code == 200
    minute.refresh_from_db()
    assert (minute.text, minute.revision) == (html + "<p>Agreed.</p>", 2)


def test_a_clash_of_plain_forms_shows_both_and_each_choice_does_what_it_says(minute, proper_officer, desk):
    write(minute, "<p>Petra wrote this.</p>", proper_officer)
    mine = {"revision": "0", "which": "text", "words": "Carol wrote this."}
    clash = desk.post(address(minute), mine)
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Petra wrote this." in page and "Carol wrote this.</textarea>" in page and 'value="1"' in page
    together = desk.post(address(minute), {**mine, "revision": "1", "choice": "together"}).content.decode()
    assert "Carol wrote this.\n\n[Petra Proper:]\n\nPetra wrote this.</textarea>" in together
    desk.post(address(minute), {**mine, "revision": "1", "choice": "theirs"})
    minute.refresh_from_db()
    assert minute.text == "<p>Petra wrote this.</p>"
    desk.post(address(minute), {**mine, "revision": "1", "choice": "mine"})
    minute.refresh_from_db()
    assert minute.text == "<p>Carol wrote this.</p>"


def test_only_a_withheld_minute_has_a_summary_to_write(minute, exempt, desk):
    assert desk.get(address(minute) + "?which=summary").status_code == 404
    assert "What the public may read instead" in desk.get(address(exempt) + "?which=summary").content.decode()
    sent = {"which": "summary", "revision": stamp_of(""), "words": "A placement."}
    assert desk.post(address(exempt), sent).status_code == 302
    exempt.refresh_from_db()
    assert exempt.public_summary == "<p>A placement.</p>"

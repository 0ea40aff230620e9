"""Recordings, linked at the second of each item, kept until a day, searched but for private words; captions."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import SearchEntry
from committee.search import index
from meetings.minutes.document import minute_states
from meetings.minutes.room import clerical_errors
from meetings.models import Recording, SpokenPassage
from meetings.recordings import captions, verbs
from meetings.recordings.watching import address_at, clock
from tests.meetings import recorded
from tests.meetings.minuted import AFTER, BEGAN, IN_APRIL, in_the_room
from tests.meetings.publishing import moment
from tests.meetings.recorded import AFTERWARDS, CAPTIONS, GIVEN, MUTTERED, SPOKEN, WHISPERED


def read(client, address: str) -> str:
    return client.get(address).content.decode()


def found(client, word: str) -> bool:
    return "#t" in read(client, f"{reverse('public:search')}?q={word}&kind=recording")


@pytest.mark.indexed_at_once
@pytest.mark.both_databases("queries: a search of what was said")
def test_what_was_said_in_private_is_kept_shown_and_found_nowhere(minuted, client, clerk):
    row = recorded.captioned(minuted, clerk)
    assert [one.begins for one in row.passages.all()] == [3540, 6000]
    everything = " ".join(SpokenPassage.objects.values_list("text", flat=True)) + read(client, row.page)
    assert SPOKEN in everything and AFTERWARDS in everything
    for word in (WHISPERED, MUTTERED):
        assert word not in everything and not SearchEntry.objects.filter(text__contains=word).exists()
        assert not found(client, word)
    assert found(client, SPOKEN) and f"{row.page}#t3540" in read(client, f"{reverse('public:search')}?q={SPOKEN}")
    # The meeting ended sooner than the room had it: what was said afterwards goes, from the table too.
    clerical_errors.correct_meeting_times(
        minuted, began_at=BEGAN, ended_at=moment(2022, 1, 10, 11, 34), reason="The clock was fast", by=clerk
    )
    assert AFTERWARDS not in read(client, row.page) and not found(client, AFTERWARDS)
    assert not SpokenPassage.objects.filter(text__contains=AFTERWARDS).exists()
    assert not [one for one in index.INDEX.differences() if one.startswith("recordings")]
    # However it came about, where the room's times say so, nothing of a recording is shown.
    SpokenPassage.objects.create(recording=row, begins=4500, ends=4510, text=WHISPERED)
    assert list(index.INDEX.rebuild())
    assert not found(client, SPOKEN) and WHISPERED not in read(client, row.page)


def test_captions_wait_for_the_minutes(minuted, clerk):
    with pytest.raises(Refused, match="once the minutes are published"):
        verbs.put_captions(recorded.recorded(minuted, clerk), data=CAPTIONS.encode(), by=clerk)
    assert not SpokenPassage.objects.exists()


def test_pages_lead_to_the_second_of_an_item_until_the_recording_goes(published, client, clerk):
    minutes = in_the_room(published.meeting, clerk, IN_APRIL)
    entry = minutes.entries.filter(item__part=1, omitted=False, access="open").first()
    minute_states.open_item(entry, at=moment(2022, 4, 21, 10, 14), by=clerk)
    number = next(
        one["number"] for one in published.meeting.versions.last().snapshot["items"] if one["pk"] == entry.item_id
    )
    given = GIVEN | {"address": "https://youtu.be/abc", "starts_at": moment(2022, 4, 21, 9, 59, 55)}
    row = verbs.add_recording(published.meeting, **given, at=IN_APRIL, by=clerk)
    at = ["safeguarding", "2022-04-21"]
    item = reverse("public:item", args=[*at, number])
    pages = (reverse("public:meeting", args=at), item, row.page)
    assert all(row.page in read(client, page) or "Watch the recording" in read(client, page) for page in pages)
    for page in pages:
        assert 'href="https://youtu.be/abc?t=845s" rel="noreferrer">Watch from 0:14:05</a>' in read(client, page)
    later = dt.datetime(2040, 1, 11, 6, tzinfo=dt.UTC)
    assert list(verbs.end_kept(at=later - dt.timedelta(days=1))) == []
    assert "is no longer kept" in next(iter(verbs.end_kept(at=later))).text
    assert row.page not in read(client, pages[0]) and "youtu.be" not in read(client, item)
    assert client.get(row.page).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.filter(pk=row.pk).update(address="http://elsewhere.example/")


@pytest.mark.indexed_at_once
def test_nobody_but_clerks_sees_a_draft_of_a_recording_until_it_is_shown(minuted, client, clerk):
    recorded.published(minuted, clerk)
    row = verbs.add_recording(minuted.meeting, **GIVEN, is_draft=True, at=AFTER, by=clerk)
    verbs.put_captions(row, data=CAPTIONS.encode(), by=clerk)
    meeting = reverse("public:meeting", args=["safeguarding", "2022-01-10"])
    assert (client.get(row.page).status_code, row.page in read(client, meeting)) == (404, False)
    assert not found(client, SPOKEN)
    assert client.get(f"/api/v1/recordings/{row.pk}").status_code == 404
    client.force_login(clerk)
    desk = reverse("desk:recordings", args=["safeguarding", "2022-01-10"])
    assert "Draft" in read(client, desk) and row.page not in read(client, desk)
    client.logout()
    verbs.correct_recording(row, **GIVEN, at=AFTER, by=clerk)
    assert row.page in read(client, meeting) and found(client, SPOKEN)
    assert client.get(f"/api/v1/recordings/{row.pk}").status_code == 200


def test_a_recording_is_added_corrected_captioned_and_withdrawn_at_the_desk(minuted, clerk, desk):
    recorded.published(minuted, clerk)
    at = {"committee": "safeguarding", "meeting": "2022-01-10"}
    where = reverse("desk:recordings", kwargs=at)
    typed = {"address": GIVEN["address"], "title": "Morning", "starts": "09:55:00", "kept_until": "2040-01-10"}
    assert desk.post(where, typed).status_code == 422, "whether it is a draft was not said"
    typed["is_draft"] = "False"
    wrong = {"address": "http://elsewhere.example/", "starts": "25:00", "kept_until": "2020-01-01"}
    for name, value in wrong.items():
        assert desk.post(where, typed | {name: value}).status_code == 422, name
    assert desk.post(where, typed).status_code == 302
    row = Recording.objects.get()
    at["pk"] = row.pk
    assert row.starts_at == recorded.STARTS and "09:55:00" in read(desk, reverse("desk:recording-correct", kwargs=at))
    assert desk.post(where, typed).status_code == 422  # is listed already
    sent_to = reverse("desk:recording-captions", kwargs=at)
    assert desk.post(sent_to, {"file": SimpleUploadedFile("a.vtt", b"none")}).status_code == 422
    desk.post(sent_to, {"file": SimpleUploadedFile("a.vtt", CAPTIONS.encode())})
    assert "Captions left out, from when the meeting was not open to the public: 2." in read(desk, where)
    desk.post(reverse("desk:recording-correct", kwargs=at), typed | {"title": "Whole meeting"})
    desk.post(reverse("desk:recording-captions-remove", kwargs=at))
    desk.post(reverse("desk:recording-withdraw", kwargs=at), {"reason": "It was cut short"})
    row.refresh_from_db()
    assert (row.title, row.removed_reason, row.passages.count()) == ("Whole meeting", "It was cut short", 0)
    assert desk.get(sent_to).status_code == 404


def test_only_a_public_meeting_on_its_day_before_its_end_has_a_recording(minuted, clerk):
    for wrong in (
        {"starts_at": moment(2022, 1, 11, 9)},
        {"kept_until": dt.date(2022, 1, 11)},
        {"address": "javascript:alert(1)"},
        {"address": "https://"},
    ):
        with pytest.raises(Refused):
            verbs.add_recording(minuted.meeting, **GIVEN | wrong, at=AFTER, by=clerk)
    late = GIVEN | {"starts_at": minuted.ended_at}
    with pytest.raises(Refused, match="cannot start after that"):
        verbs.add_recording(minuted.meeting, **late, at=minuted.ended_at + dt.timedelta(days=1), by=clerk)
    minuted.meeting.informal = True
    minuted.meeting.save()
    with pytest.raises(Refused, match="public meeting"):
        recorded.recorded(minuted, clerk)


def said(*cues: str) -> list[str]:
    return [one.text for one in captions.read("\n\n".join(["WEBVTT", *cues]).encode())]


def test_words_are_read_without_tags_and_lines_that_roll_up_are_said_once():
    first = "00:00:01.000 --> 00:00:02.000\n<v.loud Jane Smith>We <b>agree</b> &lt;that&gt; 3 < 4"
    second = "00:00:02.500 --> 00:00:03.000\nWe agree &lt;that&gt; 3 < 4\n<00:00:02.800>and\u200b so on"
    assert said(first, second) == ["We agree <that> 3 < 4", "and so on"]
    backwards, right = "00:05.000 --> 00:04.000\nbackwards", "00:06.000 --> 00:07.000\nyes"
    assert said("NOTE nobody\nsays this", backwards, right) == ["yes"]


def test_what_is_no_webvtt_is_refused():
    many = "\n\n".join(f"00:00:01.000 --> 00:00:02.000\n{number}" for number in range(50_001))
    for data in (b"", b"%PDF-1.7", b"1\n00:00:01,000 --> 00:00:02,000\nSRT", b"\xff\xfeW\0", b"WEBVTT\n\nnothing"):
        with pytest.raises(Refused):
            captions.read(data)
    with pytest.raises(Refused, match="larger than 3 MB"):
        captions.read(b"WEBVTT" + b"a" * captions.MOST_BYTES)
    with pytest.raises(Refused, match="more than 50,000"):
        captions.read(f"WEBVTT\n\n{many}".encode())


@pytest.mark.parametrize("piece", ["<", "<v.a", "&", "\ufdfa"])
def test_hostile_captions_are_read_in_no_time(piece):
    line = (piece * 1_000_000)[: captions.MOST_BYTES // 3]
    assert len(said("00:01.000 --> 00:02.000\nyes", f"00:03.000 --> 00:04.000\n{line}")) >= 1


def test_passages_are_of_a_minute_and_reach_over_no_gap():
    cues = [captions.Spoken(begins, begins + 5, "word") for begins in (0, 10, 30, 50, 58, 200)]
    assert [(one.begins, one.ends) for one in captions.passages(cues)] == [(0, 55), (58, 63), (200, 205)]


def test_a_site_is_told_the_second_where_it_can_be():
    assert clock(845) == "0:14:05" and clock(36_610) == "10:10:10"
    assert address_at("https://www.youtube.com/watch?v=abc&t=5", 845) == "https://www.youtube.com/watch?v=abc&t=845s"
    assert address_at("https://youtu.be/abc", 845) == "https://youtu.be/abc?t=845s"
    assert address_at("https://vimeo.com/123", 845) == "https://vimeo.com/123#t=845s"
    assert address_at("https://youtube.com.example/watch?v=abc", 845) == "https://youtube.com.example/watch?v=abc"

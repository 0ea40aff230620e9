"""What a file of captions becomes, and at which second of which site something begins."""

import pytest

from committee.acts.refusal import Refused
from meetings.recordings.captions import MOST_BYTES, Spoken, passages, read
from meetings.recordings.watching import address_at, clock


def said(*cues: str) -> list[str]:
    return [one.text for one in read("\n\n".join(["WEBVTT", *cues]).encode())]


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
            read(data)
    with pytest.raises(Refused, match="larger than 3 MB"):
        read(b"WEBVTT" + b"a" * MOST_BYTES)
    with pytest.raises(Refused, match="more than 50,000"):
        read(f"WEBVTT\n\n{many}".encode())


@pytest.mark.parametrize("piece", ["<", "<v.a", "&", "\ufdfa"])
def test_hostile_captions_are_read_in_no_time(piece):
    line = (piece * 1_000_000)[: MOST_BYTES // 3]
    assert len(said("00:01.000 --> 00:02.000\nyes", f"00:03.000 --> 00:04.000\n{line}")) >= 1


def test_passages_are_of_a_minute_and_reach_over_no_gap():
    cues = [Spoken(begins, begins + 5, "word") for begins in (0, 10, 30, 50, 58, 200)]
    assert [(one.begins, one.ends) for one in passages(cues)] == [(0, 55), (58, 63), (200, 205)]


def test_a_site_is_told_the_second_where_it_can_be():
    assert clock(845) == "0:14:05" and clock(36_610) == "10:10:10"
    assert address_at("https://www.youtube.com/watch?v=abc&t=5", 845) == "https://www.youtube.com/watch?v=abc&t=845s"
    assert address_at("https://youtu.be/abc", 845) == "https://youtu.be/abc?t=845s"
    assert address_at("https://vimeo.com/123", 845) == "https://vimeo.com/123#t=845s"
    assert address_at("https://youtube.com.example/watch?v=abc", 845) == "https://youtube.com.example/watch?v=abc"

"""The printed words of minutes, two texts compared word by word, and numbers through a committee’s year (R28)."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committee.models import Committee, Council, LimbStyle, MunicipalYear
from committee.richtext import diff
from committee.wording import minute_labels
from meetings.minutes.document import numbering, wording
from meetings.minutes.document.wording import Style
from meetings.models import Choice, Meeting, Minute, Minutes, MinuteSeries

FIVE = (
    "the report be received",
    "the progress be welcomed",
    "figures be sent to members",
    "the policy be referred to the Cabinet",
    "the work programme be noted",
)
MARKERS = {
    "a)": ("a)", "b)", "c)", "d)", "e)"),
    "(a)": ("(a)", "(b)", "(c)", "(d)", "(e)"),
    "1.": ("1.", "2.", "3.", "4.", "5."),
}


@pytest.mark.parametrize("limb", LimbStyle.values)
def test_limbs_are_printed_as_the_councils_style_has_it(limb):
    council = Council(resolution_word="Resolved", resolution_mark=" –", limb_style=limb)
    style, marks = Style.of(council), MARKERS[limb]
    one, two, five = (wording.words(FIVE[:count], style).plain for count in (1, 2, 5))
    assert one == "Resolved – That the report be received."
    assert two == f"Resolved – That: {marks[0]} the report be received; and {marks[1]} the progress be welcomed."
    assert five == (
        f"Resolved – That: {marks[0]} the report be received; {marks[1]} the progress be welcomed; "
        f"{marks[2]} figures be sent to members; {marks[3]} the policy be referred to the Cabinet; and "
        f"{marks[4]} the work programme be noted."
    )


@pytest.mark.parametrize("typed", ["that: the report be noted.", "  the report\nbe noted ; and "])
def test_what_a_clerk_typed_around_a_limb_is_not_printed_twice(typed):
    assert wording.words([typed], Style()).plain == "RESOLVED: That the report be noted."


def test_conditions_stay_a_line_each_and_lines_of_a_copied_page_are_joined():
    typed = (
        "That permission be granted subject to\nthese conditions:\n\n1. Work begins within\nthree years.\n"
        "(b) Noise ends at 6 pm.\n- A bat box."
    )
    lines = wording.bare(typed).splitlines()
    assert lines == [
        "permission be granted subject to these conditions:",
        "1. Work begins within three years.",
        "(b) Noise ends at 6 pm.",
        "- A bat box",
    ]
    assert wording.words([typed, "the report be noted"], Style()).limbs[0][1].endswith("- A bat box; and")
    assert "\n" not in wording.words([typed], Style()).plain


TEXTS = st.text(alphabet="abc dé;.,:", min_size=1, max_size=30).filter(lambda text: wording.bare(text))


@given(st.lists(TEXTS, min_size=2, max_size=40), st.sampled_from(sorted(MARKERS)))
def test_and_stands_before_the_last_limb_alone_and_every_limb_ends_once(texts, limb):
    said = wording.words(texts, Style(limb=limb))
    ends = [words for _, words in said.limbs]
    assert all(words.endswith(";") for words in ends[:-2])
    assert ends[-2].endswith("; and") and ends[-1].endswith(".")
    assert len({marker for marker, _ in said.limbs}) == len(texts)


def motion(*votes, **fields):
    """Return a resolution as `vote_lines` reads it."""
    about = {"method": "hands", "result": "carried", "votes_for": 5, "votes_against": 2, "abstentions": 0}
    about |= {"casting": "", "presided": None, **fields}
    rows = [
        SimpleNamespace(attendee=SimpleNamespace(name=name), choice=Choice(choice), demanded=demanded)
        for name, choice, demanded in votes
    ]
    none = SimpleNamespace(all=list)
    return SimpleNamespace(votes=SimpleNamespace(all=lambda: rows), breaches=none, **about)


def test_a_show_of_hands_is_counted_and_abstentions_are_no_votes():
    assert wording.vote_lines(motion(method="assent", votes_for=None, votes_against=None)) == []
    assert wording.vote_lines(motion(result="pending")) == []
    assert wording.vote_lines(motion(abstentions=1)) == ["On a show of hands, 5 voted for and 2 against; 1 abstained."]


def test_r32_a_recorded_vote_names_everybody_by_surname_and_another_those_who_require_it():
    votes = (("Kath Perry", "for", False), ("Gill Burnett", "for", False), ("Mike Wilcox", "against", False))
    row = motion(*votes, ("Jill Waring", "abstained", False), method="recorded", votes_for=2, votes_against=1)
    assert wording.vote_lines(row) == [
        "On a recorded vote, 2 voted for and 1 against.",
        "For: Gill Burnett and Kath Perry.",
        "Against: Mike Wilcox.",
        "Abstained: Jill Waring.",
    ]
    named = wording.vote_lines(motion(*votes, ("Ann Leech", "for", False), method="recorded"))
    told = [
        name
        for name in ("Ann Lee", "Ann Leech", "Gill Burnett", "Kath Perry", "Perry")
        if wording.tells_vote(named, motion((name, "for", False)).votes.all()[0])
    ]
    assert told == ["Ann Leech", "Gill Burnett", "Kath Perry"], "part of a name is no name"
    asked = wording.vote_lines(motion(("Jill Waring", "abstained", True)))[-1]
    assert asked == "At the member’s request it is recorded that Jill Waring abstained."


@pytest.mark.parametrize(
    ("casting", "said"),
    [
        ("against", "The votes being equal, Bob Spencer, presiding, gave a casting vote against."),
        ("declined", "The votes being equal, Bob Spencer, presiding, gave no casting vote"),
        ("", "The votes being equal, the question was not determined."),
    ],
)
def test_r30_a_tie_says_what_the_person_presiding_did(casting, said):
    presided = SimpleNamespace(printed_name="Bob Spencer")
    row = motion(votes_for=3, votes_against=3, casting=casting, presided=presided, result="undetermined")
    assert wording.vote_lines(row)[1].startswith(said)


def declared(**fields):
    about = {"kind": "personal", "nature": "She is a governor.", "sensitive": False, "dispensation": ""}
    about |= {"left_room": False, "bars": False, "attendee": SimpleNamespace(name="Ann Edgeller"), **fields}
    about |= {"is_dispensed": bool(about["dispensation"]), "dispensed_by": "", "dispensed_on": None}
    return SimpleNamespace(pk=1, breaches=SimpleNamespace(all=list), item=SimpleNamespace(number=4), **about)


def test_who_was_barred_by_an_interest_and_stayed_took_no_part():
    barred = declared(kind="dpi", bars=True)
    assert wording.declaration_words(barred).endswith(
        "(She is a governor) and took no part in the discussion or the vote."
    )


def test_r04_the_special_circumstances_of_an_urgent_item_are_printed():
    ruling = SimpleNamespace(
        chairman=SimpleNamespace(printed_name="Bob Spencer"), circumstances="The home closes on 12 January."
    )
    said = wording.urgency_words(SimpleNamespace(ruling=ruling))
    assert said.startswith("Bob Spencer, in the chair, was of the opinion that this item should be considered")
    assert said.endswith("special circumstances: The home closes on 12 January.")


WORDS = st.text(alphabet="ab ,.\n’é", max_size=60)


@given(WORDS, WORDS)
def test_the_pieces_of_a_comparison_give_both_texts_again(old, new):
    pieces = diff.by_word(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
    assert all(piece.text for piece in pieces)


def test_a_changed_number_is_compared_as_a_whole():
    pieces = diff.by_word("There were 43,900 and 2.5.", "There were 34,900 and 2.7.")
    assert [piece.text for piece in pieces if piece.kind != "same"] == ["43,900", "34,900", "2.5", "2.7"]


def test_one_line_over_and_over_is_compared_no_longer_than_a_text_is_worth(monkeypatch):
    """800 of them took half a minute, and twice as many eight times that."""
    looked = []
    look = diff.SequenceMatcher.find_longest_match
    monkeypatch.setattr(diff.SequenceMatcher, "find_longest_match", lambda *at: looked.append(1) or look(*at))
    monkeypatch.setattr(diff, "STEPS", 100_000)
    old, new = "Noted.\n" * 200, "Agreed.\nNoted.\n" * 200
    pieces = diff.by_word(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
    assert len(looked) < 50, "200 without an end to it"


QUIET = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
JANUARY, JUNE = dt.date(2022, 1, 10), dt.date(2022, 6, 16)


def minuted(committee, clerk, day: dt.date, entries: list[bool]) -> Minutes:
    """Minutes of a meeting of that day; each entry has a minute or is omitted."""
    meeting = Meeting.objects.create(
        committee=committee, date=day, starts=dt.time(10), sequence=Meeting.objects.filter(date=day).count() + 1
    )
    minutes = Minutes.objects.create(meeting=meeting, opened_at="2022-01-10T10:00Z", opened_by=clerk)
    for place, kept in enumerate(entries, 1):
        Minute.objects.create(minutes=minutes, position=place, heading=f"Item {place}", omitted=not kept, taken=kept)
    return minutes


def fix(minutes: Minutes) -> list[int]:
    """As first publication does."""
    planned = numbering.planned(minutes)
    for pk, number in planned.items():
        Minute.objects.filter(pk=pk).update(number=number)
    return list(planned.values())


@pytest.fixture
def nothing_kept(db):
    """Each example of a property begins with nothing."""

    def undone(body, *arguments):
        with transaction.atomic():
            body(*arguments)
            transaction.set_rollback(True)

    return undone


@QUIET
@given(
    st.integers(1, 400),
    st.lists(st.tuples(st.lists(st.booleans(), max_size=6), st.integers(0, 300)), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_r28_numbers_never_gap_or_repeat_in_whatever_order_minutes_are_published(
    nothing_kept, safeguarding, clerk, year, first, meetings, order
):
    def body() -> None:
        MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=first)
        sets = [
            minuted(safeguarding, clerk, year.starts + dt.timedelta(days=days), entries) for entries, days in meetings
        ]
        order.shuffle(sets)
        given_out = [number for minutes in sets for number in fix(minutes)]
        assert given_out == list(range(first, first + len(given_out)))
        again = {pk: number for minutes in sets for pk, number in numbering.planned(minutes).items()}
        assert again == dict(Minute.objects.filter(number__isnull=False).values_list("pk", "number"))

    nothing_kept(body)


def test_a_year_begins_at_the_number_entered_for_the_committee_else_at_1(safeguarding, planning, clerk, year):
    MinuteSeries.objects.create(committee=safeguarding, year=year, first_number=37)
    assert numbering.first_free(safeguarding, JANUARY) == 37
    assert numbering.first_free(planning, JANUARY) == 1
    assert fix(minuted(safeguarding, clerk, JANUARY, [False, True, True])) == [37, 38]
    assert numbering.first_free(safeguarding, JANUARY) == 39


def test_the_next_municipal_year_begins_again(safeguarding, clerk, year):
    MunicipalYear.objects.create(is_draft=False, starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))
    january = minuted(safeguarding, clerk, JANUARY, [True, True])
    assert list(numbering.planned(january).values()) == [1, 2]
    assert fix(minuted(safeguarding, clerk, dt.date(2022, 4, 21), [True])) == [1]
    assert fix(january) == [2, 3], "a plan takes no number from others"
    assert fix(minuted(safeguarding, clerk, JUNE, [True])) == [1]


def test_days_for_which_no_year_is_entered_are_a_series_of_their_own(safeguarding, clerk, year):
    assert fix(minuted(safeguarding, clerk, JANUARY, [True])) == [1]
    assert fix(minuted(safeguarding, clerk, JUNE, [True, True])) == [1, 2]
    assert fix(minuted(safeguarding, clerk, dt.date(2022, 7, 14), [True])) == [3]


def test_r28_where_a_body_numbers_by_meeting_each_meeting_begins_with_1_and_added_minutes_go_on(safeguarding, clerk):
    Committee.objects.filter(pk=safeguarding.pk).update(minutes_by_meeting=True)
    safeguarding.refresh_from_db()
    assert fix(minuted(safeguarding, clerk, JANUARY, [True, True])) == [1, 2]
    june = minuted(safeguarding, clerk, JUNE, [True])
    assert fix(june) == [1]
    Minute.objects.create(minutes=june, position=2, heading="Item 2", taken=True)
    assert fix(june) == [1, 2]


@pytest.mark.parametrize(
    ("pattern", "label"), [("{number}/{yy}", "61/22"), ("C {yyyy}-{number}", "C 2022-61"), ("", "")]
)
def test_a_number_is_printed_by_the_pattern_of_its_body(pattern, label):
    if pattern:
        minute_labels.check_pattern(pattern)
    assert minute_labels.label_of(pattern, 61, JANUARY) == label


@pytest.mark.parametrize(
    "pattern",
    ["/{yy}", "{number}{number}", "{number:>900}", "{number!r}", "{number.real}", "{}", "{0}", "{number", "{{number}}"],
)
def test_a_pattern_without_one_plain_number_is_refused(pattern):
    with pytest.raises(ValidationError, match="once"):
        minute_labels.check_pattern(pattern)

"""Words as the index knows them: the same on both databases, whatever these make of words themselves."""

import random

import pytest
from django.utils import timezone

from committee.models import EntryKind
from committee.search import index
from committee.search.databases import find
from committee.search.queries import read
from committee.search.sources import Row, Source
from committee.search.stemming import places, stem_of, stems, words

# Each finds the other.
TABLE = """
    hospital hospitals; school schools; school schooling; council councils; council council’s;
    councillor councillors; committee committees; committee committee’s; meeting meetings; agenda agendas;
    minute minutes; minute minuted; paper papers; report reports; report reported; report reporting;
    resolution resolutions; resolve resolved; resolve resolving; decision decisions; decide decided; decide deciding;
    action actions; answer answers; answer answered; answer answering; recommend recommends; recommend recommended;
    recommendation recommendations; review reviews; review reviewed; review reviewing; scrutiny scrutinies;
    safeguard safeguards; safeguard safeguarding; safeguard safeguarded; discharge discharged; discharge discharges;
    discharge discharging; patient patients; patient patient’s; carer carers; carer carer’s; service services;
    budget budgets; budget budgeted; budget budgeting; saving savings; invest invested; invest investing;
    investment investments; plan plans; plan planned; plan planning; house houses; house housing; house housed;
    home homes; road roads; repair repairs; repair repaired; repair repairing; pothole potholes;
    transport transported; transport transporting; park parks; park parking; park parked; cycle cycles;
    cycle cycling; cycle cycled; library libraries; museum museums; adult adults; adult adult’s; care cares;
    care cared; care caring; disability disabilities; disable disabled; support supports; support supported;
    support supporting; educate educated; educate educating; education educational; teach teaches; teach teaching;
    teacher teachers; academy academies; exclude excluded; exclude excludes; exclude excluding; exclusion exclusions;
    attend attends; attend attended; attend attending; attendance attendances; need needs; need needed;
    inspect inspected; inspect inspecting; inspection inspections; improve improved; improve improves;
    improve improving; improvement improvements; perform performed; perform performing; target targets;
    target targeted; measure measures; measure measured; measure measuring; indicator indicators; risk risks;
    climate climates; change changes; change changed; change changing; emission emissions; recycle recycled;
    recycle recycling; collect collected; collect collects; collection collections; landfill landfills; flood floods;
    flood flooded; flood flooding; river rivers; drain drains; drain drained; drainage drainages; highway highways;
    bridge bridges; footpath footpaths; county counties; county county’s; district districts; parish parishes;
    borough boroughs; resident residents; community communities; engage engaged; engage engages; engage engaging;
    consult consulted; consult consults; consult consulting; consultation consultations; petition petitions;
    petition petitioned; question questions; question questioned; respond responded; respond responds;
    respond responding; response responses; object objects; object objected; objection objections; apply applies;
    apply applied; application applications; permit permits; develop developed; develop develops; develop developing;
    development developments; farm farms; farm farming; employ employed; employ employs; employ employing;
    employer employers; job jobs; skill skills; skill skilled; apprentice apprentices; business businesses;
    grow grows; grow growing; grant grants; grant granted; fund funds; fund funded; fund funding; charge charges;
    charge charged; charge charging; tax taxes; tax taxed; contract contracts; contract contracted; tender tenders;
    tender tendered; supply supplies; supply supplied; audit audits
"""
PAIRS = [pair.split() for pair in TABLE.split(";")]
APART = ["organ organise", "universe hospital", "minute minutiae", "policy police", "care carpet", "new news"]


@pytest.mark.both_databases("text search: stems are found as they were indexed")
def test_two_hundred_pairs_of_words_find_each_other(db):
    assert len(PAIRS) == 200
    rows = [(1, Row(EntryKind.PAPER, number, "/", one, other)) for number, (one, other) in enumerate(PAIRS)]
    other_words = Source("tests", {}, lambda: [1], lambda units: rows)
    index.refresh(other_words, [1])
    today, missed = timezone.localdate(), []
    for number, pair in enumerate(PAIRS):
        for word in pair:
            found = find(read(word), {}, any_word=False, newest=False, on=today)
            missed += [word] if number not in {thing for _pk, _kind, thing, *_ in found} else []
    assert missed == []


@pytest.mark.parametrize(("one", "other"), [pair.split() for pair in APART])
def test_words_that_mean_different_things_stay_apart(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Covid-19", ["covid", "19"]),
        ("the council’s children’s", ["the", "council", "children"]),
        ("O’Brien", ["obrien"]),
        ("20,000 £1.2m", ["20", "000", "1", "2m"]),
        ("ŵyl Łódź ﬁnance", ["wyl", "lodz", "financ"]),
        ("__snake_case__", ["snake", "case"]),
        ("”“ – …", []),
    ],
)
def test_what_is_no_letter_and_no_figure_parts_words(text, kept):
    assert stems(text) == kept


def test_every_stem_is_of_letters_that_both_databases_read_alike():
    text = "日本語 עברית العربية Ελληνικά ⅷ ② ½ ㎏ ⑴ x" + "y" * 500
    found = stems(text)
    assert len(found) >= 8
    assert all(stem.isascii() and stem.isalnum() and len(stem) <= 40 for stem in found), found


LETTERS = "aAxXyYkKdie'’’_-  éÉßİǅ日ﷺøŁı½2\u212a\u0301"


def test_the_places_of_stems_are_those_of_all_words_that_have_them():
    dice = random.Random(16)
    for _ in range(2_000):
        text = "".join(dice.choices(LETTERS, k=dice.randint(1, 40)))
        of_all = list(words(text))
        for wanted in [{one.stem} for one in of_all] + [{"a", "ki"}, set()]:
            told = [(one.start, one.end, one.stem) for one in places(text, wanted)]
            assert told == [(one.start, one.end, one.stem) for one in of_all if one.stem in wanted], (text, wanted)


def test_a_word_keeps_its_first_letter_in_its_stem():
    dice = random.Random(16)
    endings = ["", "s", "ies", "ing", "ed", "ly", "ational", "'s", "s'", "ness", "ying"]
    made = {
        "".join(dice.choices("abcdeghiklnorstuvwyx2", k=dice.randint(1, 7))) + dice.choice(endings)
        for _ in range(20_000)
    }
    for word in made | {"skies", "dying", "lying", "tying", "news", "idly", "ugly", "early", "yes", "yyy"}:
        assert stem_of(word)[0] == word[0], word

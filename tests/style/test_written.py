"""
Nothing that our code can show is worded as the list of odd words (words.txt) says it is not.

Templates, strings of code and of scripts are read as they are written, so that a refusal which no test comes by is read
too. What pages, files and e-mails really show is looked through in `test_shown.py`.
"""

import pytest

from tests.style.reading import odd_words, oddities, words_of_page
from tests.style.written import code, scripts, templates

# What is never shown, or must say what it says, and why.
MEANT = {
    ("meetings/outstanding_actions.py", "e-mail"): "verbs of rows of before, which stand as they were recorded",
    ("meetings/outstanding_actions.py", "said who owes"): "a verb of rows of before",
    ("meetings/packs/pdf/stamp_letters.py", '"Portal'): "the name of a font",
    ("templates/base.html", '": '): "settings of a script",
    ("committee/environment.py", ""): "says what an administrator writes in a file of settings",
    ("committee/database/triggers.py", "NEW."): "SQL",
    ("committee/public_pages/triggers.py", "NEW."): "SQL",
    ("meetings/takedowns/columns.py", ""): "what a test compares the models with",
    ("reviews/takedowns.py", "forget"): "what a test compares the models with",
    ("meetings/management/commands/corpus.py", ""): "a check of our own, which no council runs",
    ("committee/portal/management/commands/add_administrator.py", "quotation marks"): "what is typed in a shell",
}


def finds() -> dict[str, list[str]]:
    """File -> each find and what to say instead."""
    found: dict[str, list[str]] = {}
    for file, text in (*templates(), *code(), *scripts()):
        for words, instead in oddities(text):
            if not any(file.startswith(where) and what in words for where, what in MEANT):
                found.setdefault(file, []).append(f"{file}: {words} [say: {instead}]")
    return found


def test_nothing_that_can_be_shown_has_words_that_nobody_is_shown():
    wrong = [line for lines in finds().values() for line in lines]
    assert wrong == [], "see tests/style/words.txt"


@pytest.mark.parametrize(
    "odd",
    [
        *("three limbs", "Owed since 10 January", "Asked of me", "Say who owes it", "Bring in a programme"),
        *("What must come round", "Send the draft round", "left blank on purpose", "Take in what is new on the agenda"),
        *("Keep it: to be decided", "Not decided after all", "What was done", "As anyone sees it", "Mend this row"),
        *("That came quicker than anyone types.", "Forget who made it", "Nothing today", "told by e-mail"),
        *("Pages 7 - 18", "the council's own", "wait...", 'called "Part Two"', "look among your unwanted mail"),
    ],
)
def test_the_list_finds_what_voice_md_forbids(odd):
    assert list(oddities(odd)), odd


@pytest.mark.parametrize(
    "plain",
    [
        "Limbo",
        "Pages 7–18",
        "the council’s own",
        "wait…",
        "Chairman – in the chair",
        "recommended",
        "follow-up - ",
        "5-6",
    ],
)
def test_the_list_leaves_plain_words_alone(plain):
    assert not list(oddities(plain)), plain


def test_every_rule_says_what_to_say_instead():
    assert len(odd_words()) > 30
    assert [rule.pattern.pattern for rule in odd_words() if not rule.instead] == []


def test_what_is_shown_is_read_across_tags_and_not_in_boxes():
    seen = '<p>Send the <b>draft</b> round</p><a href="#" aria-label="Say who"></a>'
    page = f"{seen}<textarea>owed</textarea><script>limb</script>"
    assert words_of_page(page).splitlines() == ["Send the draft round", "Say who"]

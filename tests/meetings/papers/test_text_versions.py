"""Text versions: who writes them, what is kept, when they go with another file, and when publishing warns."""

import pytest

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import NotAllowed
from committee.law.findings import Severity
from meetings.agendas.preflight import preflight, privacy
from meetings.models import PageText, Paper
from meetings.packs.intake.report import intake_report
from meetings.papers import text_versions
from meetings.papers import verbs as papers
from meetings.papers.text_versions import LONGEST, clear_page_text, write_page_text
from tests.meetings import publishing as made
from tests.meetings.packs import making
from tests.staging import staged

AT = made.AT


@staged
def meeting(safeguarding, clerk, proper_officer, chairman):
    return made.meeting_of(safeguarding, clerk)


@staged
def deck(meeting, clerk, officer) -> Paper:
    """Return the officer's slides, whose pages 3 and 4 are pictures."""
    data = making.deck_with_pictures(2, 2)
    return made.report(meeting, clerk, title="Young Carers", owner=officer.person, data=data)


def write(paper: Paper, by, page: int = 3, text: str = "Referrals rose from 41 to 57.") -> PageText:
    return write_page_text(paper.file, page=page, text=text, at=AT, by=by)


def texts(paper: Paper) -> dict[int, str]:
    return {row.page: row.text for row in Paper.objects.get(pk=paper.pk).file.texts.all()}


def test_intake_tells_which_pages_are_pictures_and_how_to_mend_that(deck):
    report = intake_report(deck.file)
    assert dict(report["rows"])["Words"] == "Text, but pages 3 and 4 are pictures"
    assert report["missed"][0]["miss"].startswith("Pages 3 and 4 are pictures")
    assert all(note["mend"] for note in report["missed"])


def test_once_a_paper_has_an_owner_of_its_own_the_items_owner_does_not_write_it(deck, officer, other_officer, clerk):
    papers.edit_paper(deck, owner=other_officer.person, by=clerk)
    write(deck, other_officer)
    with pytest.raises(NotAllowed):
        write(deck, officer)


def test_what_is_no_text_of_a_page_is_refused_in_words_and_leaves_what_was_there(deck, officer):
    write(deck, officer)
    for page, text, says in (
        (0, "Words", "has no page 0"),
        (5, "Words", "has no page 5: it has 4"),
        (3, "", "Enter the text of the page"),
        (3, " \n\x00 \t\u200b\u2060\ufeff\u202e", "Enter the text of the page"),
        (3, "x" * (LONGEST + 1), "20,001 characters long"),
    ):
        with pytest.raises(Refused, match=says):
            write(deck, officer, page=page, text=text)
    assert texts(deck) == {3: "Referrals rose from 41 to 57."}


def test_what_somebody_else_removed_meanwhile_is_not_written_unseen(deck, officer, clerk):
    seen = text_versions.seen_as(write(deck, officer))
    clear_page_text(deck.file, page=3, at=AT, by=clerk)
    with pytest.raises(Refused, match="Someone has removed"):
        write_page_text(deck.file, page=3, text="Again", at=AT, by=officer, seen=seen)


def test_it_is_removed_once_or_with_its_paper_and_its_words_are_not_on_the_trail(deck, officer, clerk):
    write(deck, officer)
    assert "Referrals" not in str([entry.facts for entry in audit.trail_of(deck)])
    clear_page_text(deck.file, page=3, at=AT, by=officer)
    assert texts(deck) == {}
    with pytest.raises(Refused, match="has no text version"):
        clear_page_text(deck.file, page=3, at=AT, by=officer)
    write(deck, officer, text="  One\r\nTwo\x0bThree\x07 \x1b\u202efour\x0c\n\n")
    assert texts(deck) == {3: "One\nTwo\nThree    four"}
    papers.remove_paper(deck, by=clerk)
    assert not PageText.objects.exists()


def test_the_same_file_sent_again_keeps_its_text_and_another_does_not(deck, officer, clerk):
    def receive(data: bytes) -> Paper:
        papers.receive_file(deck, data=data, filename="deck.pdf", at=AT, by=officer)
        return Paper.objects.get(pk=deck.pk)

    write(deck, officer)
    again = receive(making.deck_with_pictures(2, 2))
    assert (again.file.number, texts(again)) == (2, {3: "Referrals rose from 41 to 57."})
    assert PageText.objects.get(file=again.file).written_by == officer
    assert text_versions.left_behind(again.file) == 0
    other = receive(making.deck_with_pictures(1, 3))
    assert (texts(other), text_versions.left_behind(other.file)) == ({}, 1)
    back = receive(making.deck_with_pictures(2, 2))
    assert texts(back) == {3: "Referrals rose from 41 to 57."}


def found(meeting, **kwargs):
    """Return the findings about text versions."""
    checks = preflight(meeting, on=made.LAST_DAY, **kwargs)
    return [check for check in checks if check.rule == "R51" and "text version" in check.text]


def test_publishing_pictures_without_a_text_version_warns_and_never_blocks(meeting, deck, officer):
    made.built(meeting)
    (warned,) = found(meeting)
    assert warned.severity is Severity.WARN and warned.where[0] == "desk:paper-texts"
    assert "pages 3 and 4 are pictures without a text version" in warned.text and "Ask Olive Officer" in warned.text
    write(deck, officer)
    (warned,) = found(meeting)
    assert "page 4 is a picture without a text version" in warned.text
    write(deck, officer, page=4)
    assert found(meeting) == []


def test_personal_data_in_a_text_version_warns_before_it_is_published(meeting, deck, officer, clerk):
    def warned() -> list[str]:
        return [check.text for check in preflight(meeting, on=made.LAST_DAY) if check.rule == "R53"]

    write(deck, officer, page=4, text="Ann, date of birth 3 May 2009, of Ambridge")
    secret = made.exempt(meeting, clerk)
    write(secret, clerk, page=1, text="Bob, date of birth 3 May 2009")
    (text,) = warned()
    assert "text version of “Young Carers: report” may hold someone’s date of birth on page 4" in text
    write(deck, officer, page=4, text="Ann, of Ambridge")
    assert warned() == []


def test_a_text_version_is_looked_through_once_and_not_for_each_page_of_the_desk(meeting, deck, officer, monkeypatch):
    """Two thousand pages of 20,000 letters would be forty seconds of every page that asks whether all is well."""
    looked, kinds_on = [], privacy.kinds_on
    monkeypatch.setattr(privacy, "kinds_on", lambda text, own: looked.append(text) or kinds_on(text, own))
    for text in ("Mapledurham", "Mapledurham again"):
        write(deck, officer, text=text)
        preflight(meeting, on=made.LAST_DAY)
        preflight(meeting, on=made.LAST_DAY)
    assert [text for text in looked if "Mapledurham" in text] == ["Mapledurham", "Mapledurham again"]

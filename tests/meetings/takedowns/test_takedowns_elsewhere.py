"""What was taken down does not get out on another agenda, in later minutes or from another copy (R60)."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.seen import having_read
from committee.files import files
from committee.models import StoredFile
from meetings.agendas import publishing as publication
from meetings.agendas import verbs as agenda
from meetings.minutes.confirmation import confirming, signing
from meetings.minutes.document import minute_states
from meetings.minutes.publication import publishing
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import (
    AgendaItem,
    Confirmation,
    Correction,
    Limb,
    LimbKind,
    Meeting,
    Minutes,
    Paper,
    PaperFile,
    Takedown,
)
from meetings.papers import verbs as papers
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of, everything_of
from tests.meetings import minuted, taken_down
from tests.meetings.minuted import AFTER, APRIL, IN_APRIL, SIGNED, end, entry, in_the_room, schedule, sign, write
from tests.meetings.packs import looking
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import built, issue, moment, poisoned
from tests.meetings.taken_down import CONFIRMED, DECIDED, GROUND, POISON, answers, confirm_all, roads, telling
from tests.staging import staged

BEFORE = moment(2021, 12, 20, 9)
# What a crawl of every address finds there is the same on both databases; what the triggers let through is not.
on_both = pytest.mark.both_databases("queries: what is read where after a takedown")


def publish_april(april: Meeting, clerk) -> None:
    april = Meeting.objects.get(pk=april.pk)
    issue(april, clerk)


@staged
def waiting(minuted, clerk):
    """January's draft with the word in a minute, waiting on April's agenda, of which the packs are built."""
    april = schedule(minuted.meeting.committee, APRIL, clerk)
    write(entry(minuted, "Young Carers"), f"<p>Members heard of {POISON}.</p>", clerk)
    publishing.publish_draft(minuted, at=AFTER, by=clerk)
    built(april)
    return april


def test_r60_a_draft_that_waits_for_the_next_agenda_does_not_publish_it(
    minuted, waiting, clerk, proper_officer, after_commit
):
    draft = Paper.objects.get(item__meeting=waiting, kind="minutes")
    bytes_ = draft.file.stored
    after_commit(lambda: takedowns.hide(entry(minuted, "Young Carers"), **GROUND, by=clerk))
    with pytest.raises(Refused, match="of Monday 10 January 2022"):
        publication.publish_agenda(waiting, at=taken_down.AT, by=clerk)
    confirm_all(proper_officer, after_commit)
    assert not files.holds(StoredFile.objects.get(pk=bytes_.pk))
    after_commit(lambda: publish_april(waiting, clerk))
    at = f"/committees/safeguarding/2022-04-21/papers/{draft.file_id}/x.pdf"
    found = answers({at, "/committees/safeguarding/2022-04-21/pack.pdf", "/committees/safeguarding/2022-04-21/"})
    assert telling(found) == set()
    assert "removed on" in found[at][1].lower()


@on_both
def test_r60_a_waiting_draft_that_was_removed_meanwhile_stays_removed(
    minuted, waiting, clerk, proper_officer, after_commit
):
    hidden = after_commit(lambda: takedowns.hide(entry(minuted, "Young Carers"), **GROUND, by=clerk))
    papers.remove_paper(Paper.objects.get(item__meeting=waiting, kind="minutes"), by=clerk)
    after_commit(lambda: takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer))
    assert not Paper.objects.filter(item__meeting=waiting, kind="minutes").exists()


@on_both
def test_r60_the_next_draft_takes_the_place_of_the_one_taken_down(
    minuted, waiting, clerk, proper_officer, after_commit
):
    minute = entry(minuted, "Young Carers")
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    confirm_all(proper_officer, after_commit)
    write(entry(minuted, "Removed"), "<p>Members heard of a child.</p>", clerk)
    after_commit(lambda: publishing.publish_draft(minuted, at=DECIDED, by=clerk, change_note="A name is left out."))
    after_commit(lambda: publish_april(waiting, clerk))
    draft = Paper.objects.get(item__meeting=waiting, kind="minutes")
    at = f"/committees/safeguarding/2022-04-21/papers/{draft.file_id}/x.pdf"
    assert "heard of a child" in answers({at})[at][1].lower()


def test_r60_the_words_of_an_item_leave_the_draft_minutes_on_the_next_agenda(
    ground, clerk, proper_officer, after_commit
):
    ground.quorum = 2
    ground.save()
    jan = schedule(ground, minuted.TENTH, clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(jan.items.get(kind=kind), by=clerk)
    item = agenda.add_item(jan, title=f"The case of {POISON}", by=clerk)
    issue(jan, clerk, at=BEFORE)
    minutes = minuted.in_the_room(Meeting.objects.get(pk=jan.pk), clerk, minuted.BEGAN)
    minute_states.open_item(entry(minutes, "The case"), at=minuted.BEGAN, by=clerk)
    limbs = [LimbDraft("the report be noted", LimbKind.NOTED)]
    minuted.resolve(entry(minutes, "The case"), limbs, minuted.BEGAN, clerk)
    opening.end_meeting(minutes, at=minuted.ENDED, by=clerk)
    april = schedule(ground, APRIL, clerk)
    publishing.publish_draft(Minutes.objects.get(pk=minutes.pk), at=AFTER, by=clerk)
    publish_april(april, clerk)
    after_commit(lambda: takedowns.hide(AgendaItem.objects.get(pk=item.pk), **GROUND, by=clerk))
    paths = set(roads(jan, april))
    assert telling(answers(paths)) == set()
    confirm_all(proper_officer, after_commit)
    assert telling(answers({f"/committees/safeguarding/{april.slug}/pack.pdf"})) == set()


@staged
def copied(ground, clerk):
    """One file as the paper of two items of a published agenda, and waiting on the next."""

    def paper(meeting, title):
        item = agenda.add_item(meeting, title=title, by=clerk)
        about = {"filename": "case.pdf", "at": BEFORE, "by": clerk, "background_papers": "None"}
        return papers.add_paper(item, title="Case", data=poisoned(POISON, 1), **about)

    jan, april = schedule(ground, minuted.TENTH, clerk), schedule(ground, APRIL, clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(jan.items.get(kind=kind), by=clerk)
    found = [paper(jan, "Fostering"), paper(jan, "Adoption"), paper(april, "Schools")]
    issue(jan, clerk, at=BEFORE)
    return [Paper.objects.select_related("item__meeting").get(pk=one.pk) for one in found]


def test_r60_every_copy_of_a_file_goes_with_it(copied, clerk, proper_officer, after_commit):
    one, two, waiting = copied
    stored = one.file.stored
    after_commit(lambda: takedowns.hide(one, **GROUND, by=clerk))
    assert {row.subject_id for row in Takedown.objects.all()} == {one.pk, two.pk}
    papers_ = {f"/committees/safeguarding/{minuted.TENTH}/papers/{paper.file_id}/x.pdf" for paper in (one, two)}
    assert telling(answers({*papers_, f"/committees/safeguarding/{minuted.TENTH}/pack.pdf"})) == set()
    assert PaperFile.objects.get(pk=waiting.file_id).stored_id != stored.pk
    with pytest.raises(Refused, match="proper officer confirms"):
        publication.publish_agenda(waiting.item.meeting, at=taken_down.AT, by=clerk)
    confirm_all(proper_officer, after_commit)
    assert not files.holds(stored)


@staged
def signed(minuted, waiting, clerk, chairman):
    """January's minutes signed as April's meeting corrected them; April's are being taken."""
    publish_april(waiting, clerk)
    theirs = in_the_room(Meeting.objects.get(pk=waiting.pk), clerk, IN_APRIL)
    minute = entry(minuted, "Young Carers")
    words = {"old_words": f"heard of {POISON}", "new_words": f"heard much of {POISON}"}
    confirming.correct(minute, **words, agreed_in=waiting, at=IN_APRIL, by=clerk)
    confirming.confirm(minuted, confirming=entry(theirs, "Minutes"), at=IN_APRIL, by=clerk)
    sign(minuted)
    return Minutes.objects.select_related("meeting__committee").get(pk=minuted.pk)


def stored(minutes: Minutes) -> list:
    """Every row that holds words of signed minutes, and every limb, the one that quotes their correction among them."""
    return [
        list(minutes.entries.order_by("pk").values("heading", "text", "public_summary")),
        list(Limb.objects.order_by("pk").values_list("text", flat=True)),
        list(Correction.objects.filter(minute__minutes=minutes).values_list("old_words", "new_words")),
    ]


def test_r60_the_meeting_that_corrected_a_minute_quotes_it_no_more(signed, clerk, proper_officer, after_commit):
    minute, theirs = entry(signed, "Young Carers"), Minutes.objects.get(meeting__date=APRIL)
    end(theirs, clerk)
    may = schedule(signed.meeting.committee, dt.date(2022, 5, 5), clerk)
    publishing.publish_draft(Minutes.objects.get(pk=theirs.pk), at=moment(2022, 4, 22, 9), by=clerk)
    page = "/committees/safeguarding/2022-04-21/minutes/"
    paths = {
        page,
        "/committees/safeguarding/2022-04-21/minutes.pdf",
        "/committees/safeguarding/2022-04-21/minutes.json",
    }
    assert page in telling(answers(paths))
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    assert telling(answers(paths)) == set()
    assert f"a correction of minute {minute.number}" in answers({page})[page][1]
    draft = Paper.objects.get(item__meeting=may, kind="minutes").file
    assert POISON not in " ".join(looking.words(files.read(draft.stored))).lower()
    confirm_all(proper_officer, after_commit)
    assert telling(answers(paths)) == set()


@on_both
def test_r60_the_desk_reads_no_word_of_a_signed_minute_that_was_taken_down(signed, clerk, proper_officer, after_commit):
    days = ("2022-01-10", "2022-04-21")
    paths = {
        reverse(f"desk:{name}", args=["safeguarding", day])
        for name in ("room", "minutes-write-up", "minutes-confirm")
        for day in days
    }
    january = reverse("desk:minutes-write-up", args=["safeguarding", days[0]])
    desk = client_of(clerk)
    before = answers(paths, desk)
    assert january in telling(before)
    rows, minute = stored(signed), entry(signed, "Young Carers")
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    assert telling(answers(paths, desk)) == set()
    for row in Takedown.objects.waiting():
        after_commit(lambda row=row: takedowns.undo(row, reason="It is lawful.", at=DECIDED, by=proper_officer))
    assert stored(signed) == rows, "undoing puts all of it back, and what the later meeting quotes of it"
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    confirm_all(proper_officer, after_commit)
    found = answers(paths, desk)
    assert telling(found) == set()
    assert {path: status for path, (status, _) in found.items()} == {path: one for path, (one, _) in before.items()}
    assert POISON not in str(stored(signed)).lower()


@pytest.mark.parametrize("on_paper", [False, True], ids=["sealed", "on paper"])
def test_r60_no_kept_file_holds_a_word_of_signed_minutes_that_were_taken_down(
    minuted, waiting, clerk, chairman, proper_officer, after_commit, on_paper
):
    publish_april(waiting, clerk)
    theirs = in_the_room(Meeting.objects.get(pk=waiting.pk), clerk, IN_APRIL)
    confirming.confirm(minuted, confirming=entry(theirs, "Minutes"), at=IN_APRIL, by=clerk)
    if on_paper:
        day = {"signed_on": timezone.localdate(SIGNED), "at": SIGNED}
        having_read(signing.sign_on_paper)(minuted, scan=poisoned(POISON, 1), **day, by=clerk)
    else:
        sign(minuted)
    signature = Confirmation.objects.get()
    held = signature.scan or signature.sealed
    assert POISON in everything_of(files.read(held)).lower()
    after_commit(lambda: takedowns.hide(entry(minuted, "Young Carers"), **GROUND, by=clerk))
    confirm_all(proper_officer, after_commit)
    kept = [record for record in StoredFile.objects.filter(content_type="application/pdf") if files.holds(record)]
    assert held not in kept
    assert not [record.pk for record in kept if POISON in everything_of(files.read(record)).lower()]


def test_r60_undoing_one_of_two_takedowns_of_minutes_puts_no_file_back_with_the_words_of_the_other(
    minuted, waiting, clerk, proper_officer, after_commit
):
    first = after_commit(lambda: takedowns.hide(entry(minuted, "Declarations"), **GROUND, by=clerk))
    second = after_commit(lambda: takedowns.hide(entry(minuted, "Young Carers"), **GROUND, by=clerk))
    for takedown, hides in ((first, True), (second, False)):
        after_commit(
            lambda takedown=takedown: takedowns.undo(takedown, reason="It is lawful.", at=DECIDED, by=proper_officer)
        )
        version = minuted.versions.get()
        told = [
            POISON in everything_of(files.read(file)).lower()
            for file in (version.public_file, version.members_file)
            if file
        ]
        assert any(told) is not hides


@on_both
def test_r60_beside_a_takedown_nothing_but_its_own_words_of_signed_minutes_changes(signed, clerk, proper_officer):
    minute = entry(signed, "Young Carers")
    hidden = takedowns.hide(minute, **GROUND, by=clerk)
    refused = [
        "UPDATE meetings_minute SET number = number + 100 WHERE id = {minute}",
        "UPDATE meetings_minute SET text = 'x' WHERE id <> {minute}",
        "UPDATE meetings_minute SET is_down = TRUE WHERE id <> {minute}",
        "UPDATE meetings_minutes SET is_down = TRUE",
        "UPDATE meetings_limb SET position = position + 1",
        "UPDATE meetings_correction SET agreed_in_id = agreed_in_id, recorded_by_id = 0",
    ]
    for sql in (*refused, "UPDATE meetings_minute SET text = 'x' WHERE id = {minute}"):
        if "= 'x' WHERE id = " in sql:
            takedowns.confirm(hidden, **CONFIRMED, by=proper_officer)
        with (
            pytest.raises(DatabaseError, match=r"cannot be changed|fixed for ever|shows it again"),
            transaction.atomic(),
        ):
            connection.cursor().execute(sql.format(minute=minute.pk))


@on_both
def test_r60_signed_minutes_are_published_anew_without_the_minute_that_stays_down(
    signed, clerk, proper_officer, after_commit
):
    at, minute = "/committees/safeguarding/2022-01-10/minutes", entry(signed, "Young Carers")
    after_commit(lambda: takedowns.hide(signed, **GROUND, by=clerk))
    whole = Takedown.objects.get(subject="minutes")
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    after_commit(lambda: takedowns.undo(whole, reason="The rest is lawful.", at=DECIDED, by=proper_officer))
    confirm_all(proper_officer, after_commit)
    found = answers({f"{at}/", f"{at}.pdf", f"{at}.docx", f"{at}.json", f"{at}/{minute.number}/"})
    statuses = {path.removeprefix(at): status for path, (status, _) in found.items()}
    assert statuses == {"/": 200, ".pdf": 200, ".docx": 200, ".json": 200, f"/{minute.number}/": 410}
    assert telling(found) == set()
    assert "Confirmed" in found[f"{at}/"][1]
    assert "Declarations of Interest" in found[f"{at}/"][1]


@on_both
def test_r60_a_redacted_copy_of_signed_minutes_that_were_taken_down_is_published(
    signed, clerk, proper_officer, after_commit
):
    meeting = "/committees/safeguarding/2022-01-10/"
    copy = {"data": pdf_of(2, "Minutes, redacted"), "filename": "r.pdf", "at": DECIDED, "by": proper_officer}
    after_commit(lambda: takedowns.hide(signed, **GROUND, by=clerk))
    confirm_all(proper_officer, after_commit)
    whole = Takedown.objects.get(subject="minutes")
    paths = {f"{meeting}{end}" for end in ("", "minutes/", "minutes.pdf", "minutes.docx", "minutes.json")}
    before = {path for path, (status, _) in answers(paths).items() if status == 410}
    after_commit(lambda: takedowns.place_redacted_copy(whole, **copy))
    found = answers(paths)
    assert before - {path for path, (status, _) in found.items() if status == 410} == {f"{meeting}minutes.pdf"}
    assert "Minutes, redacted" in " ".join(looking.words(files.read(Takedown.objects.get(pk=whole.pk).redacted)))
    assert all(f"{meeting}minutes.pdf" in found[page][1] for page in (meeting, f"{meeting}minutes/"))
    assert telling(found) == set()
    after_commit(lambda: takedowns.hide(signed, **GROUND, by=clerk))
    assert answers({f"{meeting}minutes.pdf"})[f"{meeting}minutes.pdf"][0] == 410


def test_r60_no_redacted_copy_takes_the_place_of_minutes_that_are_written_anew(minuted, waiting, clerk, proper_officer):
    down = takedowns.hide(minuted, **GROUND, by=clerk)
    with pytest.raises(Refused, match="nothing here that a redacted copy can replace"):
        takedowns.place_redacted_copy(down, data=b"", filename="r.pdf", at=DECIDED, by=proper_officer)

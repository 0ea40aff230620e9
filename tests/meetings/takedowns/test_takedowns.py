"""Takedowns: what was published unlawfully is hidden at once, everywhere, and confirmed or undone (R60)."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import AuditEntry, KeptForm, StoredFile
from meetings.agendas import amendments, publishing
from meetings.agendas.preflight import SUPPLEMENT, preflight
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, AgendaVersion, Edition, Meeting, Pack, PaperFile, Takedown
from meetings.packs import large_print, published_files, supplement, thumbnails
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from meetings.packs.leak_check import meeting_check
from meetings.papers import background_verbs, withholding
from meetings.papers import verbs as papers
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of
from tests.meetings import publishing as made
from tests.meetings import taken_down
from tests.meetings.minuted import schedule
from tests.meetings.packs import looking
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import poisoned
from tests.meetings.taken_down import (
    CONFIRMED,
    DECIDED,
    GROUND,
    NOW,
    POISON,
    all_hidden,
    answers,
    fingerprint,
    roads,
    telling,
)
from workprogramme.items import verbs as items
from workprogramme.models import ProgrammeItem
from workprogramme.programmes import printing
from workprogramme.programmes import verbs as programmes
from workprogramme.takedowns import printed_with_words

# What a crawl of every address finds there is the same on both databases; what the triggers let through is not.
on_both = pytest.mark.both_databases("triggers: a takedown alone changes what was published")


def stored_of(world) -> set[str]:
    """Return the hashes of every file that holds the word."""
    papers = PaperFile.objects.filter(paper__in=(world.upload, world.ours, world.late))
    return set(papers.values_list("stored__sha256", flat=True)) | {world.document.stored.sha256}


def test_r60_every_public_address_tells_it_before_and_none_after(world, clerk, proper_officer, after_commit):
    chosen = "print.pdf?paper=1&front=yes"
    paths = {*roads(world.meeting), f"/committees/safeguarding/2022-04-21/{chosen}"}
    before = answers(paths)
    told = telling(before)
    for part in ("/pack.pdf", "large-print", "supplement-1", "/papers/", "/x/", "/x.json", "item.pdf",
                 "everything-by-item", "everything-by-date", "/p/1/", "/notice.pdf", "/versions/1/", chosen,
                 "/versions/2/pack.pdf", "/background/", "/items/", "/notice/"):  # fmt: skip
        assert any(part in path for path in told), f"the test looks for a word that {part} never told"
    hashes = stored_of(world)
    KeptForm.objects.create(typed_by=clerk, page="/", action="/", words="{}", sent_at=timezone.now())
    hidden = all_hidden(world, clerk)  # before anything has been made again
    assert not KeptForm.objects.exists(), "whoever types may be quoting it"
    at_once = answers(paths)
    assert telling(at_once) == set()
    at = "/committees/safeguarding/2022-04-21"
    of_paper = [f"papers/{world.upload.file_id}/{end}" for end in ("x.pdf", "x/", "x.json", "x/1.webp", "text.json")]
    for path in (f"{at}/{end}" for end in (*of_paper, chosen, "pack.pdf", "p/1/", "p/1.json", "notice.pdf")):
        status, said = at_once.get(path) or answers({path})[path]
        assert (status, "14 April 2022" in said, "personal information" in said) == (410, True, True), path
        assert ("application/problem+json" in said) == path.endswith(".json")
    for row in hidden:
        after_commit(lambda row=row: takedowns.confirm(row, **CONFIRMED, by=proper_officer))
    assert telling(answers(paths)) == set()
    assert not any(files.holds(record) for record in StoredFile.objects.filter(sha256__in=hashes))
    row = Takedown.objects.get(pk=hidden[0].pk)
    assert (row.hidden_by, row.decided_by, row.backups) == (clerk, proper_officer, CONFIRMED["backups"])
    assert not row.words.filter(original__isnull=False).exists()
    assert hashes & set(AuditEntry.objects.of(row).get(did="took down").facts["sha256"])
    assert StoredFile.objects.filter(sha256__in=hashes).count() == len(hashes), "the hash and the fact stay"


@on_both
def test_r60_once_packs_are_made_again_the_other_pages_have_their_numbers(world, clerk, after_commit, client):
    held = published_files.of(world.meeting, "public")
    before = [(one.pack.first_page, one.pack.last_page, one.pack.manifest[-1]["first"]) for one in held]
    page = world.meeting.versions.latest("number").papers.get(paper_file=world.other.file_id).first_page
    after_commit(lambda: takedowns.hide(world.upload, **GROUND, by=clerk, with_item=True))
    held = published_files.of(world.meeting, "public")
    assert [(one.pack.first_page, one.pack.last_page, one.pack.manifest[-1]["first"]) for one in held] == before
    assert not Pack.objects.filter(emptied=True, large_print=False, edition="public").exists()
    assert client.get("/committees/safeguarding/2022-04-21/pack.pdf").status_code == 200
    at = "/committees/safeguarding/2022-04-21"
    assert "Fostering report" in client.get(f"{at}/p/{page}/").content.decode()
    pdf = files.read(held[0].pack.stored)
    words = looking.words(pdf)
    assert "About foster care" in words[held[0].place_of(page) - 1]
    assert "Removed on" in words[held[0].place_of(1) - 1]


def test_r60_undoing_puts_everything_back_exactly(world, clerk, proper_officer, after_commit):
    at = "/committees/safeguarding/2022-04-21"
    paths = {f"{at}/", f"{at}/items/1/", f"{at}/pack.pdf", f"{at}/notice.pdf", "/search/?q=wurzelgrommet"}
    before = fingerprint(answers(paths))
    rows = [list(model.objects.order_by("pk").values()) for model in (AgendaVersion, Pack, PaperFile)]
    hidden = [after_commit(lambda thing=thing: takedowns.hide(
        thing, **GROUND, by=clerk, with_item=thing == world.upload)) for thing in world.things()]  # fmt: skip
    assert fingerprint(answers(paths)) != before
    for row in (hidden[2], hidden[0], hidden[3], hidden[1]):  # in another order
        after_commit(lambda row=row: takedowns.undo(row, reason="It is lawful.", at=DECIDED, by=proper_officer))
    now = [list(model.objects.order_by("pk").values()) for model in (AgendaVersion, Pack, PaperFile)]
    kept = [row for row in now[1] if row["id"] in {one["id"] for one in rows[1]}]
    assert [now[0], kept, now[2]] == rows
    assert fingerprint(answers(paths)) == before


@on_both
def test_r60_undoing_one_leaves_what_another_hides(world, clerk, proper_officer, after_commit):
    one = after_commit(lambda: takedowns.hide(world.upload, **GROUND, by=clerk, with_item=True))
    after_commit(lambda: takedowns.hide(world.ours, **GROUND, by=clerk))
    after_commit(lambda: takedowns.undo(one, reason="It is lawful.", at=DECIDED, by=proper_officer))
    at = "/committees/safeguarding/2022-04-21"
    ((status, said),) = answers({f"{at}/pack.pdf"}).values()
    assert status == 200
    assert f"words about {POISON}" in said.lower()
    assert f"notes on {POISON}" not in said.lower()


def test_r60_a_redacted_copy_takes_its_place_and_keeps_the_page_numbers(
    world, clerk, proper_officer, after_commit, client
):
    hidden = after_commit(lambda: takedowns.hide(world.upload, **GROUND, by=clerk, with_item=True))
    for data, why in ((pdf_of(4, "Cut"), "must not have more"), (poisoned(POISON, 3), "same file that was taken down")):
        with pytest.raises(Refused, match=why):
            takedowns.place_redacted_copy(hidden, data=data, filename="r.pdf", at=DECIDED, by=proper_officer)
    copy = {"data": pdf_of(2, "Blacked out"), "filename": "r.pdf", "at": DECIDED}
    after_commit(lambda: takedowns.place_redacted_copy(hidden, **copy, by=proper_officer))
    at = "/committees/safeguarding/2022-04-21"
    found = answers({f"{at}/papers/{world.upload.file_id}/x.pdf", f"{at}/pack.pdf", f"{at}/p/1/", f"{at}/"})
    assert {status for status, _ in found.values()} == {200}
    assert "Blacked out" in found[f"{at}/pack.pdf"][1]
    assert "Redacted copy" in found[f"{at}/"][1]
    assert PaperFile.objects.get(pk=world.upload.file_id).pages == 3
    takedowns.confirm(hidden, **CONFIRMED, by=proper_officer)
    assert client.get(f"{at}/papers/{world.upload.file_id}/x.pdf").status_code == 200


@on_both
def test_r60_members_do_not_read_it_either_and_the_desk_does_until_it_is_decided(world, clerk, cast):
    hidden = takedowns.hide(world.upload, **GROUND, by=clerk, with_item=True)
    at = f"/members/safeguarding/2022-04-21/papers/{world.upload.file_id}"
    for person in ("chairman", "member"):
        of_paper = (f"{at}/{end}" for end in ("x.pdf", "x/", "x/1.webp", "text/"))
        for path in (*of_paper, "/members/safeguarding/2022-04-21/pack.pdf"):
            status, said = answers({path}, client_of(cast[person]))[path]
            assert (status, POISON in said) == (410, False)
    assert POISON in answers({f"/desk/takedowns/{hidden.pk}/file-1.pdf"}, client_of(clerk)).popitem()[1][1]
    assert client_of(cast["member"]).get(f"/desk/takedowns/{hidden.pk}/").status_code == 404


def test_r60_members_read_the_file_of_everything_without_it_at_once(world, clerk, cast):
    paths = {f"/members/safeguarding/2022-04-21/everything-by-{order}.pdf" for order in ("item", "date")}
    member = client_of(cast["member"])
    assert telling(answers(paths, member)) == paths
    all_hidden(world, clerk)
    found = answers(paths, member)  # before any pack has been made again
    assert {(status, "Removed on" in said) for status, said in found.values()} == {(200, True)}
    assert telling(found) == set()


def test_r60_a_file_taken_down_with_a_key_decision_which_has_no_meeting_is_refused_with_a_sentence(world, monkeypatch):
    decision = Takedown(subject="decision", label="Key decision 7", hidden_at=DECIDED)
    monkeypatch.setattr("meetings.access.taken_down.files_down", lambda files: dict.fromkeys(files, decision))
    with pytest.raises(Refused, match=r"taken down on Tuesday 19 April 2022: Key decision 7\.$"):
        meeting_check.refuse_twin_of({world.late.file.stored.sha256}, what="The document")


@on_both
def test_r60_a_file_that_was_taken_down_does_not_come_back_as_another_paper(world, clerk, proper_officer):
    hidden = takedowns.hide(world.late, **GROUND, by=clerk)
    version = world.meeting.versions.get(number=2)
    assert (version.change_note, version.notice_id) == (hidden.note, None), "why it was late goes with it"
    assert world.meeting.versions.get(number=1).notice_id, "the notice of the first tells of nothing that came later"
    takedowns.confirm(hidden, **CONFIRMED, by=proper_officer)
    same = {"data": poisoned(POISON, 2), "filename": "f.pdf", "at": DECIDED, "by": clerk}
    with pytest.raises(Refused, match="same file that was taken down"):
        background_verbs.add_background(world.other, title="Figures", **same)
    again = papers.add_paper(world.other.item, title="Figures", background_papers="None", **same)
    found = preflight(world.meeting, on=DECIDED.date(), for_=SUPPLEMENT)
    assert [check.text for check in found if check.rule == "R60" and check.blocks] == [
        "“Figures” of item 4 is open, but its file was taken down on Thursday 14 April 2022 (Paper 3 of item 3 of the "
        "meeting of Thursday 21 April 2022). Upload a redacted file or withhold it."
    ]
    with pytest.raises(Refused):
        amendments.publish_supplement(world.meeting, reason="More came in.", at=DECIDED, by=clerk)
    withheld = {"paragraphs": (1,), "public_interest_reason": "It names a child.", "not_own_development": True}
    withholding.set_access(again, access="exempt", public_title="Figures", **withheld, by=clerk)
    found = preflight(world.meeting, on=DECIDED.date(), for_=SUPPLEMENT)
    assert not [check for check in found if check.rule == "R60"], "it is filed again as what it is"


def test_r60_page_previews_and_draft_supplements_with_the_file_are_erased_and_other_previews_stay(
    world, clerk, proper_officer, after_commit
):
    other = made.meeting_of(world.meeting.committee, clerk, dt.date(2022, 4, 28))
    report = made.report(other, clerk, pages=1)
    made.built(other)
    publishing.publish_agenda(other, seen="", at=made.AT, by=clerk)
    same = {"data": poisoned(POISON, 3), "filename": "r.pdf", "at": NOW, "by": clerk, "background_papers": "None"}
    papers.add_paper(report.item, title="More figures", **same)
    coming = supplement.next_of(Meeting.objects.get(pk=other.pk), NOW.date())
    draft = build.build(other, Edition.DRAFT, at=NOW, **coming.arguments).stored
    theirs = [draft, *(pack.stored for pack in world.meeting.packs.filter(large_print=False, supplement=0))]
    ours = [pack.stored for pack in other.packs.published()]
    for stored in (*theirs, *ours):
        thumbnails.draw(stored)
    hidden = after_commit(lambda: takedowns.hide(world.upload, **GROUND, by=clerk))
    assert all(thumbnails.picture(stored, 1) for stored in theirs), "undoing would need them"
    takedowns.confirm(hidden, **CONFIRMED, by=proper_officer)
    assert not [stored for stored in theirs if files.holds(stored) or thumbnails.picture(stored, 1)]
    assert all(files.holds(stored) and thumbnails.picture(stored, 1) for stored in ours)
    page = client_of(clerk).get("/desk/meetings/safeguarding/2022-04-21/pack/public/pages/").content.decode()
    assert "Open the pack to see its pages." in page, "a published pack is not built again"


@on_both
def test_r60_it_is_to_be_decided_by_the_next_working_day(world, clerk):
    hidden = takedowns.hide(world.upload, **GROUND, by=clerk)
    assert hidden.decide_by == dt.date(2022, 4, 19), "Good Friday, the weekend and Easter Monday do not count"
    assert not hidden.is_overdue(dt.date(2022, 4, 19))
    assert hidden.is_overdue(dt.date(2022, 4, 20))


@on_both
def test_r60_a_thing_is_taken_down_once_and_only_where_it_was_published(world, clerk):
    takedowns.hide(world.upload, **GROUND, by=clerk)
    with pytest.raises(Refused, match="already"):
        takedowns.hide(world.upload, **GROUND, by=clerk)
    unpublished = papers.expect_paper(world.other.item, title="More", by=clerk)
    with pytest.raises(Refused, match="not been published"):
        takedowns.hide(unpublished, **GROUND, by=clerk)


@on_both
def test_r60_nothing_more_is_published_of_the_meeting_until_it_is_decided(world, clerk, proper_officer):
    hidden = takedowns.hide(world.upload, **GROUND, by=clerk)
    changed = {world.other.item_id: {"lead_line": "Report"}}
    with pytest.raises(Refused, match="proper officer confirms"):
        amendments.correct(world.meeting, note="A word.", at=NOW, by=clerk, items=changed)
    takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer)
    amendments.correct(world.meeting, note="A word.", at=NOW, by=clerk, items=changed)


@on_both
def test_r60_the_database_lets_a_takedown_alone_change_what_was_published(world, clerk, proper_officer):
    takedowns.hide(world.upload, **GROUND, by=clerk, with_item=True)
    for column in ("number = number + 1", "sha256 = 'x'", "kind = 'first'"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE meetings_agendaversion SET {column} WHERE number = 2")
    for done in (takedowns.hide(world.other, **GROUND, by=clerk), Takedown.objects.earliest("pk")):
        takedowns.undo(done, reason="It is lawful.", at=DECIDED, by=proper_officer)
    for sql in (
        "UPDATE meetings_agendaversion SET snapshot = '{}'",
        "UPDATE meetings_publishedpaper SET title = 'x'",
        "DELETE FROM meetings_agendaversion",
        "UPDATE meetings_backgrounddocument SET title = 'x'",
        "UPDATE meetings_backgrounddocument SET is_down = TRUE",
        "UPDATE meetings_paper SET is_down = TRUE",
        "DELETE FROM meetings_takedown",
        "DELETE FROM meetings_takedownwords",
        "UPDATE meetings_takedownwords SET original = NULL",
        "UPDATE meetings_takedown SET why = 'x'",
        "UPDATE meetings_takedown SET hidden_at = decided_at",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@on_both
def test_r60_a_file_whose_making_began_before_the_takedown_is_not_kept(world, clerk, monkeypatch):
    printed = large_print._printed

    def hides_meanwhile(jobs):
        made = printed(jobs)
        takedowns.hide(world.upload, **GROUND, by=clerk)
        return made

    monkeypatch.setattr(large_print, "_printed", hides_meanwhile)
    with pytest.raises(Refused, match="taken down while"):
        large_print.build(world.meeting, "public", at=NOW)


@on_both
@pytest.mark.parametrize(("act", "decided"), [("rearrange", "undone"), ("cancel", "confirmed")])
def test_r60_what_cannot_wait_is_told_and_undoing_makes_that_version_whole(
    world, clerk, proper_officer, after_commit, act, decided
):
    meeting, told = world.meeting, {"reason": "The room is flooded.", "at": NOW, "by": clerk}
    hidden = [takedowns.hide(world.upload, **GROUND, by=clerk, with_item=True),
              takedowns.hide(world.upload.item, **GROUND, by=clerk)]  # fmt: skip
    if act == "cancel":
        after_commit(lambda: calendar.cancel(meeting, **told))
    else:
        after_commit(lambda: calendar.rearrange(meeting, day=dt.date(2022, 5, 12), starts=meeting.starts, **told))
    version = meeting.versions.latest("number")
    title, report = f"The case of {POISON}", f"Report on {POISON}"
    assert title not in str(version.snapshot)
    assert report not in f"{version.snapshot}{list(version.papers.values_list('title'))}"
    for row in hidden:
        if decided == "undone":
            after_commit(lambda row=row: takedowns.undo(row, reason="It is lawful.", at=DECIDED, by=proper_officer))
        else:
            after_commit(lambda row=row: takedowns.confirm(row, **CONFIRMED, by=proper_officer))
    version = meeting.versions.latest("number")
    slug = type(meeting).objects.get(pk=meeting.pk).slug
    found = answers({f"/committees/safeguarding/{slug}/{end}" for end in ("", "notice/", "notice.pdf")})
    assert {status for status, _ in found.values()} == {200}
    if decided == "undone":
        assert title in found[f"/committees/safeguarding/{slug}/"][1]
        assert not any("Removed on" in said for _, said in found.values())
        assert version.sha256 == snapshots.digest(version.snapshot)
    else:
        assert not any(title in said or report in said for _, said in found.values())
        assert title not in str(version.snapshot)


@on_both
def test_r60_undoing_tells_what_stays_hidden_and_is_refused_where_another_takedown_has_erased_all_of_it(
    world, clerk, proper_officer, after_commit
):
    paper = after_commit(lambda: takedowns.hide(world.upload, **GROUND, by=clerk, with_item=True))
    item = takedowns.hide(world.upload.item, **GROUND, by=clerk)
    sent = client_of(proper_officer).post(f"/desk/takedowns/{item.pk}/undo/", {"reason": "It is lawful."}, follow=True)
    assert "except for anything also hidden with Paper 1 of item 3" in sent.content.decode()
    item = after_commit(lambda: takedowns.hide(world.upload.item, **GROUND, by=clerk))
    after_commit(lambda: takedowns.confirm(paper, **CONFIRMED, by=proper_officer))
    with pytest.raises(Refused, match="nothing is left to publish again"):
        takedowns.undo(item, reason="It is lawful.", at=DECIDED, by=proper_officer)
    assert Takedown.objects.get(pk=item.pk).is_waiting
    takedowns.confirm(item, **CONFIRMED, by=proper_officer)


def test_r60_the_reason_of_a_correction_goes_with_the_item_whose_words_it_changed(
    world, clerk, proper_officer, after_commit, client
):
    item = world.other.item_id
    name = "Grimbleshanks"
    for line, why in (
        (f"Report of the Director, {name}", f"{name} was left out."),
        ("Report of the Director", "The name was wrong."),
    ):
        amendments.correct(world.meeting, note=why, at=NOW, by=clerk, items={item: {"lead_line": line}})
    amendments.correct(
        world.meeting, note="Another matter.", at=NOW, by=clerk, items={world.upload.item_id: {"presenter": "Ann"}}
    )
    before = list(AgendaVersion.objects.order_by("pk").values())
    hidden = after_commit(lambda: takedowns.hide(AgendaItem.objects.get(pk=item), **GROUND, by=clerk))
    notes = list(world.meeting.versions.order_by("number").values_list("change_note", flat=True))[-3:]
    assert notes == [hidden.note, hidden.note, "Another matter."]
    assert name not in str([list(model.objects.values()) for model in (AgendaVersion, AgendaItem)])
    after_commit(lambda: takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer))
    assert list(AgendaVersion.objects.order_by("pk").values()) == before


@on_both
def test_r60_the_title_in_the_programme_goes_with_the_words_of_the_item(world, year, clerk, proper_officer):
    item = world.upload.item
    when = {"at": taken_down.AT, "on": taken_down.AT.date(), "by": clerk}
    programme = programmes.open_programme(world.meeting.committee, year, at=taken_down.AT, by=clerk)
    programmes.publish_programme(programme, at=taken_down.AT, by=clerk)
    row = items.add_item(programme, title=item.title, meeting=world.meeting, **when)
    ProgrammeItem.objects.filter(pk=row.pk).update(agenda_item=item)
    later = schedule(world.meeting.committee, dt.date(2022, 5, 12), clerk)
    paper = printing.print_for(later, at=taken_down.AT, by=clerk)
    page = "/work-programme/safeguarding/2021-22/"
    paths = {page, f"{page}items/{row.pk}/", "/work-programme/safeguarding/2021-22.csv"}
    assert telling(answers(paths)) == paths
    assert list(printed_with_words(item)) == [paper]
    hidden = takedowns.hide(item, **GROUND, by=clerk)
    assert telling(answers(paths)) == set()
    takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer)
    assert telling(answers(paths)) == paths

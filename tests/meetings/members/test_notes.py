"""A member's notes: for that member alone, encrypted, readable only while the paper is, and deleted in time."""

import datetime as dt
import io
import re
from uuid import uuid4

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from committee.models import AccessEvent, KeptForm, Seat, StoredFile, User
from meetings.members.notes import anchors, beside, keeping, verbs
from meetings.members.notes.encryption import NoteWords
from meetings.members.notes.listing import notes_on
from meetings.models import MemberNote, Paper, PaperFile, PublishedPaper
from meetings.packs.reading import view
from tests.answers import client_of, words
from tests.meetings.members.note_world import POISON, write
from tests.meetings.publishing import DAY, PUBLISHED, SECRET, moment
from tests.test_forms_come_back import Browser

JSON = {"Accept": "application/json"}
WHERE = ["safeguarding", "2022-04-21"]
QUOTE = NoteWords("Young Carers report", text=f"Ask about the {POISON}.")


@pytest.fixture
def mary(member):
    return client_of(member)


def states(user, world, on=DAY) -> list[tuple[str, int, str]]:
    user = User.objects.get(pk=user.pk)  # what somebody may read is worked out once for an object
    return [(note.state, note.page, note.words.quote) for note in notes_on(user, world.meeting, on)]


def send(client, world, **values):
    file = Paper.objects.get(pk=world.open_paper.pk).file_id
    form = {"key": str(uuid4()), "file": file, "page": 2, "quote": "Young Carers", "kind": "note", **values}
    return client.post(reverse("members:note-new", args=WHERE), form, headers=JSON)


def test_a_note_without_a_script_is_shown_beside_its_marked_passage_and_to_nobody_else(published, mary, chairman):
    file = Paper.objects.get(pk=published.open_paper.pk).file_id
    address = reverse("members:note-on-page", args=[*WHERE, file, 2])
    assert "Young Carers report 2" in words(mary.get(address))
    form = {"key": str(uuid4()), "passage": "1", "text": f"Ask about the {POISON}."}
    page = mary.post(address, form, follow=True)
    assert ">Young Carers report 2</mark>" in words(page) and POISON in words(page)
    assert page["Cache-Control"] == "private, no-store"
    index = mary.get(reverse("members:notes", args=WHERE))
    assert POISON in words(index) and index["Cache-Control"] == "private, no-store"
    assert reverse("members:notes", args=WHERE) in words(mary.get(reverse("members:notes-kept")))
    number = PublishedPaper.objects.filter(paper_file=file).latest("pk").first_page + 1
    assert address in words(mary.get(reverse("members:page", args=[*WHERE, number])))
    for path in (
        page.request["PATH_INFO"],
        reverse("members:notes", args=WHERE),
        reverse("members:notes-json", args=WHERE),
    ):
        other = client_of(chairman).get(path)
        assert other.status_code == 200 and POISON not in words(other)


def test_words_of_notes_are_in_no_row_mail_or_log(published, member, mary, chairman, caplog):
    note = write(published.open_paper, member, QUOTE, 2)
    verbs.change_note(note, version=1, text=f"Never mind the {POISON}.", at=PUBLISHED, by=member)
    verbs.share_note(note, readers=[chairman], at=PUBLISHED, on=DAY, by=member)
    send(mary, published, text=POISON)
    address, browser = reverse("members:note", args=[*WHERE, note.key]), Browser(member)
    form = browser.form(address, "text") | {"text": f"The {POISON}, sent too late."}
    browser.session_ends()
    browser.send(address, form)
    out = io.StringIO()
    with caplog.at_level("DEBUG"):
        call_command("daily", "--on", "2022-05-01", stdout=out)
    values = [
        bytes(value) if isinstance(value, memoryview) else value
        for model in apps.get_models()
        for row in model._base_manager.values_list()
        for value in row
    ]
    assert KeptForm.objects.exists() and POISON not in repr(values)
    mails = "".join(f"{email.subject} {email.body} {email.message()}" for email in mail.outbox)
    assert POISON not in out.getvalue() + caplog.text + mails
    assert "note" not in repr(list(apps.get_model("committee.AuditEntry").objects.filter(by=member).values()))
    browser.sign_in()
    assert browser.form(address, "text")["text"] == [f"The {POISON}, sent too late."], "it is lost to nobody"


def test_words_of_notes_are_in_no_address(published, member, mary):
    """The web server and its proxy log addresses."""
    note = write(published.open_paper, member, QUOTE, 2)
    file = note.paper_file_id
    pages = [reverse(f"members:{name}", args=WHERE) for name in ("meeting", "notes", "device")]
    pages += [reverse(f"members:{name}", args=[*WHERE, note.key]) for name in ("note", "note-share")]
    pages += [reverse("members:device-paper", args=[*WHERE, file, 1])]
    pages += [reverse("members:note-on-page", args=[*WHERE, file, 2])]
    pages += [f"/members/safeguarding/2022-04-21/papers/{file}/young-carers-report/"]
    shown = 0
    for path in pages:
        page = mary.get(path).content.decode()
        shown += POISON in page
        for tag in re.findall(r"<[^>]*>", page):
            assert not re.search(rf'(href|src|action)="[^"]*{POISON}', tag), path
        for form in re.findall(r"<form[^>]*>", page):
            assert 'method="post"' in form or "note" not in form, path
    assert shown >= 4, "the notes are on these pages"
    sent = {"key": str(uuid4()), "file": file, "page": 2, "text": POISON}
    assert mary.get(reverse("members:note-new", args=WHERE), sent).status_code == 405


def test_many_shared_notes_leave_a_page_quick_and_ones_own_passage_marked(
    published, member, mary, chairman, monkeypatch
):
    searched, mark = [], anchors.mark
    monkeypatch.setattr(anchors, "mark", lambda html, *args: searched.append(len(html)) or mark(html, *args))
    monkeypatch.setattr(beside, "MOST_LETTERS", 200)
    for number in range(30):
        note = write(published.open_paper, chairman, NoteWords("Young Carers report", text=f"Number {number}."), 2)
        verbs.share_note(note, readers=[member], at=PUBLISHED, on=DAY, by=chairman)
    own = write(published.open_paper, member, QUOTE, 2)
    path = f"/members/safeguarding/2022-04-21/papers/{own.paper_file_id}/young-carers-report/"
    page = words(mary.get(path))
    assert page.count("Note by ") == 30 and f'<mark id="note-{own.pk}">' in page
    assert sum(searched) < 200 + max(searched)


def test_a_script_saves_a_note_once_and_a_clash_returns_both_texts(published, mary):
    key = str(uuid4())
    first, again = (send(mary, published, key=key, text="First.") for _ in range(2))
    assert (first.json()["state"], first.json()["kind"], again.json()["key"]) == ("placed", "note", key)
    assert MemberNote.objects.count() == 1
    changed = send(mary, published, key=key, text="First, and more.")  # the first answer never reached the browser
    assert changed.json()["text"] == "First, and more." and changed.json()["key"] != key
    MemberNote.objects.get(key=changed.json()["key"]).delete()
    address = reverse("members:note", args=[*WHERE, key])
    assert mary.post(address, {"version": 1, "text": "Second."}, headers=JSON).json()["version"] == 2
    clash = mary.post(address, {"version": 1, "text": "Third."}, headers=JSON)
    assert clash.status_code == 409
    assert {"text": "Second.", "yours": "Third.", "version": 2}.items() <= clash.json().items()
    page = mary.post(address, {"version": 1, "text": "Third."})
    assert page.status_code == 422 and "Second." in words(page) and "Third." in words(page)
    assert 'name="version" value="2"' in words(page)
    assert [note["text"] for note in mary.get(reverse("members:notes-json", args=WHERE)).json()["notes"]] == ["Second."]


def test_a_note_is_shared_with_chosen_members_and_taken_back(published, member, chairman, other_member):
    note = write(published.open_paper, member, QUOTE, 2)
    with pytest.raises(verbs.Refused, match="same committee"):
        verbs.share_note(note, readers=[other_member], at=PUBLISHED, on=DAY, by=member)
    address = reverse("members:note-share", args=[*WHERE, note.key])
    client_of(member).post(address, {"readers": [chairman.pk]})
    index = reverse("members:notes", args=WHERE)
    assert "Note by Mary Member" in words(client_of(chairman).get(index))
    assert client_of(chairman).get(address).status_code == 404
    with time_machine.travel(moment(2022, 4, 13, 12)):
        assert "1 note by another member" in words(client_of(chairman).get("/members/"))
        assert "by another member" not in words(client_of(member).get("/members/")), "their own"
    client_of(member).post(address, {})
    assert POISON not in words(client_of(chairman).get(index))


def test_notes_on_an_exempt_paper_go_with_the_right_and_come_back_with_it(published, member, safeguarding):
    note = write(published.secret_paper, member)
    seat = Seat.objects.filter(person=member.person, committee=safeguarding)
    seat.update(until=dt.date(2022, 4, 20))
    assert states(member, published) == []
    list(keeping.delete_notes(at=moment(2022, 4, 21, 9)))
    seat.update(until=None)
    assert [state for state, *_ in states(member, published)] == ["placed"]
    list(keeping.delete_notes(at=moment(2022, 4, 22, 9)))
    seat.update(until=dt.date(2022, 4, 20))
    list(keeping.delete_notes(at=moment(2022, 4, 23, 9)))
    list(keeping.delete_notes(at=moment(2022, 5, 22, 9)))
    assert MemberNote.objects.filter(pk=note.pk).exists()
    list(keeping.delete_notes(at=moment(2022, 5, 23, 9)))
    assert not MemberNote.objects.exists()


def test_a_page_of_a_note_on_an_exempt_paper_is_marked_and_recorded_as_an_opening_of_the_paper(published, member, mary):
    note = write(published.secret_paper, member, NoteWords(f"Words about {SECRET}", text="Why?"))
    with time_machine.travel(moment(2022, 4, 13, 12)) as clock:
        for count, name in enumerate(("note", "note-share"), 1):
            page = words(mary.get(reverse(f"members:{name}", args=[*WHERE, note.key])))
            assert SECRET in page and "council-restricted" in page and SECRET not in page.partition("</title>")[0]
            assert AccessEvent.objects.filter(user=member).count() == count
            clock.shift(dt.timedelta(minutes=31))
        # An open paper in its place does not open its words, which the quotation still has.
        Paper.objects.filter(pk=published.open_paper.pk).update(
            replaces=published.secret_paper, late_reason="Now open."
        )
        assert SECRET in words(mary.get(reverse("members:notes", args=WHERE)))
        assert AccessEvent.objects.filter(user=member, subject_id=published.secret_paper.pk).count() == 3


def test_notes_are_deleted_after_the_time_that_their_author_chose(published, member, chairman, mary):
    write(published.open_paper, member)
    write(published.open_paper, chairman)
    mary.post(reverse("members:notes-kept"), {"months": "1"})
    list(keeping.delete_notes(at=moment(2022, 5, 21, 9)))
    assert MemberNote.objects.count() == 2
    late = write(published.open_paper, member)
    MemberNote.objects.filter(pk=late.pk).update(changed_at=moment(2022, 5, 1, 9))
    list(keeping.delete_notes(at=moment(2022, 5, 22, 9)))
    assert {note.author for note in MemberNote.objects.all()} == {member, chairman}, "one month from the note itself"
    list(keeping.delete_notes(at=moment(2022, 6, 2, 9)))
    assert MemberNote.objects.get().author == chairman
    list(keeping.delete_notes(at=moment(2023, 4, 22, 9)))
    assert not MemberNote.objects.exists()


def test_a_note_without_its_key_is_shown_as_unreadable_and_keys_rotate(published, member, mary, settings):
    note, old, new = write(published.open_paper, member), *[settings.NOTES_KEYS[0], Fernet.generate_key().decode()]
    settings.NOTES_KEYS = [new]
    for name, args in (("notes", WHERE), ("note", [*WHERE, note.key])):
        assert "This note cannot be read" in words(mary.get(reverse(f"members:{name}", args=args)))
    with pytest.raises(CommandError, match="1 notes"):
        call_command("rotate_notes_keys", stdout=io.StringIO())
    settings.NOTES_KEYS = [new, old]
    call_command("rotate_notes_keys", stdout=io.StringIO())
    settings.NOTES_KEYS = [new]
    assert notes_on(member, published.meeting, DAY)[0].words.text
    # Nor is the note of another shown where somebody who can write to the database copies it.
    original = MemberNote.objects.get()
    other = write(published.open_paper, member)
    MemberNote.objects.filter(pk=other.pk).update(secret=original.secret)
    assert sorted(note.state for note in notes_on(member, published.meeting, DAY)) == ["placed", "unreadable"]
    settings.NOTES_KEYS = []
    assert "switched off" in words(mary.get(reverse("members:notes", args=WHERE)))
    assert send(mary, published).status_code == 422


def test_a_new_edition_places_notes_again_and_words_taken_down_are_not_quoted(published, member):
    note = write(published.open_paper, member, NoteWords("Young Carers report 3"), 3)
    write(published.open_paper, member, NoteWords("Young Carers report 2"), 2)
    paper = Paper.objects.get(pk=published.open_paper.pk)
    stored = StoredFile.objects.create(sha256="f" * 64, size=1)
    fields = {"pages": 2, "tagged": True, "original_name": "a.pdf", "received_at": PUBLISHED, "number": 9}
    file = PaperFile.objects.create(paper=paper, stored=stored, **fields)
    version = published.meeting.versions.order_by("number").last()
    PublishedPaper.objects.create(version=version, paper_file=file, item_number=5, title="", access="open")
    assert {state for state, *_ in states(member, published)} == {"waiting"}
    texts = [["A new page"], ["Young Carers report 3"]]
    pages = [view.Page("tags", [["paragraph", [[text, ""]]] for text in page]) for page in texts]
    view._keep(stored, pages)
    shown = sorted((row.row.pk, row.state, row.page, row.passage) for row in notes_on(member, published.meeting, DAY))
    assert shown[0] == (note.pk, "placed", 2, "")
    assert shown[1][1:] == ("changed", 2, "Young Carers report 3")
    # A takedown puts a redacted copy in the place of the file that the note was written on.
    MemberNote.objects.update(sha256="0" * 64)
    assert sorted(states(member, published)) == [("placed", 2, "Young Carers report 3"), ("removed", 2, "")]

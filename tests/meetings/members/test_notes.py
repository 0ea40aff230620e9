"""A member's notes: for that member alone, encrypted, readable only while the paper is, and deleted in time."""

import datetime as dt
import io
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from committee.models import Seat, StoredFile, User
from meetings.members.notes import keeping, verbs
from meetings.members.notes.encryption import NoteWords
from meetings.members.notes.listing import notes_on
from meetings.models import MemberNote, Paper, PaperFile, PublishedPaper
from meetings.packs.reading import view
from tests.answers import client_of, words
from tests.meetings.members.note_world import POISON, write
from tests.meetings.publishing import DAY, PUBLISHED, moment

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
    for path in (
        page.request["PATH_INFO"],
        reverse("members:notes", args=WHERE),
        reverse("members:notes-json", args=WHERE),
    ):
        other = client_of(chairman).get(path)
        assert other.status_code == 200 and POISON not in words(other)


def test_words_of_notes_are_in_no_row_mail_index_or_backup(published, member, mary, chairman, caplog):
    note = write(published.open_paper, member, QUOTE, 2)
    verbs.change_note(note, version=1, text=f"Never mind the {POISON}.", at=PUBLISHED, by=member)
    verbs.share_note(note, readers=[chairman], at=PUBLISHED, on=DAY, by=member)
    send(mary, published, text=POISON)
    out = io.StringIO()
    call_command("daily", "--on", "2022-05-01", stdout=out)
    # A backup is a copy of the database, so what is in no row is in no backup.
    rows = repr([list(model._base_manager.values()) for model in apps.get_models()])
    assert POISON not in rows + out.getvalue() + caplog.text + repr([email.message() for email in mail.outbox])
    assert "note" not in repr(list(apps.get_model("committee.AuditEntry").objects.filter(by=member).values()))


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

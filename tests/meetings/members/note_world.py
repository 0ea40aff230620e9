"""A member's note, for tests of notes and for addresses."""

from uuid import uuid4

from committee.models import User
from meetings.members.notes import verbs
from meetings.members.notes.encryption import NoteWords
from meetings.models import MemberNote, Paper
from tests.meetings.publishing import PUBLISHED

POISON = "quincewhistle"  # a word that only notes have
SHARED = "damsonbugle"  # a word of a note that is shared with the chairman
WORDS = NoteWords(text=f"Ask about the {POISON}.")


def write(paper: Paper, author: User, words: NoteWords = WORDS, page: int = 1) -> MemberNote:
    """Return a new note on a page of the paper's file."""
    file = Paper.objects.get(pk=paper.pk).its_file
    return verbs.write_note(file, key=uuid4(), page=page, words=words, at=PUBLISHED, by=author)

"""Forms of a member's notes."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import Truncator

from committee.forms.fields import ActForm, RecordsField, long_text
from meetings.members.notes import verbs
from meetings.members.notes.encryption import NoteWords
from meetings.members.notes.verbs import CONTEXT, LONGEST_QUOTE, LONGEST_TEXT

SHOWN = 200  # letters of a passage to choose
WHOLE_PAGE = "0"


class SentNoteForm(forms.Form):
    """A note sent by a script: its key, the file and page, the quotation, the words around it, and the text."""

    key = forms.UUIDField()
    file = forms.IntegerField(min_value=1, max_value=2**31)
    page = forms.IntegerField(min_value=1, max_value=2**31)
    quote = forms.CharField(max_length=LONGEST_QUOTE, required=False)
    before = forms.CharField(max_length=CONTEXT, required=False)
    after = forms.CharField(max_length=CONTEXT, required=False)
    text = forms.CharField(max_length=LONGEST_TEXT, required=False)

    @property
    def arguments(self) -> dict[str, Any]:
        """Keyword arguments for `write_note`."""
        sent = self.cleaned_data
        words = NoteWords(sent["quote"], sent["before"], sent["after"], sent["text"])
        return {"key": sent["key"], "page": sent["page"], "words": words}


class PassageNoteForm(ActForm):
    """A note on a page without a script: the member chooses one of its passages, or the whole page."""

    button = "Save note"
    key = forms.UUIDField(widget=forms.HiddenInput)
    passage = forms.ChoiceField(label="What is your note on?", widget=forms.RadioSelect, initial=WHOLE_PAGE)
    text = long_text(
        "Your note", most=LONGEST_TEXT, rows=5, required=False, hint="Leave it empty to highlight a passage."
    )

    def __init__(self, data: Any, passages: Sequence[str], page: int) -> None:
        self.page, self.passages = page, passages
        super().__init__(data, initial={"key": uuid4()})
        choices = [(str(number), Truncator(text).chars(SHOWN)) for number, text in enumerate(passages, 1)]
        field: Any = self.fields["passage"]
        field.choices = [(WHOLE_PAGE, "The whole page"), *choices]

    @property
    def arguments(self) -> dict[str, Any]:
        """Keyword arguments for `write_note`."""
        number = int(self.cleaned_data["passage"])
        passages = ["", *self.passages, ""]
        around = (passages[number - 1][-CONTEXT:], passages[number + 1][:CONTEXT]) if number else ("", "")
        words = NoteWords(passages[number][:LONGEST_QUOTE], *around, self.cleaned_data["text"])
        if len(passages[number]) > LONGEST_QUOTE:
            words = NoteWords(words.quote, words.before, "", words.text)
        return {"key": self.cleaned_data["key"], "page": self.page, "words": words}


class NoteForm(ActForm):
    """The text of a note, with the version that its author saw."""

    button = "Save note"
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31)
    text = long_text("Your note", most=LONGEST_TEXT, rows=6, required=False)


class ShareForm(ActForm):
    """The members with whom a note is shared."""

    button = "Save readers"
    readers = RecordsField(label="Who else may read this note?", queryset=None, required=False)

    def __init__(self, data: Any, members: Any, shared: Sequence[int]) -> None:
        super().__init__(data, initial={"readers": shared})
        field: Any = self.fields["readers"]
        field.queryset = members
        field.help_text = "They read it only while they may read the paper. Clear a box to take the note back."


class TimeKeptForm(ActForm):
    """The time for which the member's notes are kept."""

    months = forms.TypedChoiceField(
        label="How long do you want to keep your notes?", widget=forms.RadioSelect, coerce=int,
        choices=verbs.times_offered,
    )  # fmt: skip

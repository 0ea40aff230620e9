"""Form fields for files of papers and for officers, and the form that converts a file while its sender waits."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q

from committee.acts.refusal import Refused
from committee.forms.fields import ActForm, RecordField, put_after
from committee.models import Person
from committee.models.people import PersonQuerySet
from committee.richtext.pasted import title_from
from meetings.packs.intake import take_in
from meetings.packs.intake.office import kinds
from meetings.packs.intake.take_in import Intake
from meetings.papers.taking_in import LeftOut, limits, taken_in_now


class ManyFilesInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class PdfField(forms.FileField):
    """One PDF. The size is checked before any byte is read; the intake checks the content later."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput)
        kwargs.setdefault("error_messages", {"required": "Choose a PDF to upload."})
        # Django accepts empty files here, so that `clean` refuses them with a sentence that says what to do.
        super().__init__(allow_empty_file=True, max_length=1000, **kwargs)
        self.widget.attrs["accept"] = "application/pdf,.pdf"

    def clean(self, data: Any, initial: Any = None) -> UploadedFile[Any] | None:
        """Return the upload, or None. Raises ValidationError for an empty file, and for a file over the limit."""
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            try:
                take_in.refuse_by_size(upload.size or 0, upload.name or "", limits())
            except Refused as refusal:
                raise forms.ValidationError(refusal.text) from refusal
        return cast(UploadedFile[Any] | None, upload)


class PdfsField(PdfField):
    """Several PDFs. The cleaned value is a list of uploads; each file that cannot be used has its own error."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ManyFilesInput)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # type: ignore[override]
        """Return the uploads. Raises ValidationError with the error of each file that cannot be used."""
        entries = data if isinstance(data, list | tuple) and data else [data or None]
        uploads, faults = [], []
        for entry in entries:
            try:
                upload = super().clean(entry, initial)
            except forms.ValidationError as error:
                faults.append(error)
            else:
                uploads += [upload] if upload else []
        if faults:
            raise forms.ValidationError(faults)
        return uploads


def accepted(endings: Sequence[str]) -> str:
    """Return the `accept` attribute of a file input for these file endings: "application/pdf,.pdf,.docx"."""
    return ",".join(["application/pdf", *(f".{ending}" for ending in endings)])


def kinds_in_words(endings: Sequence[str]) -> str:
    """Return the kinds of files with these endings, in words: "PDF, Word, PowerPoint or Excel"."""
    names = {"pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel", "odt": "LibreOffice"}
    words = [name for ending, name in names.items() if ending in endings]
    return " or ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


class PaperFileField(PdfField):
    """The file of a paper: a PDF, or a file that this machine can convert to a PDF."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "Choose the file to upload."})
        super().__init__(**kwargs)
        offered = kinds.endings()
        self.widget.attrs["accept"] = accepted(offered)
        self.help_text = f"{kinds_in_words(offered)}. {self.help_text}".strip()


class PaperFilesField(PaperFileField, PdfsField):
    """Several files, each a PDF or a file that this machine can convert to a PDF."""


class ConvertedForm(ActForm):
    """
    A form whose file is taken in, and if necessary converted to a PDF, while its sender waits.

    Where the PDF lacks a part of the original, the sender must agree to that first (the field `without`).
    """

    document = ""  # title of the PDF made from the file, where the form has no field for it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and "without" in self.data:
            self._ask_without()

    @property
    def arguments(self) -> dict[str, Any]:
        """
        Arguments of the verb, with the intake of the file as `data`, and its `filename`.

        Raises Refused where the file cannot be used, LeftOut where the sender has not agreed, and Busy where another
        file is being read.
        """
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("file", "without")}
        upload = self.cleaned_data.get("file")
        if not upload:
            return data
        name = upload.name or ""
        title = data.get("title") or self.document or title_from(name) or "Answer"
        return data | {"data": self._taken_in(title), "filename": name}

    def _taken_in(self, title: str) -> Intake:
        upload, without = self.cleaned_data["file"], bool(self.cleaned_data.get("without"))
        try:
            return taken_in_now(upload.read(), upload.name or "", title=title, without=without)
        except LeftOut:
            self._ask_without()
            raise

    def _ask_without(self) -> None:
        agrees = forms.BooleanField(label="Use the PDF without what is named above", required=False)
        self.fields.pop("without", None)
        put_after(self, "file", "without", agrees)


class OfficerField(RecordField):
    """An officer from whom something is due: searched by surname, shown with the post."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Person.objects.none(), empty_label="No one yet", required=False, **kwargs)

    def label_from_instance(self, obj: Person) -> str:
        """Return surname, forename and post: Marsh, Owen (Commissioning Manager)."""
        posts = [post.title for post in getattr(obj, "posts_then", [])]
        return f"{obj.surname}, {obj.forename}" + (f" ({posts[0]})" if posts else "")


def officers(today: dt.date, besides: Collection[int | None] = ()) -> PersonQuerySet:
    """Return officers in post on `today`, and the people with the ids `besides`, by surname, with their posts."""
    in_post = Q(pk__in=Person.objects.officers(today).values("pk"))
    return Person.objects.filter(in_post | Q(pk__in=besides)).by_surname().with_posts(today)

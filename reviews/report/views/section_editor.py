"""What the page needs that lets somebody write one section: the box, and two texts of it where two have written."""

from dataclasses import dataclass

from django.utils import timezone

from committee.models import User
from committee.richtext import cleaning
from committee.wording.dates import to_the_second
from reviews.lookup import address_of
from reviews.models import ReportSection

TEXT = "text"


@dataclass(frozen=True)
class Insert:
    """A button beside the marks of the text: what it is called, and what it puts there."""

    label: str
    text: str
    title: str


FOOTNOTE = Insert("Footnote", "^[]", "Write the note between the brackets")


@dataclass(frozen=True)
class SectionEditor:
    """One box to write in, as `desk/minutes/_editor.html` takes it; `words` are what is in it without scripts."""

    section: ReportSection
    writer: int
    words: str
    stays_plain: bool = False  # what was sent by the plain form goes on there
    which: str = TEXT
    in_room: bool = False
    phrases: tuple[()] = ()
    inserts: tuple[Insert, ...] = (FOOTNOTE,)

    @classmethod
    def of(cls, section: ReportSection, user: User, *, words: str | None = None) -> "SectionEditor":
        """Return the editor for a section; `words` are typed and not saved."""
        text = cleaning.plain(section.text) if words is None else words
        review = section.review
        pictures = [
            Insert(f"Picture {image.number}", f"[image {image.number}]", image.alt) for image in review.images.all()
        ]
        tables = [
            Insert(f"Table {table.number}", f"[table {table.number}]", table.title)
            for table in review.figures.exclude(published_at=None).order_by("number")
        ]
        return cls(section, user.pk, text, stays_plain=words is not None, inserts=(FOOTNOTE, *pictures, *tables))

    @property
    def name(self) -> str:
        """Prefix of the ids of the editor's elements."""
        return f"section-{self.section.kind}"

    @property
    def url(self) -> str:
        """Address that the form is sent to."""
        return address_of(self.section.review, "section", self.section.kind)

    @property
    def label(self) -> str:
        """Label of the box."""
        return "What the section says"

    @property
    def heading(self) -> str:
        """Name of the section, for a writer who finds its text kept on their computer."""
        return str(self.section)

    @property
    def html(self) -> str:
        """The text as it was saved."""
        return cleaning.clean(self.section.text)

    @property
    def revision(self) -> str:
        """Revision that the writer begins from."""
        return str(self.section.revision)

    @property
    def saved(self) -> str:
        """Time of the last save, in words."""
        return to_the_second(self.section.written_at, timezone.localdate()) if self.section.text else ""

"""Forms about the council, its venues, municipal years and closed days."""

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.datastructures import MultiValueDict

from committee.acts.refusal import Refused
from committee.files import crest_picture as picture
from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    BytesField,
    DayField,
    FileForm,
    RadioField,
    YesNoField,
    long_text,
    short_text,
)
from committee.models import (
    ClosedDay,
    LimbStyle,
    ResolutionMark,
    ResolutionWord,
    WithheldPapers,
)
from committee.register.council import faults
from committee.wording.dates import DATE_STYLES, TIME_STYLES
from committee.wording.wording import MEMBER_TITLES, PRESIDING


class CouncilForm(BegunForm, ActForm):
    """The council's name, contact details, offices and notices."""

    name = forms.CharField(label="Name in full", max_length=120)
    short_name = forms.CharField(max_length=60)
    website = forms.URLField(label="Main website", required=False, max_length=200)
    email = forms.EmailField(label="Email address of the committee team", required=False)
    telephone = forms.CharField(max_length=30, required=False)
    address = long_text(most=300, rows=4, required=False)
    offices = forms.CharField(
        label="Offices where notices are posted and papers can be inspected",
        max_length=200,
        help_text="LGA 1972 s.100A(6) and 100B.",
    )
    opening_hours = forms.CharField(max_length=120, required=False, help_text="When papers can be inspected there.")
    filming_notice = long_text(
        most=2000,
        rows=4,
        required=False,
        hint="Printed on the front sheets of every committee. Whether meetings are filmed or webcast is entered with "
        "each committee, and printed before this.",
    )
    recording_kept_months = forms.IntegerField(
        label="Recordings are kept for (months)", min_value=0, max_value=600, initial=12
    )
    complaints_kept_months = forms.IntegerField(
        label="Complaints about personal data are kept for (months)",
        min_value=1,
        max_value=600,
        initial=24,
        help_text="Counted from their outcome. Shown in the privacy notice.",
    )
    statement_prepared_on = DayField(label="Accessibility statement prepared on", required=False)
    statement_reviewed_on = DayField(
        label="Accessibility statement last reviewed on", required=False, help_text="Review it at least once a year."
    )
    accessibility_testing = long_text(
        "How the pages were tested",
        most=2000,
        rows=4,
        required=False,
        hint="When, by whom, how, and which pages. Shown in the statement as you write it.",
    )
    duplex_padding = forms.BooleanField(
        label="Each item begins on an odd page", required=False, help_text="So that packs can be printed double-sided."
    )
    co_optees_read = forms.BooleanField(
        label="Co-optees read the exempt and confidential papers of their committees",
        required=False,
        help_text="Section 100F gives the right to members of the council, and a co-optee is none.",
    )
    exempt_on_devices = forms.BooleanField(
        label="Members may keep exempt papers on their own devices, encrypted",
        required=False,
        help_text="To read them without a connection, with four words that only the member has. Confidential papers "
        "are never kept on a device. If you untick this, the copies are deleted when a device next connects.",
    )
    stamp_agenda_item = forms.BooleanField(
        label="Print the agenda item number on the first page of each report",
        required=False,
        help_text="For example, “Agenda item 4”, at the top if there is space. Published packs do not change.",
    )
    withheld_papers = RadioField(
        label="Papers that are not for publication are",
        choices=WithheldPapers,
        help_text=(
            "Both packs have the same page numbers either way. A holder page shows only the paragraph of "
            "Schedule 12A, but the public can see which item the paper belongs to and how many pages it "
            "has. Published agendas do not change."
        ),
    )
    watermark_members = YesNoField(
        label="Print each member’s name on their copy?",
        help_text=(
            "The name, day and time of download are printed across every page of members’ packs, drafts "
            "and papers that are not for publication. Open papers and the public pack have no name."
        ),
    )

    remote_ground = short_text(
        "Enactment by which members who attend by video are present",
        most=200,
        required=False,
        hint="Leave blank unless a law in force says so: then name it, with its days. Otherwise they cannot vote and "
        "do not count towards the quorum.",
    )
    remote_since = DayField(label="In force since", required=False)
    remote_until = DayField(label="In force until", required=False, help_text="Leave blank if no end is known.")

    resolution_word = RadioField(label="Word before a resolution", choices=ResolutionWord)
    resolution_mark = RadioField(label="Between that word and “That”", choices=ResolutionMark)
    limb_style = RadioField(
        label="Parts of a resolution", choices=LimbStyle, help_text="Published minutes do not change."
    )

    presiding = RadioField(
        label="Title of the person presiding",
        choices=[(word, f"{word}, Vice-{word}") for word in PRESIDING],
        initial="Chairman",
        help_text="A role with its own title in the register keeps it.",
    )
    member_title = RadioField(
        label="Form of address for councillors",
        choices=list(MEMBER_TITLES.items()),
        initial="Councillor",
        help_text="Used in work programmes and on members’ own copies.",
    )
    date_style = RadioField(label="Date format", choices=list(DATE_STYLES.items()), initial="plain")
    time_style = RadioField(
        label="Time format",
        choices=list(TIME_STYLES.items()),
        initial="24",
        help_text="Used on pages, in documents and in emails. Published and confirmed documents do not change.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay_out(
            ("Name", ["name", "short_name"]),
            ("How to reach the committee team", ["website", "email", "telephone", "address"]),
            ("Notices and inspection", ["offices", "opening_hours", "filming_notice", "recording_kept_months"]),
            ("Privacy", ["complaints_kept_months"]),
            (
                "Accessibility statement",
                ["statement_prepared_on", "statement_reviewed_on", "accessibility_testing"],
            ),
            ("Packs", ["duplex_padding", "stamp_agenda_item", "withheld_papers", "watermark_members"]),
            ("Exempt papers", ["co_optees_read", "exempt_on_devices"]),
            ("Meetings by video", ["remote_ground", "remote_since", "remote_until"]),
            ("Minutes", ["resolution_word", "resolution_mark", "limb_style"]),
            (
                "Wording, dates and times",
                ["presiding", "member_title", "date_style", "time_style"],
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Check that the statement was prepared before it was reviewed, and what is in force by video, and when."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("remote_since"), cleaned.get("remote_until")
        if bool(cleaned.get("remote_ground")) != bool(since):
            name = "remote_since" if cleaned.get("remote_ground") else "remote_ground"
            self.add_error(name, "Enter the enactment and the day since which it is in force.")
        if until and (since is None or until < since):
            self.add_error("remote_until", "Its last day must not be before its first.")
        prepared, reviewed = cleaned.get("statement_prepared_on"), cleaned.get("statement_reviewed_on")
        if reviewed and not prepared:
            self.add_error("statement_prepared_on", "Enter the day on which the statement was prepared.")
        elif reviewed and prepared and reviewed < prepared:
            self.add_error("statement_reviewed_on", "The review must not be before the statement was prepared.")
        return cleaned


class VenueForm(BegunForm, ActForm):
    """A place where meetings are held."""

    new_button = "Add this venue"
    name = forms.CharField(max_length=120, help_text="As printed. For example, Oak Room, Shire Hall, Felpersham.")
    address = long_text(most=300, required=False)
    is_council_offices = forms.BooleanField(
        label="It is at the council’s offices",
        required=False,
        initial=True,
        help_text="If not, a joint committee’s notice must also be posted there (LGA 1972 s.100E(2)).",
    )
    access_notes = long_text("Getting in", most=2000, required=False, hint="Step-free access, hearing loop, parking.")
    is_active = forms.BooleanField(label="Meetings are held there now", required=False, initial=True)


class YearForm(BegunForm, ActForm):
    """The first and last day of a municipal year."""

    button, new_button = "Save dates", "Add this municipal year"
    starts = DayField(label="Annual meeting of the council", help_text="Its first day.")
    ends = DayField(label="Last day", help_text="The day before the next annual meeting.")


class ClosedDaysForm(ActForm):
    """Days on which the council is closed."""

    button = "Add these days"
    name = forms.CharField(label="Why", max_length=80, help_text="For example, Christmas closure.")
    kind = RadioField(label="Type of day", choices=ClosedDay.Kind, initial=ClosedDay.Kind.CLOSURE)
    first = DayField(label="First day")
    last = DayField(label="Last day", help_text="Weekends and bank holidays are left out automatically.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "accepted" in self.data:  # show the sent ticks again, even where another field is refused
            self._ask(cast(MultiValueDict[str, str], self.data).getlist("accepted"))

    def ask_about(self, refusal: Refused) -> str:
        """Add a tick box for each meeting that a refusal by R01 lists. Return the field's name; "" for another rule."""
        if refusal.rule != "R01":
            return ""
        self._ask(refusal.text.split("\n"))
        return "accepted"

    def _ask(self, sentences: list[str]) -> None:
        self.fields["accepted"] = forms.MultipleChoiceField(
            label="Meetings that would be short of notice",
            choices=[(sentence, sentence) for sentence in sentences],
            widget=forms.CheckboxSelectMultiple,
            help_text="If the offices are closed all the same, tick each meeting. Its page and minutes will say so.",
        )


HEX = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", "Give a colour as # and six hexadecimal digits, for example #1d5b4f.")

HEX_INPUT = forms.TextInput(attrs={"class": "govuk-input--width-5", "maxlength": 7, "spellcheck": "false"})


class ColoursForm(BegunForm, ActForm):
    """The three colours of pages and emails; refused where text would have too little contrast."""

    button = "Save colours"
    brand_colour = forms.CharField(label="Header", validators=[HEX], widget=HEX_INPUT, help_text="As in #1d5b4f.")
    brand_text_colour = forms.CharField(label="Text on the header", validators=[HEX], widget=HEX_INPUT)
    link_colour = forms.CharField(label="Links", validators=[HEX], widget=HEX_INPUT)

    def clean(self) -> dict[str, Any]:
        """Refuse colours with too little contrast."""
        cleaned = super().clean() or {}
        colours = [cleaned.get(name) for name in ("brand_colour", "brand_text_colour", "link_colour")]
        if all(colours):
            for name, sentence in faults(*map(str, colours)):
                self.add_error(name, sentence)
        return cleaned


class CrestForm(FileForm):
    """A crest or logo."""

    button = "Upload crest"
    file = BytesField(
        label="Crest or logo",
        help_text="PNG (1 MB at most), or SVG of shapes alone (100 KB at most).",
        allow_empty_file=True,
        most=picture.LARGEST,
        too_large="The picture must be 1 MB or smaller.",
        accept=".png,.svg,image/png,image/svg+xml",
        needed="Choose a PNG or SVG file.",
    )

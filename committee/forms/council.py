"""Forms about the council itself, its places and its days."""

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator

from committee.dates import DATE_STYLES, TIME_STYLES
from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField
from committee.models import (
    ClosedDay,
    Council,
    LimbStyle,
    MunicipalYear,
    ResolutionMark,
    ResolutionWord,
    Venue,
    WithheldPapers,
)
from committee.register.colours import faults
from committee.register.council import logo_exists
from committee.wording import MEMBER_TITLES, PRESIDING

AREA = {"rows": 4}
HEX = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", "Give a colour as # and six hexadecimal digits, for example #1d5b4f.")


class CouncilForm(BegunForm, ActForm):
    """The council's name, look, contact details, offices and notices."""

    name = forms.CharField(label="Name in full", max_length=120)
    short_name = forms.CharField(max_length=60)
    logo = forms.CharField(
        max_length=120, required=False, help_text="A file under static/, for example council/logo.svg."
    )
    brand_colour = forms.CharField(label="Colour of the header", max_length=7, validators=[HEX])
    brand_text_colour = forms.CharField(label="Colour of the text on it", max_length=7, validators=[HEX])
    link_colour = forms.CharField(label="Colour of links", max_length=7, validators=[HEX])
    website = forms.URLField(label="Main website", required=False, max_length=200)
    email = forms.EmailField(label="Email address of the committee team", required=False)
    telephone = forms.CharField(max_length=30, required=False)
    address = forms.CharField(max_length=300, required=False, widget=forms.Textarea(AREA))
    offices = forms.CharField(
        label="Offices where notices are posted and papers can be inspected",
        max_length=200,
        help_text="LGA 1972 s.100A(6) and 100B.",
    )
    opening_hours = forms.CharField(max_length=120, required=False, help_text="When papers can be inspected there.")
    filming_notice = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(AREA),
        help_text="Printed on the front sheets of every committee. Whether meetings are filmed or webcast is entered "
        "with each committee, and printed before this.",
    )
    recording_kept_months = forms.IntegerField(
        label="Recordings are kept for (months)", min_value=0, max_value=600, initial=12
    )
    complaints_kept_months = forms.IntegerField(
        label="Complaints about personal data are kept for (months)",
        min_value=1,
        max_value=600,
        initial=24,
        help_text="After their outcome. The privacy notice says so.",
    )
    statement_prepared_on = DayField(label="Accessibility statement prepared on", required=False)
    statement_reviewed_on = DayField(
        label="Accessibility statement last reviewed on", required=False, help_text="Review it at least once a year."
    )
    accessibility_testing = forms.CharField(
        label="How the pages were tested",
        max_length=2000,
        required=False,
        widget=forms.Textarea(AREA),
        help_text="When, by whom, how, and which pages: printed in the statement as you write it.",
    )
    duplex_padding = forms.BooleanField(
        label="Each item begins on an odd page", required=False, help_text="So that packs print on both sides."
    )
    withheld_papers = forms.ChoiceField(
        label="Papers that are not for publication are",
        choices=WithheldPapers,
        widget=forms.RadioSelect,
        help_text=(
            "Either way both packs bear the same page numbers. A holder page says only the paragraph of Schedule 12A "
            "that is claimed, but the public can then see between which items such a paper stands and how many pages "
            "it has: choose it only if its length may be known. A meeting already published stays as it was published."
        ),
    )
    watermark_members = forms.BooleanField(
        label="Each member’s copy bears their name",
        required=False,
        help_text=(
            "With the day and time of the download, across every page of members’ packs, drafts and papers that are "
            "not for publication. Open papers by themselves and the public pack bear no name."
        ),
    )

    resolution_word = forms.ChoiceField(
        label="Word before what was resolved", choices=ResolutionWord, widget=forms.RadioSelect
    )
    resolution_mark = forms.ChoiceField(
        label="Between that word and “That”", choices=ResolutionMark, widget=forms.RadioSelect
    )
    limb_style = forms.ChoiceField(
        label="Limbs of a resolution",
        choices=LimbStyle,
        widget=forms.RadioSelect,
        help_text="Minutes that are published stay as they were printed.",
    )

    presiding = forms.ChoiceField(
        label="Who presides is called",
        choices=[(word, f"{word}, Vice-{word}") for word in PRESIDING],
        widget=forms.RadioSelect,
        initial="Chairman",
        help_text="A role that has a name of its own in the register keeps it.",
    )
    member_title = forms.ChoiceField(
        label="Councillors are called",
        choices=list(MEMBER_TITLES.items()),
        widget=forms.RadioSelect,
        initial="Councillor",
        help_text="Where a form of address is printed: in work programmes and on members’ own copies.",
    )
    date_style = forms.ChoiceField(
        label="Days are written", choices=list(DATE_STYLES.items()), widget=forms.RadioSelect, initial="plain"
    )
    time_style = forms.ChoiceField(
        label="Times are written",
        choices=list(TIME_STYLES.items()),
        widget=forms.RadioSelect,
        initial="24",
        help_text="On pages, in every print and in emails. What is published or confirmed stays as it was printed.",
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        kwargs["initial"] = self.values_of(council)
        super().__init__(*args, row=council if council.pk else None, **kwargs)
        self.lay_out(
            ("Name and look", ["name", "short_name", "logo", "brand_colour", "brand_text_colour", "link_colour"]),
            ("How to reach the committee team", ["website", "email", "telephone", "address"]),
            ("Notices and inspection", ["offices", "opening_hours", "filming_notice", "recording_kept_months"]),
            ("Privacy", ["complaints_kept_months"]),
            (
                "Accessibility statement",
                ["statement_prepared_on", "statement_reviewed_on", "accessibility_testing"],
            ),
            ("Packs", ["duplex_padding", "withheld_papers", "watermark_members"]),
            ("Minutes", ["resolution_word", "resolution_mark", "limb_style"]),
            (
                "Words, days and times, as they will be printed",
                ["presiding", "member_title", "date_style", "time_style"],
            ),
        )

    def clean_logo(self) -> str:
        """A picture that pages can show."""
        name = self.cleaned_data["logo"]
        if name and not logo_exists(name):
            raise forms.ValidationError(f"There is no file {name} under static/. Put it there first.")
        return cast(str, name)

    def clean(self) -> dict[str, Any]:
        """Colours that can be read."""
        cleaned = super().clean() or {}
        colours = [cleaned.get(name) for name in ("brand_colour", "brand_text_colour", "link_colour")]
        if all(colours):
            for name, sentence in faults(*map(str, colours)):
                self.add_error(name, sentence)
        prepared, reviewed = cleaned.get("statement_prepared_on"), cleaned.get("statement_reviewed_on")
        if reviewed and not prepared:
            self.add_error("statement_prepared_on", "Enter the day on which the statement was prepared.")
        elif reviewed and prepared and reviewed < prepared:
            self.add_error("statement_reviewed_on", "The review must not be before the statement was prepared.")
        return cleaned


class VenueForm(BegunForm, ActForm):
    """A place where meetings are held."""

    name = forms.CharField(max_length=120, help_text="As printed, for example Oak Room, Shire Hall, Felpersham.")
    address = forms.CharField(max_length=300, required=False, widget=forms.Textarea({"rows": 3}))
    is_council_offices = forms.BooleanField(
        label="It is at the council's offices",
        required=False,
        initial=True,
        help_text="If not, a joint committee's notice must also be posted there (LGA 1972 s.100E(2)).",
    )
    access_notes = forms.CharField(
        label="Getting in",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Step-free access, hearing loop, parking.",
    )
    is_active = forms.BooleanField(label="Meetings are held there now", required=False, initial=True)

    def __init__(self, *args: Any, venue: Venue, **kwargs: Any) -> None:
        if not venue.pk:
            self.button = "Add this venue"
        super().__init__(*args, row=venue if venue.pk else None, **kwargs)


class YearForm(BegunForm, ActForm):
    """A municipal year."""

    starts = DayField(label="Annual meeting of the council", help_text="Its first day.")
    ends = DayField(label="Last day", help_text="The day before the next annual meeting.")

    def __init__(self, *args: Any, year: MunicipalYear | None = None, **kwargs: Any) -> None:
        self.button = "Save dates" if year else "Add this municipal year"
        # The verbs hold the council's record before any year.
        super().__init__(*args, row=year, holds=Council.objects.first() if year else None, **kwargs)


class ClosedDaysForm(ActForm):
    """Days on which the council is closed."""

    button = "Add these days"
    name = forms.CharField(label="Why", max_length=80, help_text="For example, Christmas closure.")
    kind = forms.ChoiceField(
        label="They are", choices=ClosedDay.Kind, initial=ClosedDay.Kind.CLOSURE, widget=forms.RadioSelect
    )
    first = DayField(label="First day")
    last = DayField(label="Last day", help_text="Weekends and bank holidays in between are left out by themselves.")

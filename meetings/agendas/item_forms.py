"""Forms of the agenda: an item, the standing items."""

import datetime as dt
from typing import Any, cast

from crispy_forms.layout import Layout
from django import forms
from django.forms.formsets import formset_factory

from committee.forms.edit_conflict import BegunForm
from committee.forms.edit_conflict_rows import BegunRows
from committee.forms.fields import ActForm, RadioField, field_of, long_text, put_after, short_text, titled
from committee.law import exemption
from committee.models import Committee, LegalKind
from meetings.models import AgendaItem, ItemKind, Paper, PaperState
from meetings.models.agenda import ASKED_FOR, DETAILS, OTHER_LABELS, Business
from meetings.papers.fields import OfficerField, PaperFilesField, officers
from meetings.withholding import AccessFields

BLANK_ROWS = 3


class LinesForm(BegunForm, ActForm):
    """The title of an item and the text printed under it: a field for each column of `AgendaItem.printed`."""

    title = titled()
    presenter = forms.CharField(label="Presented by", max_length=120, required=False)
    lead_line = short_text(
        "Line under the title", most=250, required=False, hint="For example: Report of the Director for Families."
    )
    bullets = long_text(
        "Bullet points under that line",
        most=2000,
        required=False,
        hint="Enter each on a new line. They are printed as bullets.",
    )
    reference = short_text("Reference", most=120, required=False)
    place = short_text("Site", most=250, required=False, hint="The address or the land that it is about.")
    ward = short_text("Ward or division", most=120, required=False)
    applicant = short_text("Applicant", most=200, required=False)
    from_body = short_text("Referred by", most=200, required=False, hint="The body, with its date and minute.")
    mover = short_text("Proposed by", most=120, required=False)
    seconder = short_text("Seconded by", most=120, required=False)
    recommendation = long_text("Recommendation", most=4000, required=False)
    conditions = long_text(
        "Conditions", most=8000, rows=6, required=False, hint="Enter each on a new line. They are numbered in print."
    )

    def ask_details(self, business: str, row: AgendaItem | None) -> None:
        """Keep only the details that an item of this `business` has, and those that `row` has already."""
        wanted = ASKED_FOR.get(Business(business), ())
        for name in DETAILS:
            if name not in wanted and not (row and getattr(row, name)) and name not in self.data:
                del self.fields[name]
        for name, label in OTHER_LABELS.get(Business(business), {}).items():
            self.fields[name].label = label


class ItemForm(LinesForm):
    """An item: its words on the agenda, the author of its papers, its part, kind and grounds."""

    button, new_button = "Save item", "Add item"
    owner = OfficerField(label="Author of its papers", help_text="They get a reminder about each paper that is due.")
    part = RadioField(
        label="Which part of the agenda?",
        coerce=int,
        choices=[(1, "Part One"), (2, "Part Two")],
        initial=1,
        option_hints={
            1: "With the public present.",
            2: "After the public are excluded. Every report for this item is exempt or confidential.",
        },
    )
    public_title = titled(
        "Title for the public",
        required=False,
        help_text="Only if the title itself would disclose exempt information. The public see this title instead.",
    )
    paragraphs = short_text(
        "Paragraphs of Schedule 12A",
        most=60,
        required=False,
        hint="Only for an item of Part Two without an exempt paper, such as an oral update: 3, or 1 and 3.",
    )
    public_interest_reason = long_text(
        AccessFields.base_fields["public_interest_reason"].label,
        most=2000,
        required=False,
        hint="Needed with paragraphs. Kept on record, not printed.",
    )
    business = forms.ChoiceField(
        choices=Business,
        label="What sort of business is it?",
        required=False,
        help_text="Save, and the page asks for the details of an application, a motion, a referral or a decision.",
    )
    kind = forms.ChoiceField(
        choices=ItemKind,
        label="What kind of item is it?",
        initial=ItemKind.BUSINESS,
        help_text="Choose Business unless it is a standing item.",
    )

    decides_budget = forms.TypedChoiceField(
        label="Does it decide on the budget, council tax or a precept?",
        choices=[("", "Decide from its title"), ("True", "Yes: each vote is recorded by name"), ("False", "No")],
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
        help_text="The Council records by name how each member voted on them (SI 2014/165).",
    )
    budget_reason = short_text(
        "If not, why not?",
        most=500,
        required=False,
        hint="Required if its title mentions them, or you chose Yes before. Shown in the history.",
    )
    pdfs = PaperFilesField(
        label="Papers",
        required=False,
        help_text="You can choose several files. Each becomes an open paper for this item.",
    )

    def __init__(self, *args: Any, today: dt.date, of: Committee, row: AgendaItem | None = None, **kwargs: Any) -> None:
        """Set up the fields for an item of the committee `of`. Only the Council is asked about its budget."""
        super().__init__(*args, row=row, **kwargs)
        self.committee = of
        self.fields["paragraphs"].label = f"Paragraphs of Schedule 12A{exemption.or_typed(of.other_ground)}"
        self.ask_details(row.business if row else self.initial.get("business", ""), row)
        self.order_fields(["title", "business"])
        if of.kind != LegalKind.COUNCIL:
            del self.fields["decides_budget"], self.fields["budget_reason"]
        if row:
            del self.fields["pdfs"]
            self._ask_about_papers(row)
        field_of(self, "owner").queryset = officers(today, [row.owner_id] if row else [])

    @classmethod
    def values_of(cls, row: AgendaItem) -> dict[str, Any]:
        """Return the item's values, with its grounds as they are typed."""
        return super().values_of(row) | {"paragraphs": exemption.as_typed(row.paragraphs)}

    def clean(self) -> dict[str, Any]:
        """Check the paragraphs and their reason; only an item of Part Two has paragraphs (R17)."""
        cleaned = super().clean() or {}
        try:
            numbers = exemption.parse_paragraphs(cleaned.get("paragraphs", ""))
        except ValueError as error:
            self.add_error("paragraphs", str(error))
            return cleaned
        reason = cleaned.get("public_interest_reason", "")
        other = self.committee.other_ground
        for finding in exemption.check_own_grounds(numbers, reason, other=other) if numbers else ():
            field = "public_interest_reason" if "public interest" in finding.text else "paragraphs"
            self.add_error(field, f"{finding.text} ({finding.source})")
        if numbers and cleaned.get("part") == 1:
            self.add_error("paragraphs", "An item of Part One is considered in public. Leave this blank.")
        cleaned["paragraphs"] = exemption.join_paragraphs(numbers)
        return cleaned

    def _ask_about_papers(self, item: AgendaItem) -> None:
        """Add a question about papers that would not fit the other part of the agenda, if the item has such papers."""
        standing = Paper.objects.filter(item=item).exclude(state=PaperState.WITHDRAWN)
        if item.part == 1 and standing.open().exists():
            moving = ("withhold", "Withhold its open papers until their grounds are given")
        elif item.part == 2 and standing.withheld().exists():
            moving = ("open", "Open the papers without grounds; exempt and confidential papers do not change")
        else:
            return
        field = RadioField(
            label=f"If you move it to Part {'Two' if item.part == 1 else 'One'}: what should happen to its papers?",
            choices=[moving, ("leave", "Leave each paper as it is")],
            required=False,
        )
        put_after(self, "part", "its_papers", field)


class QuickItemForm(ActForm):
    """The few fields that most items need. The form is on the agenda, and is posted to the URL of the full form."""

    button = "Add item"
    title = titled()
    presenter = forms.CharField(label="Presented by", max_length=120, required=False)
    pdfs = PaperFilesField(label="Papers", required=False)
    part = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput, initial=ItemKind.BUSINESS)

    def __init__(self, *args: Any, part: int, action: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"add-{part}-%s", initial={"part": part, "kind": ItemKind.BUSINESS}, **kwargs)
        swap = {"hx-post": action, "hx-encoding": "multipart/form-data", "hx-target": "#builder",
                "hx-select": "#builder", "hx-swap": "outerHTML"}  # fmt: skip
        self.helper.form_action = action
        self.helper.form_class = "council-form desk-add__form"
        self.helper.attrs = {f"data-{name}": value for name, value in swap.items()} | {
            "data-focus": f"add-{part}-title",
            "data-in-place": f"#add-{part}",
        }
        self.helper.layout = Layout("title", "presenter", "pdfs")
        self.helper.inputs[0].field_classes += " govuk-button--secondary"


class PartForm(ActForm):
    """The choice of the part for an item with no paper that the public may read."""

    button = "Save the part"
    part = RadioField(
        label="Which part is it in?",
        coerce=int,
        choices=[(2, "Part Two"), (1, "Part One")],
        error_messages={"required": "Choose which part the item is in."},
        option_hints={
            2: "It is considered after the public are excluded.",
            1: "It keeps its place on the agenda. The motion to exclude the public includes it, and it "
            "cannot be started before that motion is carried.",
        },
    )


class StandingRowForm(forms.Form):
    """One standing item. A row without a title is not saved."""

    title = titled(required=False)
    kind = forms.ChoiceField(choices=ItemKind, initial=ItemKind.BUSINESS, required=False)
    lead_line = forms.CharField(label="Line under the title", max_length=250, required=False)
    position = forms.IntegerField(
        label="Place",
        min_value=1,
        max_value=99,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Require a title for a new row with a line under the title. A saved row whose title was cleared is removed."""
        cleaned = super().clean() or {}
        if cleaned.get("lead_line") and not cleaned.get("title") and not self.initial.get("title"):
            self.add_error("title", "Enter the title, or clear the row.")
        return cleaned

    @property
    def row(self) -> dict[str, Any] | None:
        """Values of the row for `keep_standing_items`; None for a row without a title."""
        data = self.cleaned_data
        if not data.get("title"):
            return None
        return {"title": data["title"], "kind": data.get("kind") or ItemKind.BUSINESS, "lead_line": data["lead_line"]}


class BaseStanding(BegunRows):
    """A committee's standing items."""

    compared = ("title", "kind", "lead_line")

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The values of each row that has a title, in the order of the positions entered."""
        return [form.row for form in cast(list[Any], self.in_order) if form.row]


StandingFormSet = formset_factory(
    StandingRowForm, formset=BaseStanding, extra=BLANK_ROWS, max_num=60, validate_max=True, absolute_max=60
)

"""Forms of a panel's requests for information."""

from typing import Any

from django import forms

from committee.dates import full_date
from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, ProofField, RecordField, field_of
from reviews.models import InformationRequest, Review
from workprogramme.models import DocumentRequest
from workprogramme.procedure_forms import LONG, SHORT


class DocumentRequestField(RecordField):
    """A member's request for a document of the executive."""

    def label_from_instance(self, obj: DocumentRequest) -> str:
        """What was asked, by whom and when."""
        return f"{obj.document[:120]} ({obj.member}, {full_date(obj.asked_on)})"


class RequestForm(ActForm):
    """What the panel asks for, of whom, and by when."""

    button = "Record the request"
    what = forms.CharField(label="What does the panel ask for?", max_length=1000, widget=SHORT)
    of_whom = forms.CharField(label="Of whom?", max_length=200)
    asked_on = DayField(label="When was it asked?")
    proof = ProofField()
    wanted_by = DayField(label="When is it needed?", required=False)
    document_request = DocumentRequestField(
        label="Is it a member’s request for a document of the executive?", required=False, empty_label="No",
        queryset=DocumentRequest.objects.none(),
        help_text="It is then due within ten clear days (SI 2012/2089 reg 17). Its answer is also the answer to this "
        "request.",
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = DocumentRequest.objects.filter(committee__reviews__review=review).select_related("member")
        field_of(self, "document_request").queryset = rows.order_by("-asked_on", "pk")


class AnswerForm(BegunForm, RequestForm):
    """The same, with what came."""

    button = "Save the request"
    answered_on = DayField(label="When was it answered?", required=False)
    answer = forms.CharField(
        label="What was received?", max_length=4000, required=False, widget=LONG, help_text="For the panel."
    )

    def __init__(self, *args: Any, request: InformationRequest, **kwargs: Any) -> None:
        super().__init__(*args, review=request.review, row=request, **kwargs)

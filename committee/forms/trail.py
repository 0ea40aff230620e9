"""How the trail is searched."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import Q, QuerySet

from committee.forms.fields import DayField, look_button
from committee.models import AccessEvent
from committee.models.audit import AuditEntryQuerySet


class TrailForm(forms.Form):
    """Words, a person and a span of days; all may be empty."""

    q = forms.CharField(label="Words", required=False, max_length=100)
    by = forms.CharField(label="Done by", required=False, max_length=100)
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "council-form council-form--wide"
        fields = Div("q", "by", "since", "until", css_class="council-fields-row")
        self.helper.layout = Layout(fields, look_button("Show"))

    def narrow(self, entries: AuditEntryQuerySet) -> AuditEntryQuerySet:
        """Return the entries that match the form."""
        data = self.cleaned_data
        for word in data["q"].split()[:10]:
            entries = entries.filter(Q(did__icontains=word) | Q(subject__icontains=word) | Q(by_name__icontains=word))
        if data["by"]:
            entries = entries.filter(Q(by_name__icontains=data["by"]) | Q(acting_for__icontains=data["by"]))
        if data["since"]:
            entries = entries.filter(at__date__gte=data["since"])
        if data["until"]:
            entries = entries.filter(at__date__lte=data["until"])
        return entries


class ReadingsForm(TrailForm):
    """The same of the reading log."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].label = "Read by"

    def narrow_readings(self, events: QuerySet[AccessEvent]) -> QuerySet[AccessEvent]:
        """Return the readings that match the form."""
        data = self.cleaned_data
        for word in data["q"].split()[:10]:
            events = events.filter(Q(subject__icontains=word) | Q(right__icontains=word))
        if data["by"]:
            events = events.filter(user__name__icontains=data["by"])
        if data["since"]:
            events = events.filter(at__date__gte=data["since"])
        if data["until"]:
            events = events.filter(at__date__lte=data["until"])
        return events

"""How every page asks for an act: the form, the verb, where to go on, and where a refusal stands."""

from typing import Any

import pytest
from django import forms
from django.db import IntegrityError
from django.http import QueryDict
from django.test import RequestFactory

from committee.acts.refusal import Refused
from committee.acts.verbs import CROSSED
from committee.forms.edit_conflict import BegunForm, marks_of, saved
from committee.views.acting import answered, press

SentFormSet = forms.formset_factory(forms.Form)


class SentForm(forms.Form):
    name = forms.CharField()


class Said(list[str]):
    """In place of Django's messages."""

    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        self.append(message)


def asked(**sent: str) -> Any:
    request = RequestFactory().post("/act/", sent)
    request._messages = Said()
    return request


def refuse(data: Any = None) -> str:
    raise Refused("It is too late.", rule="R01")


def collide(data: Any) -> str:
    raise IntegrityError("UNIQUE constraint failed")


def test_a_refusal_stands_at_the_field_that_is_named_or_over_the_form():
    for field, at in (("name", "name"), ("", "__all__"), ("gone", "__all__"), (lambda refusal: "name", "name")):
        form = SentForm({"name": "Neglect"})
        assert answered(asked(), form, refuse, then="/then/", field=field) is None
        assert form.errors == {at: ["It is too late."]}
    rows = SentFormSet({"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"})
    assert answered(asked(), rows, refuse, then="/then/") is None
    assert rows.non_form_errors() == ["It is too late."] and not rows.is_valid()


def test_what_the_database_refuses_is_told_in_a_sentence():
    form = SentForm({"name": "Neglect"})
    assert answered(asked(), form, collide, then="/then/") is None
    assert form.non_field_errors() == [CROSSED]


def test_a_button_tells_what_was_done_or_why_not_and_leads_on():
    for act, said in ((lambda: "It is struck out.", ["It is struck out."]), (refuse, ["It is too late."])):
        request = asked()
        assert press(request, act, then="/then/")["Location"] == "/then/"
        assert request._messages == said


def test_a_button_that_is_refused_may_lead_elsewhere_and_htmx_is_led_by_a_header():
    assert press(asked(), refuse, then="/then/", otherwise=lambda: "/before/")["Location"] == "/before/"
    request = RequestFactory().post("/act/", headers={"HX-Request": "true"})
    request._messages = Said()
    answer = press(request, refuse, then="/then/")
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/then/")


def test_what_somebody_took_off_a_list_meanwhile_is_not_told_by_its_value():
    with pytest.raises(forms.ValidationError, match="what you chose is no longer in the list"):
        forms.MultipleChoiceField().clean(["item:99"])


def test_a_form_that_began_from_a_row_that_is_gone_makes_no_new_one_unasked():
    class Words(BegunForm):
        text, day = forms.CharField(), forms.CharField(required=False)

    sent = QueryDict(mutable=True)
    sent.update({"text": "Put right", "began_from": marks_of({"text": "Wrong"})})
    form = Words(sent)
    assert form.is_valid()
    with pytest.raises(Refused, match="has removed this"):
        saved(form, lambda: pytest.fail("saved anew"))
    again = Words(form.data)
    assert again.is_valid() and saved(again, lambda: "anew") == "anew"

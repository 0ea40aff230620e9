"""Acts: verbs ask who may (`tests/test_acts.py` walks every verb), pages ask for one and show its refusal."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django import forms
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import keeps_the_register
from committee.acts.refusal import Refused
from committee.acts.verbs import CROSSED, PORTAL, Anybody, LinkHolder, NotAllowed, as_part, verb
from committee.forms.edit_conflict import BegunForm, marks_of, saved
from committee.models import AuditEntry, Division, Role, RoleGrant, User
from committee.register import names
from committee.views.acting import answered, press

TODAY = timezone.localdate()


@verb(may=keeps_the_register)
def enter(name: str, *, by: Anybody) -> Division:
    """Enter a division: an act and nothing else."""
    return Division.objects.create(name=name)


def test_whoever_may_not_begins_nothing(stranger, member, clerk):
    for who in (stranger, member, None, LinkHolder(member.person)):
        with pytest.raises(NotAllowed):
            enter("Ambridge", by=who)
    assert not Division.objects.exists()
    assert enter("Ambridge", by=clerk).name == "Ambridge"


def test_the_right_is_that_of_the_day_in_london_on_which_they_act(stranger):
    grant = RoleGrant.objects.create(user=stranger, role=Role.CLERK, since=TODAY, until=TODAY)
    assert enter("One", by=User.objects.get(pk=stranger.pk))
    # In July it is a minute past midnight in London while it is still the day before by Greenwich.
    day = dt.date(2030, 7, 2)
    RoleGrant.objects.filter(pk=grant.pk).update(until=day - dt.timedelta(1))
    before, after = (dt.datetime(2030, 7, 1, *time, tzinfo=dt.UTC) for time in ((22, 59), (23, 1)))
    for minute, may in ((before, True), (after, False)):
        with time_machine.travel(minute):
            if may:
                enter("Two", by=User.objects.get(pk=stranger.pk))
            else:
                with pytest.raises(NotAllowed):
                    enter("Three", by=User.objects.get(pk=stranger.pk))


def test_nobody_acts_whose_sign_in_is_suspended(clerk):
    clerk.is_active = False
    with pytest.raises(NotAllowed):
        enter("Ambridge", by=clerk)


def test_the_portals_own_acts_are_told_as_its_own_on_the_trail(db):
    names.add(Division, "Ambridge", by=PORTAL)
    entry = AuditEntry.objects.get()
    assert (str(entry), entry.by) == ("The portal added the division Ambridge", None)


def test_an_act_is_done_as_a_part_of_another_without_asking_again(stranger):
    assert as_part(enter)("Ambridge", by=stranger)


def test_an_act_is_done_whole_or_not_at_all(clerk):
    @verb(may=keeps_the_register)
    def enter_two(*, by: Anybody) -> None:
        names.add(Division, "Ambridge", by=clerk)
        names.add(Division, "Ambridge", by=clerk)

    with pytest.raises(Refused, match="called Ambridge already"):
        enter_two(by=clerk)
    assert not Division.objects.exists() and not AuditEntry.objects.exists()


def test_a_page_answers_as_if_it_were_not_there_where_its_verb_lets_nobody(clerk, monkeypatch, desk):
    def lose_the_role(*args: object, **kwargs: object) -> None:
        raise NotAllowed(clerk, "committee.register.names.add")

    monkeypatch.setattr(names, "add", lose_the_role)
    assert desk.post(reverse("register:division-new"), {"name": "Ambridge"}).status_code == 404


def test_a_command_says_in_one_line_that_somebody_may_not(member, tmp_path, safeguarding, year):
    divisions, programme = tmp_path / "divisions.csv", tmp_path / "programme.csv"
    divisions.write_text("name\nAmbridge\n")
    programme.write_text("Date of meeting,Item,Details,Action/Outcome\ntbc,Buses,They come late.,\n")
    with pytest.raises(CommandError, match=r"^Mary Member may not import files: .*\.$"):
        call_command("import_csv", "divisions", divisions, by=member.email)
    with pytest.raises(CommandError, match=r"^Mary Member may not import a work programme: .*\.$"):
        call_command("import_programme", "safeguarding", "2021-22", programme, by=member.email, accept_warnings=True)


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

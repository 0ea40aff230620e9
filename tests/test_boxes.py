"""A field that a form has lost opens nothing: no box means “open” or “public” where it is not sent."""

from collections.abc import Iterator
from html import unescape

from django import forms
from django.test import Client
from django.urls import reverse

from committee.forms.fields import INCOMPLETE, YesNoField
from committee.models import AuditEntry
from meetings.models import Access
from tests.acts import APPS, verbs
from tests.test_forms_come_back import forms_in, names_in, sent_by

# What the absence of a tick means.
BOXES = {
    "what it opens, lets or says is so by the tick alone": (
        "although_namesake although_scrutinising annual co_optees_read everything exempt_on_devices filmed is_active"
        " is_monitoring_officer is_named is_open is_proper_officer may_be_named may_be_published no_child_is_named"
        " passwordless remember replacing voting"
    ),
    "how something is printed": "duplex_padding minutes_by_meeting stamp_agenda_item",
    "whom an email goes to, by the tick alone": "send tell",
    "without it nothing is withheld, and so nothing is published": "not_own_development not_registrable",
    "a fact; what it is about is as public with it as without": (
        "apologies goes_on involves_service_users is_required left_room other_documents registered sent_evidence"
        " systemic to_follow virtual"
    ),
    "without it there is less to read": "has_minute taken",
    "without it the notice is posted at the premises too": "is_council_offices",
    "names are public by a tick of their own": "is_group",
    "who reads it is a question beside it, and nobody without an answer": "left_out",
}
# Of a question what no answer means, where it is not refused.
CLOSED = {
    "contract_terms": True,  # no councillor of another committee reads it
    "access": "",  # of a file that waits: `row` withholds it
}


def every_field() -> Iterator[tuple[str, str, forms.Field]]:
    """Form, name and field of every form there is."""
    dict(verbs())  # every module is imported
    waiting = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(APPS):
            yield from ((form.__qualname__, *field) for field in getattr(form, "base_fields", {}).items())


def test_no_box_means_open_where_it_is_not_sent():
    boxes = {name for _, name, field in every_field() if isinstance(field, forms.BooleanField)}
    assert boxes == set(" ".join(BOXES.values()).split()), (
        "say what its absence means; where it opens anything, ask it with YesNoField"
    )


def test_a_question_of_who_may_read_is_answered_or_closed():
    asked, refused = set(), set()
    for form, name, field in every_field():
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            values = {str(value) for value, _ in field.choices}
            if isinstance(field, YesNoField) or values > {Access.OPEN}:
                asked.add((form, name))
                try:
                    assert field.clean(None) == CLOSED[name], f"{form}.{name}"
                except forms.ValidationError:
                    refused.add((form, name))
    assert asked - refused <= {(form, name) for form, name in asked if name in CLOSED}
    assert {name for _, name in refused} >= {"access", "in_private", "informal", "sensitive", "with_item", "withheld"}


def lost(client: Client, address: str, field: str, typed: dict) -> str:
    """Send the page's form without the field of that name; check that nothing was done, and return the page."""
    page = client.get(address).content.decode()
    form = next(form for form in forms_in(page) if field in names_in(form))
    sent = {name: value for name, value in {**sent_by(form), **typed}.items() if name != field}
    before = AuditEntry.objects.count()
    answer = client.post(address, sent)
    assert answer.status_code == 422, "it was taken"
    assert AuditEntry.objects.count() == before, "nothing was done"
    assert client.post(address, sent | {field: "False"}).status_code == 302, "it is what was missing"
    return unescape(answer.content.decode())


MEETING = ("safeguarding", "2022-04-21")


def test_a_meeting_is_not_made_formal_by_a_question_that_was_lost(desk, ground):
    typed = {"committee": ground.pk, "day": "2022-04-21", "sure": "2022-04-21"}
    assert "Choose one of these." in lost(desk, reverse("desk:meeting-new"), "informal", typed)
    whole_year = reverse("desk:calendar-schedule", args=["2021-22", "safeguarding"])
    lost(desk, whole_year, "rows-0-informal", {"rows-0-day": "2022-02-10", "rows-0-sure": "2022-02-10"})
    assert "Choose one of these." in lost(desk, reverse("desk:meeting-settings", args=MEETING), "informal", {})


def test_a_title_for_the_public_is_not_taken_away_by_a_form_that_lost_it(desk, agenda):
    item = agenda.items.filter(part=2).exclude(kind="exclusion").get()
    type(item).objects.filter(pk=item.pk).update(public_title="A placement")
    address = reverse("desk:item", args=[*MEETING, item.pk])
    page = desk.get(address).content.decode()
    form = next(form for form in forms_in(page) if "public_title" in names_in(form))
    sent = {name: value for name, value in sent_by(form).items() if name != "public_title"}
    answer = desk.post(address, sent)
    assert answer.status_code == 422 and INCOMPLETE in answer.content.decode()
    item.refresh_from_db()
    assert item.public_title == "A placement"

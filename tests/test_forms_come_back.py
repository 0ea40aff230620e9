"""
A form whose sender's session had ended comes back as it was filled in, to them alone
(`committee/forms/kept_forms.py`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from committee.forms import kept_forms
from committee.forms.filled import COUNTS, OURS, PRESSED, Element, controls_of, forms_of, kind_of
from committee.models import KeptForm, User
from committee.timers import daily_deletions
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.management.commands.worker import look_once
from meetings.models import Meeting
from tests.addresses import POSTED_ONLY, Address
from tests.meetings.packs.making import pdf_of
from tests.staging import staged

pytestmark = pytest.mark.both_databases("queries: what is kept of a form that came in too late")
AGENDA = "/desk/meetings/safeguarding/2022-04-21/"
PASSWORD = "a long enough password"
TRAIL = f"{AGENDA}trail/"
NEW = f"{AGENDA}items/new/"
ITEM = {"title": "Young carers & “others”", "kind": "business", "part": "1"}


@staged
def meeting(safeguarding, clerk) -> Meeting:
    return calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)


class Browser:
    """Somebody's browser: forms as it shows them, and what it sends."""

    def __init__(self, user: User) -> None:
        self.user, self.client = user, Client(enforce_csrf_checks=True, HTTP_HOST="testserver")
        self.client.force_login(user)

    def forms(self, path: str) -> list[Element]:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        self.page = answer.content.decode()
        return forms_in(self.page)

    def form(self, path: str, *names: str) -> dict[str, list[str]]:
        """Return the data of the page's last form with these names: the notice's own forms stand above it."""
        for form in reversed(self.forms(path)):
            if names_in(form).issuperset(names):
                return sent_by(form)
        raise AssertionError(f"{path} has no form with {names}")

    def send(self, page: str, words: dict, to: str = ""):
        return self.client.post(to or page, words, headers={"Referer": f"http://testserver{page}"})

    def session_ends(self) -> None:
        self.client.cookies.pop("sessionid", None)

    def sign_in(self, user: User | None = None) -> None:
        self.client.force_login(user or self.user)


def forms_in(page: str) -> list[Element]:
    """Return the forms of a page."""
    return forms_of(lxml.html.document_fromstring(page))


def names_in(form: Element) -> set[str]:
    """Return the names of a form's controls."""
    return {one.get("name", "") for one in controls_of(form)}


def sent_by(form: Element) -> dict[str, list[str]]:
    """Return the data of a form, unchanged."""
    said = defaultdict(list)
    for one in controls_of(form):
        name, kind = one.get("name"), kind_of(one)
        if not name or kind in PRESSED or kind == "file" or "disabled" in one.attrib:
            continue
        if kind in ("checkbox", "radio"):
            if "checked" in one.attrib:
                said[name].append(one.get("value", "on"))
        elif kind == "select":
            chosen = [option.get("value", "") for option in one.iter("option") if "selected" in option.attrib]
            said[name] += chosen or ([] if "multiple" in one.attrib else [next(one.iter("option")).get("value", "")])
        elif kind == "textarea":
            said[name].append((one.text or "").removeprefix("\n"))
        else:
            said[name].append(one.get("value", ""))
    return dict(said)


@pytest.fixture
def browser(clerk):
    return Browser(clerk)


def too_late(browser: Browser, **more) -> dict:
    """Send a new agenda item after the session has ended."""
    words = {**browser.form(NEW, "title"), **ITEM, **more}
    browser.session_ends()
    answer = browser.send(NEW, words)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={NEW}")
    return words


def test_a_form_sent_after_the_session_ended_comes_back_and_is_saved_only_when_it_is_sent(browser, meeting):
    before = meeting.items.count()
    too_late(browser)
    here = f"/account/login/?next={NEW}"
    words = browser.form(here, "login") | {"login": browser.user.email, "password": PASSWORD}
    assert "get the form back as you filled it in" in browser.page
    assert browser.send(here, words)["Location"] == NEW
    back = browser.form(NEW, "title")
    assert back["title"] == [ITEM["title"]]
    assert "You were signed out" in browser.page
    assert meeting.items.count() == before
    assert browser.send(NEW, back).status_code == 302
    assert meeting.items.count() == before + 1
    assert not KeptForm.objects.exists()
    assert browser.form(NEW, "title")["title"] == [""]


def test_a_form_with_a_control_character_pasted_from_word_comes_back(browser, meeting):
    too_late(browser, title="Young\x0bcarers")
    browser.sign_in()
    assert browser.form(NEW, "title")["title"] == ["Young carers"]


def test_it_comes_back_to_nobody_else_and_on_no_other_page(browser, meeting, cast):
    too_late(browser)
    browser.sign_in(cast["proper officer"])
    assert browser.form(NEW, "title")["title"] == [""]
    browser.sign_in()
    assert KeptForm.objects.count() == 1
    assert browser.form(f"{AGENDA}items/new/?after=1", "title")["title"] == [""]


def test_nothing_of_a_stranger_is_kept_nor_what_says_it_is_somebodys(browser, meeting, cast):
    words = browser.form(NEW, "title") | ITEM
    browser.session_ends()
    mark = words.pop("typed_by")[0]
    for said in ({}, {"typed_by": "1"}, {"typed_by": mark.replace(mark[:2], f"{cast['officer'].pk}:", 1)}):
        browser.send(NEW, words | said)
    assert not KeptForm.objects.exists()


def test_what_is_kept_of_one_person_is_bounded_and_the_latest_is_kept(browser, meeting):
    words = browser.form(NEW, "title")
    browser.session_ends()
    for number in range(kept_forms.MOST + 3):
        browser.send(NEW, words | ITEM | {"title": f"Item {number}"})
    browser.send(NEW, words | ITEM | {"title": f"Item {number}"})
    assert KeptForm.objects.count() == kept_forms.MOST
    answer = browser.send(NEW, words | ITEM | {"title": "x" * 1_000_001})
    assert KeptForm.objects.count() == kept_forms.MOST
    assert kept_forms.TOO_LONG in browser.client.get(answer["Location"]).content.decode()
    browser.sign_in()
    assert browser.form(NEW, "title")["title"] == [f"Item {number}"]
    assert "Item 5" in browser.page, "those for which the page has no second form are shown to be copied"


def test_passwords_and_tokens_are_not_kept_and_files_are_named(browser, meeting):
    item = meeting.items.last()
    path = f"{AGENDA}items/{item.pk}/papers/new/"
    words = browser.form(path, "title", "file")
    browser.session_ends()
    file = SimpleUploadedFile("adoption.pdf", pdf_of(1, "Report"), "application/pdf")
    more = {"title": "Report", "new_password1": "correct horse", "code": "A1B2C3D4", "file": file}
    browser.send(path, words | more)
    kept = KeptForm.objects.get()
    assert not {"new_password1", "code", "csrfmiddlewaretoken", "typed_by"} & kept_forms.words_of(kept).keys()
    browser.sign_in()
    assert browser.form(path, "title", "file")["title"] == ["Report"]
    assert "Choose this file again: adoption.pdf" in browser.page


def test_what_is_kept_is_encrypted_and_passed_over_under_another_secret_key(browser, meeting, settings):
    too_late(browser, title="Closure of Wisteria Grange")
    assert "Wisteria" not in repr(KeptForm.objects.values().get())
    settings.SECRET_KEY = "another key, after the first was stolen"
    browser.sign_in()
    assert browser.form(NEW, "title")["title"] == [""] and "came-back-" not in browser.page


def test_another_sign_in_of_the_same_person_brings_the_form_back_at_once(browser, meeting):
    words = browser.form(NEW, "title") | ITEM
    browser.session_ends()
    browser.client.cookies.pop("csrftoken")  # as signing in changes it
    browser.sign_in()
    browser.client.get("/desk/")
    browser.form(NEW, "title")
    answer = browser.send(NEW, words)
    assert (answer.status_code, answer["Location"]) == (302, NEW)
    assert browser.form(NEW, "title")["title"] == [ITEM["title"]]


@pytest.mark.parametrize(
    "elsewhere", ["http://testserver//evil.example/x", "https://evil.example/", "http://testserver/desk/\0/", ""]
)
def test_it_leads_nowhere_but_here_nor_where_no_database_takes(browser, meeting, elsewhere):
    words = browser.form(NEW, "title") | ITEM
    browser.client.cookies.pop("csrftoken")
    answer = browser.client.post(NEW, words, headers={"Referer": elsewhere})
    assert (answer.status_code, answer["Location"]) == (302, NEW)
    for page in ("//evil.example/x", "/\\evil.example/x", elsewhere):
        kept_forms.moved(KeptForm.objects.all(), page)
    assert KeptForm.objects.get().page == NEW, "the form comes back where it was typed"


def test_a_form_of_one_is_not_sent_in_the_name_of_another(browser, meeting, cast):
    before, words = meeting.items.count(), browser.form(NEW, "title") | ITEM
    browser.client.cookies.pop("csrftoken")
    browser.sign_in(cast["proper officer"])
    browser.form(NEW, "title")
    answer = browser.send(NEW, words)
    assert answer.status_code == 403 and "Someone else has signed in" in answer.content.decode()
    assert browser.form(NEW, "title")["title"] == [""]
    assert (meeting.items.count(), KeptForm.objects.get().typed_by) == (before, browser.user)
    browser.client.post("/account/logout/", {"csrfmiddlewaretoken": browser.client.cookies["csrftoken"].value})
    here = f"/account/login/?next={NEW}"
    browser.send(here, browser.form(here, "login") | {"login": browser.user.email, "password": PASSWORD})
    assert browser.form(NEW, "title")["title"] == [ITEM["title"]], "as the page had promised"


@pytest.mark.parametrize("why", ["a role ended", "no second step"])
def test_what_is_sent_is_kept_too_where_a_gate_sends_its_sender_elsewhere(browser, meeting, settings, why):
    words = browser.form(NEW, "title") | ITEM
    if why == "a role ended":
        session = browser.client.session
        session["committee.signed_in_as"] = ["seat 999"]
        session.save()
    else:
        settings.SECOND_FACTOR_NEEDED = True
    answer = browser.send(NEW, words)
    assert answer["Location"].startswith("/account/"), answer["Location"]
    settings.SECOND_FACTOR_NEEDED = False
    browser.sign_in()
    assert browser.form(NEW, "title")["title"] == [ITEM["title"]]


def test_rows_that_were_added_come_back_too(browser, meeting):
    path = "/desk/calendar/2021-22/schedule/safeguarding/"
    words = browser.form(path, "rows-TOTAL_FORMS")
    words |= {"rows-TOTAL_FORMS": "16", "rows-15-day": "2022-03-10", "rows-15-starts": "14:00"}
    browser.session_ends()
    browser.send(path, words)
    browser.sign_in()
    back = browser.form(path, "rows-TOTAL_FORMS")
    assert (back["rows-TOTAL_FORMS"], back["rows-15-day"], back["rows-15-starts"]) == (
        ["16"],
        ["2022-03-10"],
        ["14:00"],
    )


def test_what_the_page_has_no_form_for_is_shown_and_can_be_sent(browser, meeting):
    before, words = meeting.items.count(), browser.form(NEW, "title") | ITEM
    browser.session_ends()
    browser.send(TRAIL, words, to=NEW)
    browser.sign_in()
    back = browser.form(TRAIL, "title")
    assert "The form is no longer on this page" in browser.page
    browser.send(TRAIL, back, to=NEW)
    assert (meeting.items.count(), KeptForm.objects.count()) == (before + 1, 0)


def test_what_was_typed_on_a_page_that_is_gone_is_shown_to_its_sender_and_lost_by_no_refusal(browser, meeting, clerk):
    item = agenda.add_item(meeting, title="Put on by mistake", by=clerk)
    path = f"{AGENDA}items/{item.pk}/"
    words = browser.form(path, "title", "began_from") | {"title": "What took an hour to write"}
    browser.session_ends()
    browser.send(path, words)
    agenda.remove_item(item, by=clerk)
    browser.sign_in()
    answer = browser.client.get(path, headers={"Accept": "text/html"})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "What took an hour to write" in page and "no longer exists" in page
    for status, change in ((404, {}), (403, {"csrfmiddlewaretoken": "x", "typed_by": "too old"})):
        back = next(sent_by(form) for form in forms_in(page) if form.get("action") == path)
        assert browser.send(path, back | change, to=f"{path}nowhere/" if status == 404 else path).status_code == status
        assert KeptForm.objects.get().typed_by == clerk


def test_it_is_deleted_when_it_is_thrown_away_on_signing_out_and_an_hour_later(browser, meeting):
    def kept() -> KeptForm:
        browser.sign_in()
        too_late(browser)
        browser.sign_in()
        return KeptForm.objects.get()

    row = kept()
    words = browser.form(NEW, "forget_kept_form") | {"forget_kept_form": str(row.pk)}
    assert browser.send(NEW, words).status_code == 302
    assert not KeptForm.objects.exists()
    kept()
    browser.client.post("/account/logout/", browser.form(NEW, "title"))
    assert not KeptForm.objects.exists()
    for sweep in (look_once, lambda at: list(daily_deletions.delete_forms(at=at))):
        at = kept().sent_at
        sweep(at + dt.timedelta(minutes=59))
        assert KeptForm.objects.exists()
        sweep(at + dt.timedelta(minutes=61))
        assert not KeptForm.objects.exists()
    at = kept().sent_at
    assert not kept_forms.waiting(browser.user, NEW, at=at + dt.timedelta(minutes=61))


def test_an_address_that_only_takes_forms_leads_on_after_signing_in(browser, meeting):
    item = f"{AGENDA}items/{meeting.items.last().pk}/"
    path, words = f"{item}move/", browser.form(AGENDA, "to")
    browser.session_ends()
    assert browser.send(AGENDA, words, to=path)["Location"] == f"/account/login/?next={AGENDA}"
    assert browser.client.post(path, words, HTTP_HX_REQUEST="true")["HX-Redirect"]
    KeptForm.objects.all().delete()
    browser.sign_in()
    answer = browser.client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 405 and "POST" in answer["Allow"]
    assert f'href="{item}"' in answer.content.decode()


def is_typed_into(one: Element) -> bool:
    """Whether a person can put something there that comes back."""
    name = one.get("name", "")
    ours = name in OURS or name.endswith(COUNTS) or not name
    return not ours and "disabled" not in one.attrib and kind_of(one) not in (*PRESSED, "file", "hidden", "password")


def typed_over(form: Element, words: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the form's data with every field changed."""
    said = {name: list(values) for name, values in words.items()}
    for one in filter(is_typed_into, controls_of(form)):
        name, kind = one.get("name"), kind_of(one)
        if kind == "select":
            said[name] = [[*one.iter("option")][-1].get("value", "")]
        elif kind == "radio":
            said[name] = [one.get("value", "")]
        elif kind == "checkbox":
            said[name] = [] if "checked" in one.attrib else [one.get("value", "on")]
        else:
            said[name] = [f"Typed “{name}” & <so on>"]
    return {name: values for name, values in said.items() if values}


def without_ours(words: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [text.replace("\r\n", "\n") for text in values] for name, values in words.items() if name not in OURS}


def sort_of(form: Element) -> frozenset[str]:
    """Return the features that decide how a form comes back: its kinds of controls, and of hidden fields."""
    kinds = {kind_of(one) for one in controls_of(form) if kind_of(one) not in PRESSED}
    rows = {"rows" for name in names_in(form) if name.endswith(COUNTS)}
    return frozenset(kinds | rows | {name for name in names_in(form) if name.endswith("began_from")})


def forms_of_pages(addresses: list[Address], cast: dict[str, User]) -> Iterator[tuple[Browser, str, Element]]:
    """Yield a form of each sort, with somebody's browser and the page's address."""
    people: dict[str, Browser] = {}
    seen: set[frozenset[str]] = set()
    for address in addresses[::5]:
        readers = sorted((address.audience or set()) - {"public"})
        if not readers or address.name in POSTED_ONLY or address.name.startswith("public:"):
            continue
        browser, path = people.setdefault(readers[0], Browser(cast[readers[0]])), address.path()
        answer = browser.client.get(path)
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            continue
        for form in forms_in(answer.content.decode()):
            posted = form.get("method", "get") == "post" and "/account/" not in form.get("action", "")
            if posted and any(map(is_typed_into, controls_of(form))) and sort_of(form) not in seen:
                seen.add(sort_of(form))
                yield browser, path, form


def test_every_sort_of_form_comes_back_as_it_was_filled_in(addresses, cast):
    """A form of each sort is filled in everywhere, sent too late, and compared with what comes back."""
    wrong, sorts = [], []
    for browser, path, form in forms_of_pages(addresses, cast):
        sorts.append(sort_of(form))
        typed = typed_over(form, sent_by(form))
        browser.session_ends()
        answer = browser.send(path, typed, to=form.get("action") or path)
        assert "/account/login/" in answer["Location"], path
        browser.sign_in()
        back = [one for one in forms_in(browser.client.get(path).content.decode()) if "kept_form" in names_in(one)]
        if len(back) != 1 or without_ours(sent_by(back[0])) != without_ours(typed):
            wrong.append(f"{path}: {typed} came back as {[sent_by(one) for one in back]}")
        KeptForm.objects.all().delete()
    assert not wrong, "\n".join(wrong)
    assert {"text", "textarea", "select", "checkbox", "radio", "began_from", "rows", "date"} <= frozenset().union(
        *sorts
    )
    assert len(sorts) > 10


def test_what_was_typed_for_what_somebody_removed_meanwhile_is_shown_with_the_refusal(browser, meeting, clerk):
    item = agenda.add_item(meeting, title="Put on by mistake", by=clerk)
    path = f"{AGENDA}items/{item.pk}/"
    words = browser.form(path, "title", "began_from") | {"title": "What took an hour to write"}
    agenda.remove_item(item, by=clerk)
    answer = browser.send(path, words)
    assert answer.status_code == 404
    assert "What took an hour to write" in answer.content.decode() and not KeptForm.objects.exists()

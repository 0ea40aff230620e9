"""What somebody signs, publishes or confirms is what their page showed (`committee/acts/seen.py`)."""

import re
from contextlib import nullcontext
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from committee.acts import seen
from committee.acts.verbs import is_seen
from committee.forms.filled import OURS
from committee.models import AuditEntry
from tests.acts import recipes, verbs
from tests.seen import PAGES, UNMARKED, WORDS_OF_THE_KIND
from tests.test_forms_come_back import forms_in, names_in, sent_by

pytestmark = [pytest.mark.marks, pytest.mark.both_databases("locks: every act that confirms, with its page")]
ROOT = Path(settings.BASE_DIR)
BUTTONS = ("publish", "act")
MARKED = {f"{act.__module__}.{act.__qualname__}": (act, page) for act, page in PAGES.items()}


def test_every_act_with_a_mark_has_its_page_here():
    assert sorted(path for path, act in verbs() if is_seen(act)) == sorted(MARKED), "add it to tests/seen.py"


def test_every_act_that_confirms_has_a_mark_or_a_reason_for_none():
    of_the_kind = {path for path, _ in verbs() if any(word in path.rsplit(".", 1)[1] for word in WORDS_OF_THE_KIND)}
    assert sorted(of_the_kind - set(MARKED)) == sorted(UNMARKED), "mark it (committee/acts/seen.py), or say why not"


def test_no_page_says_that_it_has_just_read_a_thing():
    """Its reader has: what was typed with the act, and is done with it at once, is all that a view may say so of."""
    views = [
        path for app in ("committee", "meetings", "workprogramme", "reviews") for path in (ROOT / app).rglob("*.py")
    ]
    told = {
        str(path.relative_to(ROOT))
        for path in views
        if "/views" in path.as_posix() and "having_read" in path.read_text()
    }
    assert told == {"committee/complaints/views.py", "meetings/minutes/room/views/desk_resolutions.py"}


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture(params=sorted(MARKED))
def act(request, cast, just_looked, monkeypatch):
    """Return the act of one recipe, in its staged world, and its page."""
    _, page = MARKED[request.param]
    recipe = recipes()[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seen, "is_same", lambda sent, now: True)  # those acts that lead to this one
        made = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    return made, page


def form_of(page: str, typed: dict) -> tuple[dict, str]:
    """Return the data of the filled-in form that has a mark, and its target."""
    for form in forms_in(page):
        names = names_in(form)
        marks = [name for name in names if name.endswith("seen")]
        if marks and all(any(name.startswith(key) for name in names) for key in typed if key not in BUTTONS):
            sent = sent_by(form)
            values = {key: value if isinstance(value, bytes) else [str(value)] for key, value in typed.items()}
            filled = {name: values[key] for key in typed for name in [*names, *BUTTONS] if name.startswith(key)}
            return {**sent, **filled, "seen": sent[marks[0]], marks[0]: sent[marks[0]]}, form.get("action", "")
    raise AssertionError("no form of that page carries a mark")


def post(client: Client, address: str, sent: dict):
    """Send a form; bytes are a file."""
    files = {name: SimpleUploadedFile("a.pdf", value) for name, value in sent.items() if isinstance(value, bytes)}
    return client.post(address, sent | files)


@pytest.fixture
def staged(act, cast):
    act, page = act
    now = act.kwargs.get("at") or act.kwargs.get("on")
    with time_machine.travel(now, tick=False) if now else nullcontext():
        client = Client()
        if act.by:
            client.force_login(act.by)
        yield act.args[0], page, client


def test_what_was_changed_meanwhile_is_not_confirmed_and_is_shown(staged):
    thing, page, client = staged
    address = page.address(thing)
    typed = {name: value(thing) if callable(value) else value for name, value in page.typed.items()}
    sent, action = form_of(client.get(address).content.decode(), typed)
    mark = next(name for name in sent if name.endswith("seen") and name != "seen") if "seen" not in sent else "seen"
    page.change(thing)
    before = AuditEntry.objects.count()
    names = [name for name in sent if name.endswith("seen")]
    without = {name: value for name, value in sent.items() if name not in names}
    for stale in (sent, without):
        answer = post(client, action or address, stale)
        if answer.status_code == 302:
            answer = client.get(address)
        else:
            assert answer.status_code == 422 or not page.words
        text = answer.content.decode()
        assert seen.CHANGED in words_of(text) or not page.words
        assert page.words in words_of(text)
        assert AuditEntry.objects.count() == before, "nothing was done"
    if not page.words:
        return
    again, _ = form_of(text, {})
    files = [name for name, value in sent.items() if isinstance(value, bytes)]
    kept = {name: again.get(name) for name in sent if name not in (*names, *files, *BUTTONS, *OURS)}
    assert kept == {name: sent[name] for name in kept}, "nothing that was typed is lost"
    assert again[mark] != sent[mark]
    answer = post(client, action or address, sent | {name: again[name] for name in names})
    assert answer.streaming or answer.status_code == 302, words_of(answer.content.decode())[:900]  # a file is sent
    assert AuditEntry.objects.count() > before, "what is shown now is confirmed"

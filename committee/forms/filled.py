"""
Fill the forms of a rendered page with values that an earlier copy of the page has sent, matched by field name.

The code works on the page's HTML, so it can fill the forms of every view and template: the rows of formsets, the marks
of `edit_conflict`, choices, ticks and long texts. Passwords and files are never filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin

import lxml.html

from committee.wording.unprintable import UNPRINTABLE

# Hidden fields of every form: Django's token, the signed id of the user, the ids of kept forms (`kept_forms`).
OURS = frozenset(("csrfmiddlewaretoken", "typed_by", "kept_form"))
# Fields that are not filled in, because the page and not the sent form decides the number of rows.
COUNTS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")
PRESSED = ("submit", "button", "image", "reset")
TICKED = ("radio", "checkbox")
# Hidden fields whose value differs each time the same form is shown. Other hidden fields distinguish the forms of a
# page.
BEGINNINGS = ("began_from", "revision", "writer", "shown", "day", "starts", "sealed", "seen")
# Hidden fields whose values nobody typed.
UNSEEN = ("began_from", "revision", "writer", "shown", "sealed", "seen", "back", "which", "from")
# Attribute by which a script turns a form into an editor. A filled form must stay plain, so it loses the attribute.
EDITOR = "data-minute-editor"
CONTROLS = "[self::input or self::select or self::textarea or self::button][not(ancestor::template)]"

type Words = Mapping[str, Sequence[str]]
type Element = Any  # lxml has no types


def forms_of(page: Element) -> list[Element]:
    """Return the forms of a page, except forms inside a <template>."""
    return [form for form in page.forms if not any(form.iterancestors("template"))]


def controls_of(form: Element) -> list[Element]:
    """Return the controls of a form, including controls elsewhere on the page whose `form` attribute is its id."""
    elsewhere = form.getroottree().xpath(f"//*{CONTROLS}[@form = $id]", id=form.get("id", "")) if form.get("id") else []
    return [*form.xpath(f".//*{CONTROLS}[not(@form)]"), *elsewhere]


def kind_of(control: Element) -> str:
    """Return the type of an <input>, or the tag of another control."""
    return str(control.get("type") or "text").lower() if control.tag == "input" else str(control.tag)


def ticked_value(control: Element) -> str:
    """Return the value that a ticked box or radio button sends."""
    return str(control.get("value", "on"))


@dataclass(frozen=True, slots=True)
class Left:
    """A typed text that could not be filled in, because its field is no longer on the page."""

    name: str
    text: str
    called: str = ""  # the field's label on the page; "" if unknown

    @property
    def label(self) -> str:
        """Label of the field, or else its name made readable."""
        return self.called or self.name.replace("_", " ").replace("-", " ").strip().capitalize()

    @staticmethod
    def is_typed(name: str, text: str) -> bool:
        """Return whether the text is not empty, and comes from a field `name` that people type into."""
        ours = name in OURS or name.rpartition("-")[2] in UNSEEN or name.endswith(COUNTS)
        return bool(text.strip()) and not ours


class Filled:
    """A page whose forms are to be filled; `text` returns the filled page."""

    def __init__(self, page: str, address: str) -> None:
        self._page, self._address = lxml.html.document_fromstring(page), address
        self._free = forms_of(self._page)

    def fill(self, action: str, words: Words, *, returned: int, anchor: str) -> list[Left] | None:
        """
        Fill `words` into the form that is sent to `action`. Return the texts that no field of the form takes.

        Return None where the page has no such form. The filled form sends `returned`, the id of its kept form. An
        element with the id `anchor` is put before the form.
        """
        form = self._form_for(action, words)
        if form is None:
            return None
        self._free.remove(form)
        for fold in (*form.iterancestors("details"), *form.iter("details")):
            fold.set("open", "")
        form.attrib.pop(EDITOR, None)
        form.addprevious(lxml.html.Element("span", id=anchor))
        form.insert(0, _returning(returned))
        return _fill(form, words)

    def replace_too(self, returned: int, older: int) -> None:
        """Add the id of the kept form `older` to the form filled from `returned`, so that saving it deletes both."""
        for mark in self._page.xpath("//input[@name = 'kept_form'][@value = $pk]", pk=str(returned)):
            mark.addnext(_returning(older))

    def carry_on(self, action: str, words: Words, older: Sequence[str]) -> None:
        """
        Add the ids of `older` kept forms to the form that sent `words` to `action`, so that saving it deletes them all.

        The first id in a form is always the id of the kept form that filled the form. No kept form filled this form, so
        an empty id comes first.
        """
        form = self._form_for(action, words)
        if form is not None:
            form[:0] = map(_returning, ("", *older))

    def sent_to(self, action: str) -> Element | None:
        """Return the page's first form that is sent to `action`, filled or not; None where there is no such form."""
        return next((form for form in forms_of(self._page) if self._goes_to(form) == unquote(action)), None)

    def text(self, notice: str) -> str:
        """Return the HTML of the page, with the HTML `notice` at the beginning of <main>."""
        main = self._page.find(".//main")
        if notice and main is not None:
            main.insert(0, lxml.html.fragment_fromstring(notice.strip()))
        return str(lxml.html.tostring(self._page.getroottree(), encoding="unicode"))

    def _form_for(self, action: str, words: Words) -> Element | None:
        rivals = [form for form in self._free if self._goes_to(form) == unquote(action)]
        fits = {form: _fit(form, words, alone=len(rivals) == 1) for form in rivals}
        best = max(rivals, key=lambda form: fits[form], default=None)
        return None if best is None or fits[best] < 0 else best

    def _goes_to(self, form: Element) -> str:
        if form.get("method", "").lower() != "post":
            return ""
        return unquote(urljoin(self._address, form.get("action") or self._address).partition("#")[0])


def _fit(form: Element, words: Words, *, alone: bool) -> int:
    """
    Return a score of how well `form` fits the sent `words`: the higher, the better; -1 where it is another form.

    Each sent name gives two points where the form has a field of that name, and takes one point where it has none.
    `alone` is True where no other form of the page is sent to the same address.
    """
    controls = [control for control in controls_of(form) if control.get("name")]
    fields = [control for control in controls if control.get("name") not in OURS and kind_of(control) not in PRESSED]
    for control in fields:
        name = control.get("name")
        is_exempt = name not in words or name.rpartition("-")[2] in BEGINNINGS or name.endswith(COUNTS)
        if kind_of(control) == "hidden" and not is_exempt and not alone and control.get("value", "") not in words[name]:
            return -1
    buttons = {control.get("name") for control in controls if kind_of(control) in PRESSED}
    in_common = {control.get("name") for control in fields} & set(words)
    foreign = set(words) - buttons - in_common
    return -1 if foreign and not in_common else max(0, 2 * len(in_common) - len(foreign))


def _fill(form: Element, words: Words) -> list[Left]:
    """Fill the controls of each name with the texts of that name, in order. Return the texts that are left over."""
    waiting = {name: list(texts) for name, texts in words.items() if name not in OURS and not name.endswith(COUNTS)}
    choices: set[tuple[str, str]] = set()
    for control in controls_of(form):
        name, kind = control.get("name", ""), kind_of(control)
        if kind in PRESSED:
            waiting.pop(name, None)
        elif not name or "disabled" in control.attrib or name in OURS or name.endswith(COUNTS):
            continue
        elif kind in TICKED:
            choices.add((name, ticked_value(control)))
            _choose(control, "checked", ticked_value(control) in words.get(name, ()))
        elif kind == "select":
            for option in control.iter("option"):
                choices.add((name, option.get("value", "")))
                if name in words or "multiple" in control.attrib:
                    _choose(option, "selected", option.get("value", "") in words.get(name, ()))
        elif kind not in ("file", "password") and waiting.get(name):
            text = UNPRINTABLE.sub(" ", waiting[name].pop(0))  # lxml raises ValueError for a control character
            if kind == "textarea":
                control.text = f"\n{text}"
            else:
                control.set("value", text)
    texts = [(name, text) for name, several in waiting.items() for text in several if text.strip()]
    return [Left(name, text) for name, text in texts if (name, text) not in choices]


def _choose(control: Element, mark: str, is_chosen: bool) -> None:
    control.attrib.pop(mark, None)
    if is_chosen:
        control.set(mark)


def _returning(pk: int | str) -> Element:
    return lxml.html.Element("input", type="hidden", name="kept_form", value=str(pk))


class Labels:
    """
    Labels of a form's fields (`fields`, by name) and of their choices (`choices`, by name and value).

    `buttons` has the names of the form's buttons.
    """

    def __init__(self, form: Element | None) -> None:
        controls = [] if form is None else controls_of(form)
        self.buttons = {control.get("name", "") for control in controls if kind_of(control) in PRESSED}
        self.choices = {} if form is None else _choices(form)
        self.fields: dict[str, str] = {}
        for control in controls:
            if kind_of(control) in TICKED:
                legend = next(control.iterancestors("fieldset"), None)
                self.fields.setdefault(
                    control.get("name", ""), _words(None if legend is None else legend.find("legend"))
                )
            elif kind_of(control) not in PRESSED:
                self.fields[control.get("name", "")] = _words(control.label)


def _choices(form: Element) -> dict[tuple[str, str], str]:
    """Return the label of each choice in a form, by (name of the field, value of the choice)."""
    words = {}
    for control in controls_of(form):
        if kind_of(control) in TICKED:
            words[control.get("name", ""), ticked_value(control)] = _words(control.label)
        for option in control.iter("option"):
            words[control.get("name", ""), option.get("value", "")] = _words(option)
    return words


def _words(element: Element | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())

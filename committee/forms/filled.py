"""
A page whose forms are filled with what was sent from it before: the words go where their names stand.

Works on the page as it is written, whichever view and template made it, so that every form there is comes back: rows of
a formset, the mark of what a form began from, choices, ticks and long texts. Passwords and files are never filled in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin

Attributes = dict[str, str | None]
OURS = frozenset(("csrfmiddlewaretoken", "typed_by", "kept_form"))
# How many rows there are is the page's to say, not the words'.
COUNTS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")
PRESSED = ("submit", "button", "image", "reset")
# What differs between two showings of one form; any other unseen field tells which of several forms it is.
BEGINNINGS = ("began_from", "revision", "writer", "shown", "day", "starts", "sealed", "seen")
UNSEEN = ("began_from", "revision", "writer", "shown", "sealed", "seen", "back", "which", "from")
EDITOR = "data-minute-editor"  # it takes its text from elsewhere: the plain form is shown in its place


@dataclass(slots=True)
class Control:
    """One control of a form; `at` is where its tag stands, `inner` what stands in it."""

    tag: str
    attrs: Attributes
    at: tuple[int, int]
    inner: tuple[int, int] = (0, 0)
    options: list["Control"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Under which its value is sent."""
        return self.attrs.get("name") or ""

    @property
    def kind(self) -> str:
        """The type of an input, or the tag."""
        return (self.attrs.get("type") or "text").lower() if self.tag == "input" else self.tag

    @property
    def value(self) -> str:
        """Value in the control's own markup."""
        return self.attrs.get("value") or ""


@dataclass(slots=True)
class FoundForm:
    """One form of a page, with the folds that it stands in."""

    attrs: Attributes
    at: tuple[int, int]
    folds: list[Control]
    controls: list[Control] = field(default_factory=list)


class Reader(HTMLParser):
    """The forms of a page, and where its main part begins."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self.main: int | None = None
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._folds: list[Control] = []
        self._open: FoundForm | None = None
        self._inside: Control | None = None
        self._loose: list[Control] = []
        self._templates = 0
        self.feed(page)
        self.close()
        by_id = {form.attrs.get("id"): form for form in self.forms if form.attrs.get("id")}
        for control in self._loose:
            if form := by_id.get(control.attrs["form"]):
                form.controls.append(control)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a form, a control or a fold."""
        self._templates += tag == "template"
        start = self._place()
        control = Control(tag, dict(attrs), (start, start + len(self.get_starttag_text() or "")))
        if tag == "main":
            self.main = control.at[1]
        elif self._templates:
            return
        elif tag == "details":
            self._folds.append(control)
            if self._open:
                self._open.folds.append(control)
        elif tag == "form":
            self._open = FoundForm(control.attrs, control.at, list(self._folds))
            self.forms.append(self._open)
        elif tag == "option" and self._inside:
            self._inside.options.append(control)
        elif tag in ("input", "select", "textarea", "button"):
            self._note(control)

    def _note(self, control: Control) -> None:
        if control.tag in ("select", "textarea"):
            self._inside, control.inner = control, (control.at[1], control.at[1])
        if control.attrs.get("form"):
            self._loose.append(control)
        elif self._open:
            self._open.controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        if tag == "template":
            self._templates -= 1
        elif self._templates:
            return
        elif tag == "details" and self._folds:
            self._folds.pop()
        elif tag == "form":
            self._open = None
        elif tag in ("select", "textarea") and self._inside:
            self._inside.inner = (self._inside.at[1], self._place())
            self._inside = None


@dataclass(frozen=True, slots=True)
class Left:
    """Words for which the page has no place now."""

    name: str
    text: str
    called: str = ""  # what the page calls the field

    @property
    def label(self) -> str:
        """Label of the field, else its name in words."""
        return self.called or self.name.replace("_", " ").replace("-", " ").strip().capitalize()

    @staticmethod
    def is_typed(name: str, text: str) -> bool:
        """Return whether a person typed the text, judging by the field's name; marks and counts are the page's own."""
        ours = name in OURS or name.rpartition("-")[2] in UNSEEN or name.endswith(COUNTS)
        return bool(text.strip()) and not ours


class Filled:
    """A page being filled; `text` is what it is in the end."""

    def __init__(self, page: str, address: str) -> None:
        self._page, self._address = page, address
        self._read = Reader(page)
        self._free = list(self._read.forms)
        self._edits: list[tuple[int, int, str]] = []

    def fill(self, action: str, words: Mapping[str, Sequence[str]], *, returned: int, anchor: str) -> list[Left] | None:
        """
        Fill the form that was sent to `action`; what found no place in it. None where the page has no such form.

        The form then says which kept form it returned (`returned`), and has an id: `anchor`, or its own.
        """
        form = self._form_for(action, words)
        if form is None:
            return None
        self._free.remove(form)
        for fold in form.folds:
            self._edits.append((*fold.at, _tag(fold.tag, fold.attrs | {"open": None})))
        attrs = {name: value for name, value in form.attrs.items() if name != EDITOR}
        self._edits.append((*form.at, f'<span id="{anchor}"></span>' + _tag("form", attrs) + _returning(returned)))
        return list(_Filling(form, words, self._edits).left())

    def replace_too(self, returned: int, older: int) -> None:
        """Let the form that returned one kept form say that sending it replaces an older version too."""
        for place, (start, end, put) in enumerate(self._edits):
            mark = _returning(returned)
            if put.endswith(mark) or f"{mark}<" in put:
                self._edits[place] = (start, end, put + _returning(older))

    def carry_on(self, action: str, words: Mapping[str, Sequence[str]], older: Sequence[str]) -> None:
        """
        Let the form that `words` were sent from to `action` say which older versions sending it replaces.

        It returns none itself, and says so first: of what it returns, the first is what is in it.
        """
        form = self._form_for(action, words)
        if form is not None:
            self._edits.append((*form.at, _tag("form", form.attrs) + "".join(map(_returning, ("", *older)))))

    def markup_of(self, action: str) -> str:
        """Return the markup of the form that is sent to `action`, filled or not; "" where the page has none."""
        target = next((form for form in self._read.forms if self._goes_to(form) == unquote(action)), None)
        return self._page[target.at[0] : self._page.find("</form", target.at[0])] if target else ""

    def text(self, notice: str) -> str:
        """Return the page, with a notice at the beginning of its main part."""
        edits = dict.fromkeys(self._edits)  # a fold that two forms stand in is opened once
        if self._read.main is not None:
            edits[self._read.main, self._read.main, notice] = None
        done, last = [], 0
        for start, end, put in sorted(edits):
            done += [self._page[last:start], put]
            last = end
        return "".join([*done, self._page[last:]])

    def _form_for(self, action: str, words: Mapping[str, Sequence[str]]) -> FoundForm | None:
        rivals = [form for form in self._free if self._goes_to(form) == unquote(action)]
        fits = {number: _fit(form, words, alone=len(rivals) == 1) for number, form in enumerate(rivals)}
        best = max(fits, key=lambda number: fits[number], default=None)
        return None if best is None or fits[best] < 0 else rivals[best]

    def _goes_to(self, form: FoundForm) -> str:
        if (form.attrs.get("method") or "").lower() != "post":
            return ""
        return unquote(urljoin(self._address, form.attrs.get("action") or self._address).partition("#")[0])


def _fit(form: FoundForm, words: Mapping[str, Sequence[str]], *, alone: bool) -> int:
    """Return how many of the form's names `words` has, less the foreign ones; -1 where `words` are of another form."""
    fields = [
        control
        for control in form.controls
        if control.name and control.name not in OURS and control.kind not in PRESSED
    ]
    for control in fields:
        is_exempt = (
            control.name not in words or control.name.rpartition("-")[2] in BEGINNINGS or control.name.endswith(COUNTS)
        )
        if control.kind == "hidden" and not is_exempt and not alone and control.value not in words[control.name]:
            return -1
    buttons = {control.name for control in form.controls if control.kind in PRESSED}
    in_common = {control.name for control in fields} & set(words)
    foreign = set(words) - buttons - in_common
    return -1 if foreign and not in_common else max(0, 2 * len(in_common) - len(foreign))


class _Filling:
    """One form being filled: each name gives its words to its controls, in their order."""

    def __init__(self, form: FoundForm, words: Mapping[str, Sequence[str]], edits: list[tuple[int, int, str]]) -> None:
        self._form, self._edits = form, edits
        self._words = {name: list(values) for name, values in words.items() if name not in OURS}
        self._placed: set[tuple[str, str]] = set()

    def left(self) -> Iterator[Left]:
        """Fill the form. Yield the texts that found no field."""
        for control in self._form.controls:
            if control.kind in PRESSED:
                self._words.pop(control.name, None)
            elif (
                control.name
                and control.name not in OURS
                and not control.name.endswith(COUNTS)
                and "disabled" not in control.attrs
            ):
                self._fill(control)
        for name, values in self._words.items():
            if not name.endswith(COUNTS):
                yield from (Left(name, text) for text in values if text.strip() and (name, text) not in self._placed)

    def _fill(self, control: Control) -> None:
        if control.kind in ("checkbox", "radio"):
            ticked = (control.value if "value" in control.attrs else "on") in self._words.get(control.name, ())
            self._place(control, control.value if "value" in control.attrs else "on", ticked)
            self._retag(control, {"checked": None}, ticked)
        elif control.kind == "select":
            for option in control.options:
                chosen = option.value in self._words.get(control.name, ())
                self._place(control, option.value, chosen)
                if control.name in self._words or "multiple" in control.attrs:
                    self._retag(option, {"selected": None}, chosen)
        elif control.kind not in ("file", "password") and self._words.get(control.name):
            text = self._words[control.name].pop(0)
            if control.kind == "textarea":
                self._edits.append((*control.inner, "\n" + escape(text, quote=False)))
            else:
                self._retag(control, {"value": text}, True)

    def _place(self, control: Control, value: str, taken: bool) -> None:
        if taken:
            self._placed.add((control.name, value))

    def _retag(self, control: Control, more: Attributes, wanted: bool) -> None:
        attrs = {name: value for name, value in control.attrs.items() if name not in more}
        self._edits.append((*control.at, _tag(control.tag, attrs | more if wanted else attrs)))


def _returning(pk: int | str) -> str:
    return f'<input type="hidden" name="kept_form" value="{pk}">'


def _tag(tag: str, attrs: Mapping[str, Any]) -> str:
    pairs = (f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attrs.items())
    return f"<{tag}{''.join(pairs)}>"


CHOSEN = ("radio", "checkbox")
NAMED = ("label", "legend", "option")


class Labels(HTMLParser):
    """Labels of the fields in the markup of one form, and of what can be chosen in them; its buttons by name."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.choices: dict[tuple[str, str], str] = {}
        self.buttons: set[str] = set()
        self._controls: dict[str, tuple[str, str | None]] = {}
        self._labels: dict[str, str] = {}
        self._legend = self._select = self._of = ""
        self._text: list[str] = []
        self.feed(markup)
        self.close()
        for key, (name, value) in self._controls.items():
            if value is None:
                self.fields[name] = self._labels.get(key, "")
            else:
                self.choices[name, value] = self._labels.get(key, "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a control by its id, or begin to read a label."""
        values = {name: value or "" for name, value in attrs}
        name, kind = values.get("name", ""), values.get("type", "")
        if tag in NAMED:
            self._text, self._of = [], values.get("value" if tag == "option" else "for", "")
        elif tag == "fieldset":
            self._legend = ""
        elif tag == "button" or kind in PRESSED:
            self.buttons.add(name)
        elif kind in CHOSEN:
            self._controls[values.get("id", "")] = name, values.get("value", "on")
            self.fields.setdefault(name, self._legend)
        elif tag in ("input", "select", "textarea") and name:
            self._controls[values.get("id", "")] = name, None
            self._select = name if tag == "select" else self._select

    def handle_data(self, data: str) -> None:
        """Read on."""
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Note what was read."""
        read = " ".join("".join(self._text).split()) if tag in NAMED else ""
        if tag == "label":
            self._labels[self._of] = read
        elif tag == "legend":
            self._legend = read
        elif tag == "option" and self._of:
            self.choices[self._select, self._of] = read

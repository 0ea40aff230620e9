"""What the fields of a form are called on its page, for words that are shown outside it."""

from html.parser import HTMLParser

CHOSEN, PRESSED = ("radio", "checkbox"), ("submit", "button", "image", "reset")
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

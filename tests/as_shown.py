"""
A test's client posts a form of something that exists as its page shows it: with the mark of what the form began from.

A test that names only what it changes is refused for want of that mark. The client then opens the page, takes the
marks that stand in its forms, with the words for the public that must come with a mark, and sends the form again, as a
browser would have sent it at first. A page that does not show its mark stays refused. A test that is about the mark
sends its own, or an empty one.
"""

from typing import Any

import lxml.html
from django.test import Client

from committee.forms.edit_conflict import UNMARKED, WORDS_INSTEAD

MARK = "began_from"
ASKED = (UNMARKED, "has saved a draft since")
post = Client.post


def as_shown(self: Client, path: str, data: Any = None, *args: Any, **options: Any) -> Any:
    """Post; where the mark alone was missing, post again with the marks that the page shows."""
    answer = post(self, path, data, *args, **options)
    if not isinstance(data, dict | None):
        return answer
    named = any(name.endswith(MARK) for name in data or {})
    if answer.status_code != 422 or named or not any(words in answer.content.decode() for words in ASKED):
        return answer
    headers = {name: value for name, value in options.items() if name in ("headers", "secure")}
    shown = lxml.html.fromstring(self.get(path, **headers).content)
    forms = [{one.get("name", ""): one.get("value", "") for one in form.xpath(".//input")} for form in shown.forms]
    # Of several forms with a mark the one that is of the same row.
    inputs = next((form for form in forms if _is_sent(form, data or {})), {})
    marks = {name: value for name, value in inputs.items() if name.endswith(MARK)}
    marks |= {name: inputs[name] for name in WORDS_INSTEAD & inputs.keys() - (data or {}).keys()}
    for file in [value for value in (data or {}).values() if hasattr(value, "seek")]:
        file.seek(0)
    return post(self, path, {**(data or {}), **marks}, *args, **options) if marks else answer


def _is_sent(form: dict[str, str], data: dict[str, Any]) -> bool:
    """Return whether a form has a mark, and the row that is sent, where it names one."""
    rows = {"presence"} & form.keys() & data.keys()
    return any(name.endswith(MARK) for name in form) and all(form[name] == str(data[name]) for name in rows)


Client.post = as_shown  # type: ignore[assignment,method-assign]  # for every client, however a test makes it

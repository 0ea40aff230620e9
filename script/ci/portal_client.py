"""A browser without a screen, for drills: it keeps cookies, and fills in forms of a portal on this machine."""

import http.client
import re
import ssl
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HERE = "127.0.0.1"  # never another machine
type File = tuple[str, str, bytes]
PATIENCE = 30.0  # seconds for one answer


class Failed(RuntimeError):
    """The portal did not answer, or answered that it cannot."""


class Browser:
    """One connection to the portal at `port` of this machine, which is kept open, and its cookies."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, SimpleCookie()
        self._open = self._connection()

    def get(self, path: str) -> str:
        """Return the page at `path`, after redirects. Raises Failed."""
        return self._ask("GET", path)[1]

    def read(self, path: str) -> bytes:
        """Return what is at `path`, and follow no redirect. Raises Failed."""
        return self._send("GET", path)[1]

    def fill_in(self, page: str, which: str, **typed: str) -> str:
        """
        Send a form at `page` with the given values, and return where it leads. Raises Failed.

        `which` is the name of a field of the form, or the end of the address to which it is sent.
        """
        return self.send(page, self.get(page), which, None, **typed)[0]

    def send(self, page: str, html: str, which: str, file: File | None = None, **typed: str) -> tuple[str, str]:
        """
        Send a form of the page `html` as `fill_in` does, with a file: its field's name, its own, and its content.

        Return where it leads, and the page there. Raises Failed.
        """
        forms = Forms()
        forms.feed(html)
        for action, fields in forms.found:
            if which in fields or action.endswith(which):
                return self._ask("POST", action or page, *_body({**fields, **typed}, file))
        raise Failed(f"There is no form with {which} at {page}.")

    def _connection(self) -> http.client.HTTPSConnection:
        unchecked = ssl._create_unverified_context()  # noqa: S323 - the certificate is one of the drill's own
        return http.client.HTTPSConnection(HERE, self.port, timeout=PATIENCE, context=unchecked)

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[str, str]:
        for _ in range(5):
            location, data = self._send(method, path, body, kind)
            if not location:
                return path, data.decode()
            method, path, body = "GET", location.removeprefix("https://localhost"), None
        raise Failed(f"{path} redirects for ever.")

    def _send(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[str, bytes]:
        headers = {"Host": "localhost", "Origin": "https://localhost", "Referer": f"https://localhost{path}"}
        if body is not None:
            headers["Content-Type"] = kind
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        try:
            self._open.request(method, path, body, headers)
            answer = self._open.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._open.close()
            raise Failed(f"{path}: {type(error).__name__}") from None
        for cookie in answer.msg.get_all("Set-Cookie") or []:
            self.cookies.load(cookie)
        if answer.status >= 400:
            summary = data.decode(errors="replace").partition("govuk-error-summary")[2][:900]
            raise Failed(" ".join(f"{path}: {answer.status} {re.sub(r'<[^>]*>', ' ', summary)}".split()))
        return answer.getheader("Location") or "", data


def _body(fields: dict[str, str], file: File | None) -> tuple[bytes, str]:
    """Return the body of a sent form, and its content type."""
    if not file:
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    field, name, content = file
    parts = [(f'"{field}"', value.encode()) for field, value in fields.items()]
    parts.append((f'"{field}"; filename="{name}"\r\nContent-Type: application/octet-stream', content))
    body = b"".join(
        b"--a-part\r\nContent-Disposition: form-data; name=%s\r\n\r\n%s\r\n" % (header.encode(), value)
        for header, value in parts
    )
    return body + b"--a-part--\r\n", "multipart/form-data; boundary=a-part"


class Forms(HTMLParser):
    """The forms of a page: `found` has the action and the fields of each, with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._select, self._text = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the form begun last."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((has.get("action", ""), {}))
        if not self.found:
            return
        fields, name = self.found[-1][1], has.get("name", "")
        if tag == "input" and name and has.get("type") not in ("submit", "file", "button"):
            if has.get("type") not in ("checkbox", "radio") or "checked" in has:
                fields[name] = has.get("value", "on" if has.get("type") in ("checkbox", "radio") else "")
            elif has.get("type") == "radio":
                fields.setdefault(name, "")
        elif tag == "textarea":
            fields[name], self._text = "", name
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in has or self._select not in fields):
            fields[self._select] = has.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """End a select or a textarea."""
        if tag in ("select", "textarea"):
            self._select = self._text = ""

    def handle_data(self, data: str) -> None:
        """Add to the text of a textarea."""
        if self._text:
            self.found[-1][1][self._text] += data

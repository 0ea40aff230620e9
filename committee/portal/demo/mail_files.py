"""
The demonstration's email backend: each email becomes an HTML page to open in a browser, with its buttons.

Django's own file backend breaks long links over two lines, and no browser opens its files.
"""

import base64
import datetime as dt
from collections.abc import Sequence
from email.message import MIMEPart
from itertools import count
from pathlib import Path

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.filebased import EmailBackend as FileBackend
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify


class EmailBackend(FileBackend):
    """Writes each email to a file in the folder `file_path`, named after moment, recipient and subject."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the emails, and return how many were written."""
        for message in email_messages:
            head, body, rest = _page(message).partition("<body")
            attributes, end, after = rest.partition(">")
            words = {"mail": message, "to": ", ".join(message.to), "before": head + body + attributes + end}
            self._write(message, render_to_string("demo/mail.html", words | {"after": after}))
        return len(email_messages)

    def _write(self, message: EmailMessage, page: str) -> None:
        named = f"{timezone.localtime(dt.datetime.now(tz=dt.UTC)):%Y%m%d-%H%M%S}-{slugify(message.to[0])}"
        for number in count(1):
            again = f"-{number}" if number > 1 else ""
            path = Path(self.file_path) / f"{named}-{slugify(message.subject)[:80]}{again}.html"
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(page)
            except FileExistsError:
                continue
            return


def _page(message: EmailMessage) -> str:
    """Return the HTML of an email with its pictures inside; "" for an email of plain text only."""
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    page = next((str(content) for content, kind in alternatives if kind == "text/html"), "")
    for part in message.attachments:
        if isinstance(part, MIMEPart) and part["Content-ID"]:
            picture = base64.b64encode(part.get_content()).decode()
            name = part["Content-ID"].strip("<>")
            page = page.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{picture}")
    return page

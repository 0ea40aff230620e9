"""Telling people through a real SMTP server on this machine."""

import email
import socket
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from meetings.agendas import publishing
from meetings.models import SentNotice
from tests.meetings import publishing as made


class Postbox:
    """Keeps what it is given, and refuses mail for one address."""

    refused = "mary@borsetshire.example"

    def __init__(self):
        self.messages = []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 (aiosmtpd's name)
        """Refuse one reader."""
        if address == self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        """Keep the message."""
        self.messages.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 Message accepted"


@pytest.fixture
def postbox(settings):
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 10},
        }
    }
    yield box
    controller.stop()


def test_everybody_is_told_by_a_real_mail_server_and_one_it_refuses_stops_nobody(
    postbox, safeguarding, clerk, proper_officer, chairman, member, officer, django_capture_on_commit_callbacks
):
    meeting = made.meeting_of(safeguarding, clerk)
    made.report(meeting, clerk, owner=officer.person)
    made.built(meeting)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    told = {message["To"]: message for message in postbox.messages}
    assert sorted(told) == ["charles@borsetshire.example", "olive@borsetshire.example"]
    first = told["charles@borsetshire.example"]
    assert first["Subject"] == "Agenda published: Safeguarding, Thursday 21 April 2022"
    assert first["From"] == "committees@borsetshire.example"
    assert "/members/safeguarding/2022-04-21/pack.pdf" in first.get_body(("plain",)).get_content()
    assert "Oak Room, Shire Hall, Felpersham" in first.get_body(("plain",)).get_content()
    kept = {notice.user.email: notice.failure for notice in SentNotice.objects.select_related("user")}
    assert kept.pop("mary@borsetshire.example").startswith("The email could not be sent")
    assert set(kept.values()) == {""}

"""Scan of uploaded files by ClamAV's daemon, where the setting CLAMAV names one."""

import logging
import socket
from contextlib import closing

from django.conf import settings

from committee.acts.refusal import Busy, Refused

logger = logging.getLogger(__name__)
BLOCK = 1024 * 1024
PING_SECONDS = 5  # a worker whose report waits longer would count as dead
SECONDS = 60  # for each step of the conversation; ClamAV itself gives up a file after two minutes
AWAY = "The council’s virus scanner does not answer, so the file was not taken. Try again in a few minutes."
FOUND = (
    "“{name}” was not accepted: the council’s virus scanner found {what} in it. Do not open the file again, and tell "
    "your IT staff."
)
TOO_LARGE = "“{name}” is larger than the council’s virus scanner takes. Send it in parts, or tell the administrator."


def refuse_infected(data: bytes, name: str) -> None:
    """Raise Refused where ClamAV finds malware in `data` or cannot scan a file so large, Busy where it fails."""
    if not settings.CLAMAV:
        return
    try:
        verdict = _ask(b"INSTREAM", data)
    except OSError as error:
        logger.error("the virus scanner does not answer: %s", type(error).__name__)
        raise Busy(AWAY) from None
    if verdict.endswith("FOUND"):
        what = verdict.removeprefix("stream: ").removesuffix(" FOUND")
        logger.warning("the virus scanner found %s in an uploaded file", what)
        raise Refused(FOUND.format(name=name, what=what))
    if "size limit exceeded" in verdict:
        raise Refused(TOO_LARGE.format(name=name))
    if verdict != "stream: OK":
        logger.error("the virus scanner could not scan a file: %s", verdict)
        raise Busy(AWAY)


def fault() -> str:
    """Return the name of the error with which the scanner fails; "" where it answers, or none is set."""
    try:
        return "" if not settings.CLAMAV or _ask(b"PING", seconds=PING_SECONDS) == "PONG" else "NoAnswer"
    except OSError as error:
        return type(error).__name__


def _ask(command: bytes, data: bytes | None = None, *, seconds: float = SECONDS) -> str:
    """Send a command, with `data` block by block, and return the daemon's answer. Raises OSError."""
    host, _, port = settings.CLAMAV.rpartition(":")
    is_path = settings.CLAMAV.startswith("/")
    with closing(socket.socket(socket.AF_UNIX if is_path else socket.AF_INET)) as connection:
        connection.settimeout(seconds)
        connection.connect(settings.CLAMAV if is_path else (host, int(port)))
        connection.sendall(b"z" + command + b"\0")
        if data is not None:
            try:
                for at in range(0, len(data), BLOCK):
                    block = data[at : at + BLOCK]
                    connection.sendall(len(block).to_bytes(4, "big") + block)
                connection.sendall(bytes(4))
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has heard enough, and its answer says why
        answer = b""
        while not answer.endswith(b"\0") and (more := connection.recv(4096)):
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()

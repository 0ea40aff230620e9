"""
The web server (python -m committee.portal.serving): processes of Waitress that share one socket, each replaced when it
dies.

Waitress receives whole requests and sends whole responses in one event loop. A thread works on a request only from its
complete arrival until the response is made, so a slow client occupies a connection but no thread.
This module adds the processes, a shutdown that finishes requests first, and a limit on how slowly a request may arrive.
`script/bench servers` compares this server with gunicorn's workers.
"""

import argparse
import errno
import io
import logging
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from importlib import import_module
from types import FrameType
from typing import Any
from wsgiref.util import FileWrapper

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

from committee import process_memory

logger = logging.getLogger(__name__)
CONNECTIONS = 1000  # connections of one process; fewer where the limit of open files is lower
BACKLOG = 1024
SLOWEST = 1024  # lowest allowed speed of a request's body in bytes a second, after HEADERS_SECONDS or BUSY_SECONDS
# Seconds that a request has before SLOWEST counts; BUSY_SECONDS where half of all connections are taken.
HEADERS_SECONDS, BUSY_SECONDS = 30, 5
IDLE_SECONDS = 60  # an idle connection is closed after this time
SENDING = 128 * 1024  # bytes of the kernel's send buffer of a connection
LAST_ANSWERS_SECONDS = 30  # a shutdown waits this long for requests in progress
BEYOND_THE_FILE = 6 * 1024 * 1024  # bytes that a form may have besides its file
LONGEST_LINE = 8 * 1024
# A request of up to DROPPED times the allowed length is read to its end and then dropped, because a browser shows no
# answer before it has sent everything.
DROPPED = 10
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# Sentences shown by status, for requests that never reach the portal's own code.
SENTENCES = {
    413: "What you sent is too large, so it was not saved. Go back in your browser and choose a "
    "smaller file. What you typed is usually still there.",
    503: "There is no space left on the portal’s disk, so nothing was saved. Tell the portal’s "
    "administrator. If you go back in your browser, what you typed is usually still there.",
}
UNREADABLE = "What your browser sent could not be read. Go back and try again."
PAGE = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Sorry, this was not taken</title></head><body><h1>Sorry, this was not taken</h1><p>{}</p></body></html>"
)
Application = Callable[..., Any]


class NoRoom(Error):
    """The disk is full."""

    code = 503
    reason = "Service Unavailable"


class Request(HTTPRequestParser):
    """
    A request while it arrives.

    A request that is too long, by up to DROPPED times, is read to its end and dropped. A request that does not fit on
    the disk gets 503.
    """

    left = 0  # bytes still to read and drop

    def received(self, data: bytes) -> int:
        """Receive a part of the request; return how many of the bytes belong to this request."""
        if self.left:
            return self._drop(data)
        try:
            taken: int = super().received(data)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            self.error, self.completed = NoRoom(""), True
            return len(data)
        except ValueError:  # a Content-Length of thousands of digits
            self.error, self.completed = BadRequest("A number is too long"), True
            return len(data)
        if self._is_endless():
            self.error, self.completed = BadRequest("A line of a chunked body does not end"), True
            return taken
        too_long = isinstance(self.error, RequestEntityTooLarge) and not self.body_bytes_received
        if too_long and self.content_length <= DROPPED * self.adj.max_request_body_size and not self.expect_continue:
            self.left, self.completed = self.content_length, False
        return taken

    def _is_endless(self) -> bool:
        """Return whether a line between chunks, or the trailer, is too long; Waitress copies them in memory."""
        return any(len(getattr(self.body_rcv, name, b"")) > LONGEST_LINE for name in ("control_line", "trailer"))

    def _drop(self, data: bytes) -> int:
        taken = min(self.left, len(data))
        self.left -= taken
        self.body_bytes_received += taken
        self.completed = not self.left
        return taken


class Sorry(ErrorTask):
    """Answers a request that never reaches the portal's code with a sentence that says what is wrong."""

    def execute(self) -> None:
        """Answer, and close the connection."""
        error = self.request.error
        body = PAGE.format(SENTENCES.get(error.code, UNREADABLE)).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "private, no-store")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection that records when its request began to arrive."""

    parser_class = Request
    error_task_class = Sorry
    coming_since: float | None = None

    def received(self, data: bytes) -> bool:
        """Receive data, and record when a request begins to arrive."""
        taken: bool = super().received(data)
        if self.request is None:
            self.coming_since = None
        elif self.coming_since is None:
            self.coming_since = time.time()
        return taken

    def is_too_slow(self, now: float, patience: float) -> bool:
        """Return whether the request arrives more slowly than SLOWEST bytes a second, after `patience` seconds."""
        begun = self.creation_time if self.coming_since is None and not self.served else self.coming_since
        if self.requests or begun is None:
            return False
        body = self.request.body_bytes_received if self.request is not None else 0
        return now - begun > patience + body / SLOWEST

    @property
    def served(self) -> bool:
        """True where a response was sent and no further request has begun; the connection may stay open."""
        return self.last_activity > self.creation_time and self.request is None


class Server(TcpWSGIServer):
    """Server of one process; closes the connections of requests that arrive too slowly."""

    channel_class = Channel

    def maintenance(self, now: float) -> None:
        """Close connections that are too slow; Waitress calls this every few seconds."""
        super().maintenance(now)
        busy = len(self.active_channels) * 2 > self.adj.connection_limit
        for channel in self.active_channels.values():
            if channel.is_too_slow(now, BUSY_SECONDS if busy else HEADERS_SECONDS):
                channel.will_close = True

    def is_answering(self) -> bool:
        """Return whether a request is in progress, or an answer going out."""
        return any(channel.requests or channel.total_outbufs_len for channel in self.active_channels.values())


def file_wrapper(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """
    Return a wrapper for files: Waitress's own (`theirs`) for a file in memory or on this machine, else wsgiref's.

    With wsgiref's wrapper a thread reads a remote file. Reading a remote file in the event loop would block every
    connection.
    """

    def wrap(file: Any, size: int = 32768) -> Any:
        if isinstance(file, io.BytesIO):
            return theirs(file, size)
        try:
            os.fstat(file.fileno())
        except (AttributeError, OSError, ValueError):
            return FileWrapper(file, size)
        return theirs(file, size)

    return wrap


def with_near_files(application: Application) -> Application:
    """Wrap the application so that Waitress's event loop sends files in memory or on this machine."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        environ["wsgi.file_wrapper"] = file_wrapper(environ["wsgi.file_wrapper"])
        return application(environ, start_response)

    return answer


def _most_connections() -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 4 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 4 * CONNECTIONS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    # A connection may need two more files: one for a long request, one for a long response.
    return min(CONNECTIONS, (max(soft, most) - 100) // 3)


def serve(door: socket.socket, name: str, threads: int) -> None:
    """Serve requests on the socket `door` until SIGTERM or the parent's end, then finish requests that have begun."""
    module, _, attribute = name.partition(":")
    application = getattr(import_module(module), attribute or "application")
    from django.conf import settings

    adjustments = Adjustments(
        sockets=[door],
        threads=threads,
        ident=None,  # no Server header
        connection_limit=_most_connections(),
        cleanup_interval=2,
        channel_timeout=IDLE_SECONDS,
        asyncore_use_poll=True,
        backlog=BACKLOG,
        max_request_header_size=32 * 1024,
        max_request_body_size=settings.UPLOAD_LIMIT_BYTES + BEYOND_THE_FILE,
        outbuf_high_watermark=2**40,  # no thread waits for a slow reader: a response over a megabyte goes to a file
        # SECURITY: without the council's own proxy, these headers come from the client and cannot be trusted.
        clear_untrusted_proxy_headers=settings.SECURE_PROXY_SSL_HEADER is None,
        log_socket_errors=False,
    )
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # else it logs every request that waits
    about = (door.family, door.type, door.proto, door.getsockname())
    served = Server(with_near_files(application), _sock=door, adj=adjustments, bind_socket=False, sockinfo=about)
    ending = []
    signal.signal(signal.SIGTERM, lambda *_: ending.append(True))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    parent = os.getppid()
    while not ending and os.getppid() == parent:
        _look(served)
    served.accepting = False
    last = time.monotonic() + LAST_ANSWERS_SECONDS
    while served.is_answering() and time.monotonic() < last:
        _look(served)
    served.task_dispatcher.shutdown(timeout=1)


def _look(served: Server) -> None:
    wasyncore.loop(timeout=1, use_poll=True, map=served._map, count=1)


class Keeper:
    """The parent process: runs `processes` children, replaces a child that dies, and ends all on TERM or INT."""

    def __init__(self, door: socket.socket, name: str, processes: int, threads: int) -> None:
        self.door, self.name, self.processes, self.threads = door, name, processes, threads
        self.children: set[int] = set()
        self.ending = False

    def run(self) -> None:
        """Run until TERM or INT. HUP replaces every child by a new one, which reads code and settings again."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        signal.signal(signal.SIGHUP, lambda *_: self._tell(signal.SIGTERM))
        while not self.ending:
            while len(self.children) < self.processes:
                self.children.add(self._begin())
            self._wait()
        self._tell(signal.SIGTERM)  # a child forked while the first signal was sent did not get that signal
        while self.children:
            self._wait()

    def _begin(self) -> int:
        child = os.fork()
        if child:
            return child
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        status = 1
        try:
            serve(self.door, self.name, self.threads)
            status = 0
        except Exception:
            logger.exception("a process of the web server failed")
            time.sleep(1)  # pause, so that a child that cannot start is not retried in a busy loop
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _wait(self) -> None:
        child, status = os.waitpid(-1, 0)  # Python retries waitpid after a signal such as HUP
        self.children.discard(child)
        if not self.ending and status:
            logger.error("A process of the web server has ended (%s); another takes its place.", status)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True
        self._tell(signal.SIGTERM)

    def _tell(self, number: int) -> None:
        for child in self.children:
            os.kill(child, number)


def bind(address: str) -> socket.socket:
    """Return the socket of host:port that all processes share; exit where the socket cannot be opened."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Accepted connections inherit this size; otherwise the kernel buffers up to 4 MB for each slow reader.
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENDING)
    try:
        door.bind((host, int(port)))
        door.listen(BACKLOG)
    except (OSError, ValueError, OverflowError) as error:
        sys.exit(f"Cannot listen at {address}: {error}.")
    door.setblocking(False)
    return door


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="serving", description="The portal’s web server.")
    parser.add_argument("application", nargs="?", default="committee.wsgi:application")
    parser.add_argument("--bind", default="127.0.0.1:8000", help="host:port")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--threads", type=int, default=4, help="threads in each")
    options = parser.parse_args()
    process_memory.hide()  # the memory of the forked processes is hidden too
    Keeper(bind(options.bind), options.application, options.workers, options.threads).run()


if __name__ == "__main__":
    main()

"""
Health checks for a load balancer, a container or a monitor.

- /healthz: the database answers.
- /healthz/live: this process answers. A process manager that restarts processes asks this one, because a database that
  restarts must not end web processes.
- /healthz/ready: this process can serve: database, migrations and storage. A load balancer asks this one.
"""

import threading
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse

from committee.database import other_release
from committee.files import files
from committee.middleware import Middleware

NOT_READY = 503


class AnswerHealthChecks(Middleware):
    """
    Answer health checks before all other middleware.

    They are asked by IP address and without HTTPS, which later middleware refuses or redirects.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the health check's answer, or the next middleware's response for every other address."""
        check = CHECKS.get(request.path_info)
        if check is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        wrong = check()
        answer = HttpResponse("\n".join([*(wrong or ["ok"]), ""]), content_type="text/plain; charset=utf-8")
        answer["Cache-Control"] = "no-store"
        answer.status_code = NOT_READY if wrong else 200
        return answer


def _live() -> list[str]:
    return []


def _answers() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return ["The database does not answer."]
    return []


def _ready() -> list[str]:
    """
    Return a sentence for each thing without which this process cannot serve.

    An index that is being built is none of them: all web processes would be taken out of service at once, and readers
    would be without pages, where now the search finds less for a while.
    """
    try:
        lacks = other_release.migrations_in_code() - other_release.applied(connection)
        wrong = ["The database lacks migrations of this release."] if lacks else []
    except (DatabaseError, InterfaceError):
        wrong = ["The database does not answer."]
    return wrong if _storage.is_in_reach() else [*wrong, "The storage of files does not answer."]


class _Storage:
    """
    The storage, asked by one thread at a time.

    A bucket that does not answer holds up whoever asks for many seconds. The other threads answer readers meanwhile,
    and a check that comes then gets the answer before.
    """

    def __init__(self) -> None:
        self._asking, self._before = threading.Lock(), True

    def is_in_reach(self) -> bool:
        """Return whether storage answers, or whether it did before where another thread is asking."""
        if self._asking.acquire(blocking=False):
            try:
                self._before = files.is_in_reach()
            finally:
                self._asking.release()
        return self._before


_storage = _Storage()
CHECKS: dict[str, Callable[[], list[str]]] = {"/healthz": _answers, "/healthz/live": _live, "/healthz/ready": _ready}

"""
What pages ask, and what a test writes beside them, one after the other; and nothing once the test is over.

Pages ask several things at once, and go on asking while a test ends and its rows are put away. All of that reaches
SQLite in memory by one connection, on which a thread would write, or roll back, in the middle of another's transaction.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db.transaction import Atomic
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class Gate:
    """Through which a live server's requests go while a test runs, one at a time."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._is_open = False

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Let requests through; at the end the one that is being answered is waited for."""
        self._is_open = True
        yield
        with self._lock:
            self._is_open = False

    def put_up(self, patch: pytest.MonkeyPatch) -> None:
        """Lead all requests of servers through here, and each transaction of the test's own thread."""
        answer, begin, end = WSGIHandler.get_response, Atomic.__enter__, Atomic.__exit__

        def get_response(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
            with self._lock:
                # Of no content, which no script takes for a fault: the page is about to be closed.
                return answer(handler, request) if self._is_open else HttpResponse(status=204)

        def begun(atomic: Atomic) -> None:
            self._hold()
            try:
                begin(atomic)
            except BaseException:
                self._let_go()
                raise

        def ended(atomic: Atomic, *fault: Any) -> None:
            try:
                end(atomic, *fault)
            finally:
                self._let_go()

        patch.setattr(WSGIHandler, "get_response", get_response)
        patch.setattr(Atomic, "__enter__", begun)
        patch.setattr(Atomic, "__exit__", ended)

    # A request holds the lock already, and may wait for a thread of its own, which must not wait for the request.
    def _hold(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self._lock.acquire()

    def _let_go(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self._lock.release()

"""A small application for the tests of the web server: it counts what it was sent, waits, or answers at length."""

import time
from collections.abc import Callable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    """`/large` is 8 MB, `/wait` takes half a second, everything else says how many bytes came."""
    if environ["PATH_INFO"] == "/wait":
        time.sleep(0.5)
    size = 8_000_000 if environ["PATH_INFO"] == "/large" else 0
    told = [environ.get(f"HTTP_X_FORWARDED_{name}", "") for name in ("FOR", "PROTO", "HOST")]
    if environ["PATH_INFO"] == "/told":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return ["".join([*told, environ.get("HTTP_SCRIPT_NAME", ""), environ["SCRIPT_NAME"]]).encode()]
    body = bytes(size) or str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]

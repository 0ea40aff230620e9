"""docs/nginx.conf is a proxy that Debian's nginx takes and that does what it says; left out where no nginx is."""

import contextlib
import http.client
import http.server
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from script.bench_readers import free_port

CONF = Path(__file__).resolve().parents[3] / "docs" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(not NGINX, reason="There is no nginx here.")
PAGE = b"<p>the same words again and again</p>" * 100


class Upstream(http.server.BaseHTTPRequestHandler):
    """In the portal's place: notes what comes to it, and answers with a page."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.came.append(self.headers)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    do_POST = do_GET  # noqa: N815 - the name is the library's

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def proxy(tmp_path_factory) -> Iterator[SimpleNamespace]:
    """nginx with that file, on ports of its own, before an upstream in the portal's place."""
    folder = tmp_path_factory.mktemp("nginx")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    name = ["-subj", "/CN=committees.example.gov.uk", "-days", "2", "-nodes"]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", *name]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    upstream = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    upstream.came = []
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    text = CONF.read_text("utf-8")
    for was, now in {
        "/etc/ssl/certs/committees.example.gov.uk.pem": str(certificate),
        "/etc/ssl/private/committees.example.gov.uk.key": str(key),
        "server 127.0.0.1:8000": f"server 127.0.0.1:{upstream.server_address[1]}",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "client_max_body_size 106m": "client_max_body_size 1m",
    }.items():
        assert was in text, was
        text = text.replace(was, now)
    (folder / "portal.conf").write_text(text)
    kept = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; events {{}} "
        f"http {{ access_log off; {kept} include {folder}/portal.conf; }}"
    )
    command = [NGINX, "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "error.log"]
    process = subprocess.Popen(command)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", secure)):
                break
            time.sleep(0.05)
        trusted = ssl.create_default_context(cafile=str(certificate))
        yield SimpleNamespace(plain=plain, secure=secure, came=upstream.came, trusted=trusted)
    finally:
        process.terminate()
        process.wait()
        upstream.shutdown()


def connect(proxy) -> ssl.SSLSocket:
    door = socket.create_connection(("127.0.0.1", proxy.secure), timeout=20)
    return proxy.trusted.wrap_socket(door, server_hostname="committees.example.gov.uk")


def ask(proxy, headers: dict[str, str] | None = None, body: bytes | None = None) -> http.client.HTTPResponse:
    door = http.client.HTTPConnection("committees.example.gov.uk")
    door.sock = connect(proxy)
    door.request("POST" if body else "GET", "/", body=body, headers=headers or {})
    return door.getresponse()


def test_what_is_not_encrypted_is_led_to_what_is(proxy):
    door = http.client.HTTPConnection("127.0.0.1", proxy.plain)
    door.request("GET", "/calendar/?page=2", headers={"Host": "committees.example.gov.uk"})
    answer = door.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, "https://committees.example.gov.uk/calendar/?page=2")


def test_the_portal_is_told_who_asks_and_a_stranger_cannot_say_otherwise(proxy):
    forged = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example",
              "Forwarded": "for=192.0.2.7", "SCRIPT_NAME": "/x", "Proxy": "evil.example"}  # fmt: skip
    answer = ask(proxy, forged)
    came = proxy.came[-1]
    assert answer.status == 200 and answer.read() == PAGE
    assert (came["X-Forwarded-For"], came["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert came["Host"] == "committees.example.gov.uk"
    assert [name for name in ("X-Forwarded-Host", "Forwarded", "SCRIPT_NAME", "Proxy") if came[name]] == []
    assert answer.headers["Server"] == "nginx", "and not its version"


def test_pages_are_compressed_but_not_those_of_somebody_signed_in(proxy):
    packed = {"Accept-Encoding": "gzip"}
    assert ask(proxy, packed).headers["Content-Encoding"] == "gzip"
    assert ask(proxy, {**packed, "Cookie": "sessionid=abc"}).headers["Content-Encoding"] is None


def test_the_portal_hears_of_a_request_when_all_of_it_is_there(proxy):
    before = len(proxy.came)
    with connect(proxy) as door:
        door.sendall(b"POST / HTTP/1.1\r\nHost: committees.example.gov.uk\r\nContent-Length: 6\r\n\r\nabc")
        assert ask(proxy).status == 200  # another is answered meanwhile
        assert len(proxy.came) == before + 1
        door.sendall(b"def")
        assert door.recv(12) == b"HTTP/1.1 200"
    assert len(proxy.came) == before + 2


def test_what_is_too_long_does_not_reach_the_portal(proxy):
    before = len(proxy.came)
    answer = ask(proxy, body=bytes(2 * 1024 * 1024))
    assert answer.status == 413 and b"choose a smaller file" in answer.read()
    assert len(proxy.came) == before

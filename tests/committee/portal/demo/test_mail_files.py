"""The demonstration's emails as pages whose buttons lead where they say, and `script/demo` with its own port."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from lxml import html

from committee.mail import mail_html
from committee.portal.demo.mail_files import EmailBackend
from script.bench_readers import free_port

ADDRESS = f"/links/{'long-token-' * 20}/"


def backend(folder) -> EmailBackend:
    return EmailBackend(alias="default", file_path=str(folder))


def test_an_email_is_a_page_whose_button_leads_whole_to_its_address(tmp_path, council, settings):
    text = f"Dear <Pat>,\n\n→ Answer the recommendation\n{settings.SITE_URL}{ADDRESS}\n"
    mail = mail_html.message("Please answer: “carers”", text, "us@council.example", to=["pat@school.example"])
    assert backend(tmp_path).send_messages([mail, mail]) == 2
    paths = sorted(tmp_path.iterdir())
    assert len(paths) == 2 and all("please-answer-carers" in path.name for path in paths)
    page = html.fromstring(paths[0].read_text("utf-8"))
    (button,) = page.xpath("//a")
    assert button.get("href") == f"{settings.SITE_URL}{ADDRESS}"
    for words in ("Please answer: “carers”", "To pat@school.example", "Dear <Pat>,"):
        assert words in page.text_content()


def test_an_email_that_is_text_alone_has_its_addresses_as_links(tmp_path):
    mail = EmailMessage("A code", "Your <code>: http://a.example/b/", "us@council.example", ["pat@school.example"])
    backend(tmp_path).send_messages([mail])
    page = html.fromstring(next(tmp_path.iterdir()).read_text("utf-8"))
    assert page.xpath("//a/@href") == ["http://a.example/b/"]
    assert "Your <code>:" in page.text_content()


ROOT = Path(__file__).resolve().parents[4]
TELLS = '#!/bin/sh\necho "$SITE_URL $*" >> told\n'


@pytest.fixture
def checkout(tmp_path) -> Path:
    """Return a folder with the script, and a Python and server that report the portal's address."""
    for name, words in {
        "script/setup": "#!/bin/sh\n",
        "script/together": TELLS,
        ".venv/bin/python": f'#!/bin/sh\n[ "$1" != - ] || exec {sys.executable} "$@"\n{TELLS.partition(chr(10))[2]}',
    }.items():
        stand_in = tmp_path / name
        stand_in.parent.mkdir(parents=True, exist_ok=True)
        stand_in.write_text(words)
        stand_in.chmod(0o755)
    shutil.copy(ROOT / "script" / "demo", tmp_path / "script" / "demo")
    return tmp_path


def told(checkout: Path, *arguments: str) -> dict[str, str]:
    """Return the address given to each program that was run, by its first words."""
    environment = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    subprocess.run([checkout / "script" / "demo", *arguments], env=environment, check=True, timeout=300)
    lines = [line.split(" ", 2) for line in (checkout / "told").read_text().splitlines()]
    return {first: address for address, first, _ in lines}


def test_mails_of_the_council_that_is_loaded_lead_to_the_port_that_is_served(checkout):
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    assert told(checkout, "--port", str(port)) == {"manage.py": here, "1": here}

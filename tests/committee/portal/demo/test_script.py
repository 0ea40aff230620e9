"""`script/demo` itself, with a council that is loaded by nothing and a server that ends at once."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

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


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def test_mails_of_the_council_that_is_loaded_lead_to_the_port_that_is_served(checkout):
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    assert told(checkout, "--port", str(port)) == {"manage.py": here, "1": here}

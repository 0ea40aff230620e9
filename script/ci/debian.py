"""
Run the commands of docs/handbook/running/debian.md, in their order, in an empty Debian; open the portal, set it up.

    python -m script.ci.debian FOLDER [--keep]

A container has no systemd, so a stand-in for systemctl starts what the units name, as the user that they name.
"""

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

from script.ci import first_agenda
from script.ci.containers import DEBIAN, ROOT, make_debian, prepare_podman, run
from script.ci.portal_client import Browser, Failed

NAME, HTTPS = "committee-portal-handbook", 18444
PAGE = ROOT / "docs" / "handbook" / "running" / "debian.md"
SYSTEMCTL = r"""#!/bin/bash
# In systemd's place: starts what the commands of the handbook start.
case "$*" in
  "start postgresql") pg_ctlcluster 17 main start ;;
  daemon-reload) systemd-analyze verify /etc/systemd/system/portal* 2>/dev/null || true ;;
  "enable --now portal.service portal-backup.timer")
    line=$(grep -m1 ^ExecStart= /etc/systemd/system/portal.service)
    user=$(sed -n 's/^User=//p' /etc/systemd/system/portal.service)
    setsid setpriv --reuid="$user" --regid="$user" --init-groups --no-new-privs --bounding-set=-all \
      /srv/portal/script/with /etc/portal/settings "${line#ExecStart=}" >/var/log/portal.log 2>&1 </dev/null & ;;
  "restart nginx") nginx ;;
  *) echo "systemctl $*?" >&2; exit 2 ;;
esac
"""


def blocks() -> list[str]:
    """Return the commands of the page, block by block, up to the portal's first answer."""
    text = PAGE.read_text("utf-8").partition("## What goes on by itself")[0]
    return re.findall(r"^```\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def inside(commands: str) -> str:
    """Run commands in the container, as root, and return what they printed. Exit where one fails."""
    return run("podman", "exec", "--workdir=/root", NAME, "bash", "-euo", "pipefail", "-c", commands)


def main() -> int:
    """Follow the page; return 0 where the portal answers over HTTPS."""
    parser = argparse.ArgumentParser(prog="script.ci.debian")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    if not prepare_podman(arguments.folder):
        return 0
    if subprocess.run(["podman", "image", "exists", DEBIAN]).returncode:
        make_debian(arguments.folder)
    archive = arguments.folder / "committee-portal-1.0.0.tar.gz"
    run("git", "archive", "--prefix=committee-portal/", f"--output={archive}", "HEAD")
    try:
        # Wider than the default, for the wall around strangers' files: a machine of its own forbids none of it.
        wall = "--security-opt=unmask=/proc/*"
        port = f"--publish=127.0.0.1:{HTTPS}:443"
        run("podman", "run", "--detach", f"--name={NAME}", wall, port, DEBIAN, "sleep", "infinity")
        (arguments.folder / "systemctl").write_text(SYSTEMCTL)
        for source, target in (
            (arguments.folder / "systemctl", "/usr/local/bin/systemctl"),
            (archive, "/root"),
            ("/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs/ca-certificates.crt"),
        ):
            run("podman", "cp", source, f"{NAME}:{target}")
        inside("chmod +x /usr/local/bin/systemctl")
        return follow()
    finally:
        if not arguments.keep:
            run("podman", "rm", "--force", "--time=5", NAME)


def follow() -> int:
    """Run every block; then open the first page, and set up a council as its first administrator."""
    printed, where = "", "cd /root"
    for block in blocks():
        commands = block.replace("YOUR.HOST.NAME", "localhost")
        if "nginx -t" in commands:
            key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
            inside(f"openssl req -x509 {key} -keyout /etc/ssl/private/localhost.key -out /etc/ssl/certs/localhost.pem")
        began = time.monotonic()
        printed += inside(f"{where}\n{commands}")
        where = "cd /srv/portal" if "/srv/portal" in commands else where
        if "/etc/portal/settings" in commands and "SECRET_KEY" in commands:  # what the page asks to be written there
            inside("sed -i 's/committees.example.gov.uk/localhost/; s/relay.example/127.0.0.1/' /etc/portal/settings")
        print(f"  {time.monotonic() - began:5.1f} s: {commands.strip().splitlines()[-1][:90]}", flush=True)
    for _ in range(90):
        try:
            Browser(HTTPS).get("/")
            break
        except Failed as failed:
            reason = failed
            time.sleep(1)
    else:
        print(reason, inside("tail -20 /var/log/portal.log"))
        return 1
    first_agenda.set_up(HTTPS, "you@example.gov.uk", printed)
    print("The portal answers over HTTPS; the first administrator has set up a council, its people and its calendar.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

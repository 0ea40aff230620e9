"""
Run the commands of docs/handbook/running/debian.md, in their order, in an empty Debian; open the portal, set it up.

    python -m script.ci.debian FOLDER [--keep]

A container has no systemd, so a stand-in for systemctl starts what the units name, as the user that they name. Beside
it stand the store of Containerfile, which is OpenStack Swift behind its S3 protocol, and a mail server.
"""

import argparse
import contextlib
import json
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller

from script.ci import first_agenda
from script.ci.containers import DEBIAN, ROOT, SMTP, Mails, build_image, make_debian, prepare_podman, run
from script.ci.portal_client import Browser, Failed

NAME, STORE, HTTPS = "committee-portal-handbook", "committee-portal-handbook-store", 18444
STORE_IMAGE = "localhost/committee-portal-store"
PAGE = ROOT / "docs" / "handbook" / "running" / "debian.md"
SYSTEMCTL = r"""#!/bin/bash
# In systemd's place: starts what the commands of the handbook start.
case "$*" in
  "start postgresql") pg_ctlcluster 17 main start ;;
  daemon-reload) systemd-analyze verify /etc/systemd/system/portal* 2>/dev/null || true ;;
  "enable --now portal.service portal-backup.timer" | "start portal")
    line=$(grep -m1 ^ExecStart= /etc/systemd/system/portal.service)
    user=$(sed -n 's/^User=//p' /etc/systemd/system/portal.service)
    setsid setpriv --reuid="$user" --regid="$user" --init-groups --no-new-privs --bounding-set=-all \
      /srv/portal/script/with /etc/portal/settings "${line#ExecStart=}" >/var/log/portal.log 2>&1 </dev/null &
    echo $! >/run/portal.pid ;;
  "stop portal")
    kill "$(cat /run/portal.pid)"
    while grep -qs "^State:.[^Z]" "/proc/$(cat /run/portal.pid)/status"; do sleep 0.2; done ;;
  "restart nginx") nginx ;;
  *) echo "systemctl $*?" >&2; exit 2 ;;
esac
"""


def blocks() -> tuple[list[str], list[str]]:
    """Return the blocks of commands of the page: those up to the portal's first answer, and those of an upgrade."""
    first, _, upgrade = PAGE.read_text("utf-8").partition("## What goes on by itself")
    block = re.compile(r"^```\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
    return block.findall(first), block.findall(upgrade)


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
    if subprocess.run(["podman", "image", "exists", STORE_IMAGE]).returncode:
        build_image(ROOT, "store", STORE_IMAGE)
    archives = make_archives(arguments.folder)
    secret, mails = secrets.token_hex(20), Mails()
    keys = ["--env=AWS_ACCESS_KEY_ID=store:portal", f"--env=AWS_SECRET_ACCESS_KEY={secret}"]
    mail_server = None
    try:
        run("podman", "run", "--detach", f"--name={STORE}", *keys, STORE_IMAGE)
        network = json.loads(run("podman", "inspect", STORE))[0]["NetworkSettings"]
        mail_server = Controller(mails, hostname=network["Gateway"], port=SMTP)
        mail_server.start()
        # Wider than the default, for the wall around strangers' files: a machine of its own forbids none of it.
        wall = "--security-opt=unmask=/proc/*"
        port = f"--publish=127.0.0.1:{HTTPS}:443"
        run("podman", "run", "--detach", f"--name={NAME}", wall, port, DEBIAN, "sleep", "infinity")
        (arguments.folder / "systemctl").write_text(SYSTEMCTL)
        for source, target in (
            (arguments.folder / "systemctl", "/usr/local/bin/systemctl"),
            *((archive, "/root") for archive in archives),
            ("/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs/ca-certificates.crt"),
        ):
            run("podman", "cp", source, f"{NAME}:{target}")
        inside("chmod +x /usr/local/bin/systemctl")
        edits = (
            r"s/committees\.example\.gov\.uk/localhost/",
            f"s|^EMAIL_URL=.*|EMAIL_URL=smtp://{network['Gateway']}:{SMTP}|",
            f"s|https://store.example.gov.uk|http://{network['IPAddress']}:8333|; s/eu-west-2/us-east-1/",
            "s/^#STORAGE/STORAGE/",
            f"s/^#AWS_ACCESS_KEY_ID=/&store:portal/; s/^#AWS_SECRET_ACCESS_KEY=/&{secret}/; s/^#AWS/AWS/",
        )
        return follow("; ".join(edits), mails)
    finally:
        if mail_server:
            with contextlib.suppress(AssertionError):
                mail_server.stop()
        if not arguments.keep:
            run("podman", "rm", "--force", "--time=5", NAME, STORE)


def make_archives(folder: Path) -> list[Path]:
    """Make of this commit the archives that `script/release` makes, twice: a release, and one to upgrade to."""
    run("script/handbook", folder / "portal-handbook" / "handbook")
    archives = []
    for name in ("committee-portal-1.0.0", "committee-portal-1.1.0"):
        source, pages = folder / f"{name}.tar.gz", folder / f"{name}-handbook.tar.gz"
        run("git", "archive", "--prefix=committee-portal/", f"--output={source}", "HEAD")
        run("tar", "-czf", pages, "-C", folder, "portal-handbook")
        archives += [source, pages]
    return archives


def follow(edits: str, mails: Mails) -> int:
    """Run every block, set up a council and publish its first agenda; upgrade, and see that the agenda is there."""
    first, upgrade = blocks()
    printed = carry_out(first, edits)
    if not answers():
        return 1
    admin = first_agenda.set_up(HTTPS, "you@example.gov.uk", printed)
    print("The portal answers over HTTPS; the first administrator has set up a council, its people and its calendar.")
    agenda = first_agenda.publish(HTTPS, admin, mails.taken)
    files = run("podman", "exec", STORE, "find", "/data/store", "-name", "*.data").count(".data")
    print(f"A clerk has published an agenda: {agenda}. The store has {files} files.", flush=True)
    if not files or "Handbook" not in Browser(HTTPS).get("/handbook/"):
        print("The handbook is not served." if files else "No file is in the store.")
        return 1
    carry_out(upgrade, edits)
    if not answers():
        return 1
    Browser(HTTPS).read(f"{agenda}pack.pdf")
    print("Upgraded; the pack is still there.")
    return 0


def carry_out(commands: list[str], edits: str) -> str:
    """Run blocks of the page, and return what they printed. `edits` are what the page asks to be put into settings."""
    printed, where = "", "cd /root"
    for command in (block.replace("YOUR.HOST.NAME", "localhost") for block in commands):
        if "nginx -t" in command:
            key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
            inside(f"openssl req -x509 {key} -keyout /etc/ssl/private/localhost.key -out /etc/ssl/certs/localhost.pem")
        began = time.monotonic()
        printed += inside(f"{where}\n{command}")
        where = "cd /srv/portal" if "/srv/portal" in command else where
        if "/etc/portal/settings" in command and "SECRET_KEY" in command:  # what the page asks to be written there
            inside(f"sed -i '{edits}' /etc/portal/settings")
        print(f"  {time.monotonic() - began:5.1f} s: {command.strip().splitlines()[-1][:90]}", flush=True)
    return printed


def answers() -> bool:
    """Return whether the portal answers over HTTPS within a minute and a half; print its log where it does not."""
    for _ in range(90):
        try:
            Browser(HTTPS).get("/")
            return True
        except Failed as failed:
            reason = failed
            time.sleep(1)
    print(reason, inside("tail -20 /var/log/portal.log"))
    return False


if __name__ == "__main__":
    sys.exit(main())

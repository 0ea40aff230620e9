"""Installation of Debian packages, on a machine that is not set up."""

import os
import shutil
import subprocess

QUIET = ["-qq", "-o", "DPkg::Lock::Timeout=300"]


def install(package: str) -> bool:
    """Install a package, and return whether that succeeded; print apt's last lines where it failed."""
    if not shutil.which("apt-get"):
        print(f"There is no apt-get to install {package} with.", flush=True)
        return False
    return _apt("update") and _apt("install", "-y", "--no-install-recommends", package)


def _apt(*words: str) -> bool:
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    command = [*as_root, "apt-get", words[0], *QUIET, *words[1:]]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        print(*done.stdout.splitlines()[-20:], sep="\n", flush=True)
    return done.returncode == 0

"""
Install a Chromium for the browser tests, and fetch the Nu HTML checker into a folder.

    python -m script.ci.browser FOLDER
"""

import shutil
import subprocess
import sys
from pathlib import Path

from script.ci import apt

# The headless shell renders the same pages without a browser window, which is a third less work.
BEST, *OTHERS = "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
CHECKER = "vnu-jar@26.9.27"


def main(folder: Path) -> int:
    """Install both, and return the exit status: 1 where no browser can be installed."""
    folder.mkdir(parents=True, exist_ok=True)
    if not _browser():
        return 1
    _checker(folder)
    return 0


def _browser() -> bool:
    if shutil.which(BEST) or apt.install(BEST):
        return True
    return any(map(shutil.which, OTHERS)) or apt.install("chromium")


def _checker(folder: Path) -> None:
    """Fetch the checker, a jar in an npm package. Without Java or npm, the browser tests do not check the HTML."""
    if not shutil.which("npm") or not _goes(["java", "-version"]):
        print("The HTML is not checked: this machine has no npm or no Java.")
        return
    options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if not _goes(["npm", "install", "--prefix", folder, *options, CHECKER]):
        print("The HTML is not checked: vnu-jar could not be fetched.")


def _goes(command: list[str | Path]) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Find the release before this commit, for the drills of upgrades."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def release_before() -> str:
    """Return the newest commit before this one that `script/release` made. A clone may lack its tag."""
    command = ["git", "rev-list", "--max-count=1", "--grep=^release: name version ", "HEAD~1"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

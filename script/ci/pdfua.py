"""
Print documents of the demonstration in COMMITTEE_VAR, and check them with a PDF/UA judge found beside this checkout.

    python -m script.ci.pdfua FOLDER

The documents are the front sheet, a pack of tagged papers, its large-print edition, the minutes of 10 January 2022 as
draft, as confirmed and as sealed, the work programmes, and the report of the review with its covering reports.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from script.ci.steps import LEFT_OUT

ROOT = Path(__file__).resolve().parents[2]


def main(folder: Path) -> int:
    """Print the documents, run the judge, and return its exit status; `LEFT_OUT` without a judge or a JDK."""
    judges = sorted(ROOT.parent.glob("*/tools/pdfua/check"))
    if not judges or not shutil.which("javac"):
        print("No judge of PDF/UA lies beside this checkout, or this machine has no JDK.")
        return LEFT_OUT
    printed = folder / "printed"
    printed.mkdir()
    environment = os.environ | {"PRINTED": str(printed), "COMMITTEE_DEMO": "1", "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "manage.py", "shell", "--no-imports"]
    with open(ROOT / "script" / "print_for_judges.py", "rb") as script:
        subprocess.run(command, env=environment, stdin=script, check=True)
    judged = [judges[0], *sorted(printed.glob("*.pdf"))]
    return subprocess.run(judged, env=os.environ | {"PDFUA_HOME": str(folder / "pdfua")}).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

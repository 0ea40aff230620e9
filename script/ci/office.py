"""
LibreOffice, bubblewrap and OCRmyPDF for the tests of Word files and scans, where apt may install them.

    python -m script.ci.office
"""

import shutil
import sys

from script.ci import apt

# Debian's packages by the program that each brings; the tests of what is missing are left out.
PACKAGES = {
    "soffice": ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui"),
    "bwrap": ("bubblewrap",),
    "ocrmypdf": ("ocrmypdf",),
}


def main() -> int:
    """0, always: the portal does without them, and so do its other tests."""
    for program, packages in PACKAGES.items():
        if not shutil.which(program) and not all(map(apt.install, packages)):
            print(f"The tests that need {program} are left out: it is not on this machine.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""
Install LibreOffice, bubblewrap, OCRmyPDF and ClamAV for the tests of uploaded files, where apt can install them.

    python -m script.ci.office
"""

import shutil
import sys

from script.ci import apt

# Debian's packages by the program that they bring. Tests that need a missing program are left out.
PACKAGES = {
    "soffice": ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui"),
    "bwrap": ("bubblewrap",),
    "ocrmypdf": ("ocrmypdf",),
    "clamd": ("clamav-daemon",),
}


def main() -> int:
    """Install missing programs. Return 0 in any case, because the portal and its other tests work without them."""
    for program, packages in PACKAGES.items():
        if not shutil.which(program) and not all(map(apt.install, packages)):
            print(f"The tests that need {program} are left out: it is not on this machine.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

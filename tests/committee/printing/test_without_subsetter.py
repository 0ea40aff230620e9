"""A machine without HarfBuzz's subset library prints all the same, and no warning of WeasyPrint's is seen."""

import subprocess
import sys
from pathlib import Path

from committee import printing
from tests.meetings.packs import looking

ROOT = Path(printing.__file__).resolve().parents[2]
STORY = """
import cffi, logging, sys
found = cffi.FFI.dlopen
def dlopen(self, name, *flags):
    if name and "harfbuzz-subset" in name:
        raise OSError(name)
    return found(self, name, *flags)
cffi.FFI.dlopen = dlopen
logging.basicConfig()
from committee import printing
from committee.printing.render import render_pdf
pdf = render_pdf("<h1>Report</h1>", title="Report")
from weasyprint.text import ffi
assert ffi.harfbuzz_subset is None
logging.getLogger("weasyprint").warning("other things are still said")
sys.stdout.buffer.write(pdf)
"""


def test_without_it_no_warning_comes_and_the_print_says_the_same():
    command = [sys.executable, "-W", "always::DeprecationWarning", "-c", STORY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert b"HarfBuzz" not in done.stderr
    assert b"other things are still said" in done.stderr
    assert looking.words(done.stdout) == ["Report"]

"""Join the latin and latin-ext subsets of a font into one: join_font.py LATIN EXTENDED STEM -> STEM.ttf, STEM.woff2."""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

WELSH = "ÂâÊêÎîÔôÛûŴŵŶŷÁáÉéÍíÓóÚúẂẃÝýÀàÈèÌìÒòÙùẀẁỲỳÄäËëÏïÖöÜüẄẅŸÿ"
PRINTED = "–—‘’“”•…£€§©½"


def join(latin: str, extended: str, stem: str) -> None:
    """Write both formats; raises SystemExit when a Welsh letter or a sign used in print is not in the result."""
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for number, source in enumerate((latin, extended)):
            font = TTFont(source)
            font.flavor = None
            plain.append(f"{folder}/{number}.ttf")
            font.save(plain[-1])
        whole = Merger().merge(plain)
        missing = [sign for sign in WELSH + PRINTED if ord(sign) not in whole.getBestCmap()]
        if missing:
            raise SystemExit(f"{stem} lacks {' '.join(missing)}")
        whole.save(f"{stem}.ttf")
        whole.flavor = "woff2"
        whole.save(f"{stem}.woff2")


if __name__ == "__main__":
    join(*(str(Path(argument)) for argument in sys.argv[1:4]))

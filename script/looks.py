"""Compare two folders of pictures pixel by pixel; called by script/looks."""

import argparse
import shutil
import sys
from pathlib import Path

from PIL import Image, ImageChops

SIDE_BY_SIDE = 16  # pixels between two pictures


def main() -> int:
    """Print every difference. Return 0 where no picture differs, 1 where a picture differs."""
    parser = argparse.ArgumentParser(prog="script/looks compare", description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--into", type=Path, help="put before, after and difference there, side by side, for each")
    asked = parser.parse_args()
    names = [{path.name for path in folder.glob("*.png")} for folder in (asked.before, asked.after)]
    if not all(names):
        parser.error("there are no pictures in one of the folders")
    if asked.into:
        shutil.rmtree(asked.into, ignore_errors=True)
        asked.into.mkdir(parents=True)
    found = [f"{name}: only before" for name in sorted(names[0] - names[1])]
    found += [f"{name}: only after" for name in sorted(names[1] - names[0])]
    for name in sorted(names[0] & names[1]):
        if said := compared(asked.before / name, asked.after / name, asked.into and asked.into / name):
            found.append(f"{name}: {said}")
    print(*found, f"{len(names[0] & names[1])} pictures compared, {len(found)} differences", sep="\n")
    return 1 if found else 0


def compared(before: Path, after: Path, into: Path | None = None) -> str:
    """Return how many pixels of two pictures differ, and in which part; "" where the pictures are equal."""
    if before.read_bytes() == after.read_bytes():
        return ""
    pictures = [Image.open(path).convert("RGB") for path in (before, after)]
    size = tuple(max(lengths) for lengths in zip(*(picture.size for picture in pictures), strict=True))
    laid = [Image.new("RGB", size, "magenta") for _ in pictures]
    for picture, ground in zip(pictures, laid, strict=True):
        ground.paste(picture)
    red, green, blue = ImageChops.difference(*laid).split()  # not as grey, in which small differences vanish
    difference = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda light: 255 if light else 0)
    box = difference.getbbox()
    if box is None:
        return ""
    if into:
        width = size[0] + SIDE_BY_SIDE
        sheet = Image.new("RGB", (width * 3 - SIDE_BY_SIDE, size[1]), "black")
        for number, picture in enumerate([*laid, difference]):
            sheet.paste(picture, (width * number, 0))
        sheet.save(into)
    count = difference.histogram()[255]
    sizes = "" if pictures[0].size == pictures[1].size else f", size {pictures[0].size} then {pictures[1].size}"
    return f"{count} pixels between {box[:2]} and {box[2:]}{sizes}"


if __name__ == "__main__":
    sys.exit(main())

"""Pictures of pages compared: what is named, and with which status."""

import sys

import pytest
from PIL import Image

from script import looks


@pytest.fixture
def folders(tmp_path):
    """Two folders with the same two pictures."""
    made = tmp_path / "before", tmp_path / "after"
    for folder in made:
        folder.mkdir()
        for name in ("front.1280.png", "front.375.png"):
            Image.new("RGB", (40, 30), "white").save(folder / name)
    return made


def compare(monkeypatch, *arguments) -> int:
    monkeypatch.setattr(sys, "argv", ["looks", *map(str, arguments)])
    return looks.main()


def test_the_same_pictures_are_no_difference(folders, monkeypatch, capsys):
    assert compare(monkeypatch, *folders) == 0
    assert capsys.readouterr().out == "2 pictures compared, 0 differences\n"


def test_one_pixel_is_a_difference_that_is_named_and_laid_side_by_side(folders, monkeypatch, capsys, tmp_path):
    picture = Image.new("RGB", (40, 30), "white")
    picture.putpixel((7, 9), (254, 255, 255))
    picture.save(folders[1] / "front.375.png")
    assert compare(monkeypatch, *folders, "--into", tmp_path / "sheets") == 1
    assert capsys.readouterr().out.splitlines()[0] == "front.375.png: 1 pixels between (7, 9) and (8, 10)"
    assert Image.open(tmp_path / "sheets" / "front.375.png").size == (3 * 40 + 2 * looks.SIDE_BY_SIDE, 30)


def test_a_longer_page_and_one_that_came_or_went_are_differences(folders, monkeypatch, capsys):
    Image.new("RGB", (40, 35), "white").save(folders[1] / "front.375.png")
    (folders[1] / "front.1280.png").rename(folders[1] / "start.1280.png")
    assert compare(monkeypatch, *folders) == 1
    assert capsys.readouterr().out.splitlines() == [
        "front.1280.png: only before",
        "start.1280.png: only after",
        "front.375.png: 200 pixels between (0, 30) and (40, 35), size (40, 30) then (40, 35)",
        "1 pictures compared, 3 differences",
    ]

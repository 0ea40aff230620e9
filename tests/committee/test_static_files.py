"""Static files are compressed on a newcomer's machine too, once for what is in them."""

import gzip

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from committee.public_pages import static_files

SHEET = "css/council/base.css"


@pytest.mark.parametrize(
    ("accepted", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_a_style_sheet_is_sent_as_its_reader_takes_it_and_compressed_once(
    settings, tmp_path, monkeypatch, accepted, unpack
):
    settings.VAR_DIR, settings.WHITENOISE_AUTOREFRESH = tmp_path, False
    made = []
    encode = static_files.encoded
    monkeypatch.setattr(static_files, "encoded", lambda body, how: made.append(how) or encode(body, how))
    with open(finders.find(SHEET), "rb") as file:
        source = file.read()
    for _ in range(2):  # each is another process
        answer = Client().get(f"/static/{SHEET}", headers={"Accept-Encoding": accepted})
        assert unpack(b"".join(answer.streaming_content)) == source
        assert answer["Vary"] == "Accept-Encoding" and answer["Content-Type"].startswith("text/css")
    assert sorted(made) == ["br", "gzip"]


def test_where_there_is_no_room_a_file_is_sent_as_it_is(settings, tmp_path):
    settings.VAR_DIR, settings.WHITENOISE_AUTOREFRESH = tmp_path / "gone", False
    answer = Client().get(f"/static/{SHEET}", headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200 and "Content-Encoding" not in answer

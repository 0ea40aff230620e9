"""What `script/bench packs` holds itself against: the fastest of the tools that are there."""

import shutil

from pikepdf import Pdf

from script.bench_packs import Bench, floor_of
from tests.meetings.packs import making


def test_the_floor_is_the_fastest_tool_and_each_puts_every_page_in(tmp_path):
    assert floor_of({"qpdf": 0.407, "pypdf": 0.136, "pikepdf": 0.2}) == "pypdf"
    bench = Bench.__new__(Bench)  # without a meeting
    bench.folder, bench.paths = tmp_path, [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path in bench.paths:
        path.write_bytes(making.pdf_of(2))
    tools = bench.one_after_the_other()
    assert set(tools) == {"qpdf", "pypdf", "pikepdf"}
    for tool, work in tools.items():
        if tool == "qpdf" and not shutil.which("qpdf"):
            continue
        work()
        with Pdf.open(tmp_path / f"{tool}.pdf") as made:
            assert len(made.pages) == 4

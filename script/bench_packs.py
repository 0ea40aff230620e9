"""Measure packs of the demonstration's papers, once, 5 and 21 times over, for `script/bench packs`."""

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from statistics import median

import django
from pikepdf import Pdf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from committee import printing  # noqa: E402
from committee.files import files  # noqa: E402
from committee.models import Committee, StoredFile, User  # noqa: E402
from committee.portal.demo.papers import catalogue, source  # noqa: E402
from committee.process_memory import peak  # noqa: E402
from committee.wording import wording  # noqa: E402
from meetings.agendas import verbs as agenda  # noqa: E402
from meetings.calendar import verbs as calendar  # noqa: E402
from meetings.models import AgendaItem, Edition, Meeting, Paper  # noqa: E402
from meetings.packs import check, front_sheet, join, page_numbers, part_store  # noqa: E402
from meetings.packs.builds import build  # noqa: E402
from meetings.packs.pdf.compile import prepare  # noqa: E402
from meetings.papers import verbs as papers  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
COPIES = (1, 5, 21)  # about 60, 270 and 1,100 pages
CHROMIUM = "/usr/bin/chromium"
TURNS = 9
MEGABYTE = 1024 * 1024


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds that `work` takes by `clock`."""
    begun = clock()
    work()
    return clock() - begun


@dataclass
class Row:
    """One line of the table. The ratio is `seconds` to `floor`; `target` is the largest ratio wanted."""

    what: str
    seconds: float
    floor: float
    target: float | None = None
    note: str = ""

    def line(self) -> str:
        """Return the row as it is printed."""
        ratio = self.seconds / self.floor
        verdict = "" if self.target is None else f"<= {self.target:.1f}" + ("  missed" if ratio > self.target else "")
        return f"  {self.what:<58}{self.seconds * 1000:>9.0f} ms{ratio:>8.2f} x   {verdict:<16}{self.note}"


def html_of(slug: str, copy: int) -> str:
    """Return the HTML of a paper, with the number of the copy in its heading."""
    return source(slug).replace("</h1>", f" (copy {copy})</h1>", 1)


def papers_of_demo() -> list[str]:
    """Return the slugs of open papers that have 52 pages together."""
    return ["young-carers", "children-in-care", "placements-open", "spotlight-review"]


def bench_committee() -> Committee:
    """
    Return a committee without decisions and actions.

    With the demonstration's actions, the front sheet and the time to print it would grow.
    """
    if known := Committee.objects.filter(slug="bench").first():
        return known
    committee = Committee.objects.get(slug="safeguarding")
    committee.pk, committee.slug, committee.name = None, "bench", "Bench Overview and Scrutiny Committee"
    committee.short_name = "Bench"
    committee.save(force_insert=True)
    return committee


def meeting_of(copies: int, printed: dict[tuple[str, int], bytes], day: int, clerk: User) -> Meeting:
    """Return a meeting with `copies` times the four tagged papers, added with the verbs that people use."""
    committee = bench_committee()
    meeting = calendar.schedule(committee, timezone.localdate() + dt.timedelta(days=400 + day), by=clerk)
    now = timezone.now()
    for copy in range(copies):
        for slug in papers_of_demo():
            item = agenda.add_item(meeting, title=f"{catalogue()[slug]['title']} {copy}", by=clerk)
            pdf, html = printed[slug, copy], html_of(slug, copy)
            papers.add_paper(
                item, title=item.title, data=pdf, filename=f"{slug}.pdf", at=now, by=clerk, ours=True, source=html
            )
    return meeting


def chromium(htmls: list[str]) -> tuple[float, float]:
    """Return a headless Chromium's seconds to start, and to print the documents, tagged and with an outline."""
    from playwright.sync_api import sync_playwright

    css = (ROOT / "static/css/print.css").read_text("utf-8").replace("../fonts/", f"file://{ROOT}/static/fonts/")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        paths = []
        for number, html in enumerate(htmls):
            path = Path(folder) / f"{number}.html"
            styled = html.replace("<head>", f"<head><style>{css}</style>", 1).replace(
                "/static/", f"file://{ROOT}/static/"
            )
            path.write_text(styled, "utf-8")
            paths.append(path)
        begun = time.perf_counter()
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto("about:blank")
        page.pdf()
        start = time.perf_counter() - begun

        def print_them() -> None:
            for path in paths:
                page.goto(path.as_uri())
                page.pdf(tagged=True, outline=True, prefer_css_page_size=True)

        seconds = timed(print_them)
        browser.close()
    return start, seconds


def _file(paper: Paper) -> StoredFile:
    assert paper.file
    return paper.file.stored


class Bench:
    """Measurements of one size of pack."""

    def __init__(self, meeting: Meeting, clerk: User, repeats: int) -> None:
        self.meeting, self.clerk, self.repeats = meeting, clerk, repeats
        self.now = timezone.now()
        self.folder = Path(tempfile.mkdtemp())
        self.paths = self._written()
        self.pages = build.build(meeting, Edition.MEMBERS, at=self.now).pages

    def _papers(self) -> list[Paper]:
        found = Paper.objects.filter(item__meeting=self.meeting).select_related("file__stored", "item")
        return list(found.order_by("item__position"))

    def _written(self) -> list[Path]:
        paths = []
        for number, paper in enumerate(self._papers()):
            path = self.folder / f"{number}.pdf"
            path.write_bytes(files.read(_file(paper)))
            paths.append(path)
        return paths

    def one_after_the_other(self) -> dict[str, Callable[[], None]]:
        """Return the tools, by name, that only concatenate the same files; the fastest tool is the floor."""
        return {"qpdf": self._by_qpdf, "pypdf": self._by_pypdf, "pikepdf": self._by_pikepdf}

    def _by_qpdf(self) -> None:
        names = [str(path) for path in self.paths]
        subprocess.run(["qpdf", "--empty", "--pages", *names, "--", str(self.folder / "qpdf.pdf")], check=True)

    def _by_pypdf(self) -> None:
        from pypdf import PdfWriter

        writer = PdfWriter()
        for path in self.paths:
            writer.append(path)
        writer.write(self.folder / "pypdf.pdf")

    def _by_pikepdf(self) -> None:
        """Join only the pages, without outline and structure tree."""
        with Pdf.new() as whole, ExitStack() as opened:
            for path in self.paths:
                whole.pages.extend(opened.enter_context(Pdf.open(path)).pages)
            whole.save(self.folder / "pikepdf.pdf")

    def join(self) -> float:
        """Return the seconds to join prepared parts: tags, stamps, links, outline, labels."""
        return timed(self.joining())

    def joining(self) -> Callable[[], None]:
        """Plan the pack and print its front sheet. Return the function that joins the parts."""
        planned = build.plan(self.meeting, Edition.MEMBERS, issued_on=timezone.localdate(self.now))
        front = build.print_front(planned)
        stored = [_file(part.paper) for part in planned.contents.parts]

        def work() -> None:
            bound = [
                join.Part(part.key, part.item.title, part_store.prepared(file), part.span)
                for part, file in zip(planned.contents.parts, stored, strict=True)
            ]
            self.joined = join.join(prepare(front), bound, title=front_sheet.title_of(planned.snapshot, 0))

        return work

    def check(self) -> float:
        """Return the seconds of the check that every build makes of the joined pack."""
        return timed(lambda: check.Promise(self.joined.spans, self.joined.front_pages).faults(self.joined.pdf))

    def build(self) -> float:
        """Return the seconds of a whole build as a worker makes it (`builds/tasks.py`): the council is read once."""
        with wording.read_once():
            return timed(lambda: build.build(self.meeting, Edition.MEMBERS, at=self.now))

    def public(self) -> float:
        """Return the seconds of a build of the public edition, with the leak check."""
        with wording.read_once():
            return timed(lambda: build.build(self.meeting, Edition.PUBLIC, at=self.now))

    def rename(self, turn: int) -> None:
        """Change an item's title, which only the front sheet prints."""
        item = self.meeting.items.get(title__startswith=catalogue()["young-carers"]["title"], position=self._second())
        agenda.edit_item(item, title=f"{catalogue()['young-carers']['title']} turn {turn}", by=self.clerk)

    def _second(self) -> int:
        titled = AgendaItem.objects.filter(meeting=self.meeting, title__startswith=catalogue()["young-carers"]["title"])
        return titled.order_by("position").values_list("position", flat=True)[0]

    def edit(self, turn: int) -> float:
        """Hand in a new file for one item. Return the seconds of printing the file and of its intake."""
        paper = Paper.objects.filter(item__meeting=self.meeting, item__position=self._second()).get()
        html = html_of("young-carers", 1000 + turn)

        def work() -> None:
            pdf = printing.render_pdf(html, title=paper.title)
            papers.receive_file(
                paper, data=pdf, filename="again.pdf", at=self.now, by=self.clerk, ours=True, source=html
            )

        return timed(work)

    def rows(self) -> list[Row]:
        """Measure everything in turns, and return a row with the median of each measurement."""
        self.join()
        tools = self.one_after_the_other()
        taken: dict[str, list[float]] = {}
        for turn in range(self.repeats):
            self.rename(turn)
            measured: list[tuple[str, Callable[[], float]]] = [
                *((tool, partial(timed, work)) for tool, work in tools.items()),
                ("join", self.join),
                ("check", self.check),
                ("moved", self.build),
                ("same", self.build),
                ("public", self.public),
                ("render", partial(self.edit, turn)),
                ("edited", self.build),
            ]
            for name, measure in measured:
                taken.setdefault(name, []).append(measure())
        of = {name: median(values) for name, values in taken.items()}
        fastest = floor_of({tool: of[tool] for tool in tools})
        floor = of[fastest]
        return [
            *(
                Row(f"{tool} puts the files one after the other", of[tool], floor, note="the floor" * (tool == fastest))
                for tool in tools
            ),
            Row("joined: tags, stamps, links, outline, labels", of["join"], floor, 1.3),
            Row("check of a finished pack", of["check"], floor),
            Row("build, nothing changed", of["same"], floor, 0.3),
            Row("build, item moved or renamed (front sheet printed anew)", of["moved"], floor),
            Row("build, one item edited, beside its own printing and intake", of["edited"], floor, 1.3),
            Row("printing and intake of that item", of["render"], floor),
            Row("public edition through the leak gate", of["public"], floor),
        ]


def floor_of(taken: dict[str, float]) -> str:
    """Return the name of the fastest tool. A slow tool as the floor would make the targets too easy."""
    return min(taken, key=lambda tool: taken[tool])


def per_page(benches: list[Bench]) -> list[float]:
    """
    Return the milliseconds of processor time that joining a page costs, for each size of pack.

    The sizes are joined in turns, and only this process's time counts. Measured by wall time, minutes apart, any size
    could look slow on a busy machine.
    """
    works = [bench.joining() for bench in benches]
    turns = [[timed(work, time.process_time) for work in works] for _ in range(TURNS)]
    return [median(taken) * 1000 / bench.pages for bench, taken in zip(benches, zip(*turns, strict=True), strict=True)]


def memory(meeting: Meeting, times: int) -> int:
    """Return the peak memory, in MB, of a new process that builds the pack `times` over."""
    command = [sys.executable, "-m", "script.bench_packs", "build", str(meeting.pk), str(times)]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()[-1])


def build_again(pk: int, times: int) -> None:
    """Build the pack `times` over, and print this process's peak memory in MB. Called in a new process."""
    meeting = Meeting.objects.get(pk=pk)
    clerk = User.objects.order_by("pk")[0]
    for turn in range(times):
        item = meeting.items.order_by("-position")[0]
        agenda.edit_item(item, title=f"Built {timezone.now():%H:%M:%S.%f} {turn}", by=clerk)
        with wording.read_once():
            build.build(meeting, Edition.MEMBERS, at=timezone.now())
    print(peak() // MEGABYTE)


def cold(htmls: list[tuple[str, str]]) -> float:
    """Return the seconds to print the papers side by side, prepare, join and check them, with warm printers."""
    printing.print_all([printing.Job("<html lang='en'><body><h1>Warm</h1></body></html>", "Warm")] * 4)

    def work() -> None:
        pdfs = printing.print_all([printing.Job(html, title) for html, title in htmls])
        prepared = [prepare(pdf) for pdf in pdfs]
        spans = page_numbers.number([len(part.pages) for part in prepared])
        bound = [
            join.Part(f"k{n}", title, part, span)
            for n, ((_, title), part, span) in enumerate(zip(htmls, prepared, spans, strict=True))
        ]
        done = join.join(None, bound, title="Cold")
        check.Promise(done.spans).faults(done.pdf)

    return timed(work)


def main(sizes: Sequence[int] = COPIES) -> None:
    """Measure a pack for each of `sizes`, the number of copies of the papers, and print the tables."""
    clerk = User.objects.order_by("pk")[0]
    keys = [(slug, copy) for copy in range(max(sizes)) for slug in papers_of_demo()]
    begun = time.perf_counter()
    jobs = [printing.Job(html_of(slug, copy), catalogue()[slug]["title"]) for slug, copy in keys]
    printed = dict(zip(keys, printing.print_all(jobs), strict=True))
    print(f"{len(jobs)} papers printed side by side in {time.perf_counter() - begun:.0f} s. Ratios are to the floor.\n")
    benches = []
    for place, copies in enumerate(sizes):
        meeting = meeting_of(copies, printed, 7 * place, clerk)
        bench = Bench(meeting, clerk, repeats=7 if copies < max(COPIES) else 5)
        benches.append(bench)
        rows = bench.rows()
        print(f"{bench.pages} pages, {len(bench.paths)} papers")
        print("\n".join(row.line() for row in rows))
        htmls = [html_of(slug, copy) for slug, copy in keys if copy < copies]
        print(Row("Chromium prints the same HTML (no numbers, no joining)", chromium(htmls)[1], rows[0].floor).line())
        print()
    once, often = memory(meeting, 1), memory(meeting, 8)
    costs = per_page(benches)
    growth = max((larger / smaller for smaller, larger in combinations(costs, 2)), default=1.0)
    each = ", ".join(f"{cost:.2f} ms of {bench.pages}" for bench, cost in zip(benches, costs, strict=True))
    print(f"Joining a page costs, of processor time, {each}")
    print(f"  growth from a size to a larger: {growth:.2f} x   <= 1.2{'  missed' if growth > 1.2 else ''}")
    print(f"  memory of one build of the largest: {once} MB   <= 400{'  missed' if once > 400 else ''}")
    print(f"  memory of eight: {often} MB   <= 1.1 x of one{'  missed' if often > 1.1 * once else ''}\n")
    titled = [(html_of(slug, 0), catalogue()[slug]["title"]) for slug in papers_of_demo()]
    ours = [cold(titled) for _ in range(3)]
    theirs = [chromium([html for html, _ in titled]) for _ in range(3)]
    start, printing_alone = (median(values) for values in zip(*theirs, strict=True))
    print("The demonstration's papers from their HTML: printed side by side, prepared, joined, checked; printers warm")
    print(Row("against Chromium's wall time for the same", median(ours), start + printing_alone, 1.5).line())
    print(Row("against a Chromium that has been started already", median(ours), printing_alone).line())


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build_again(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main([int(size) for size in sys.argv[1:]] or COPIES)

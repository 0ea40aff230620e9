"""Take in all PDFs of a folder as papers, and join each into a pack, to find files that break either step."""

import json
import os
import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committee import printing
from meetings.packs import corpus_check
from meetings.packs.intake import sandbox

WRONG = ("crashed", "hung", "invalid")
STATES = ("accepted", "refused", *WRONG)


class Command(BaseCommand):
    """`corpus FOLDER --json FILE`."""

    help = "Takes in every PDF of a folder, joins each into a pack and checks that; keeps nothing. Fails on any crash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the folder of PDFs, and the JSON file for the outcomes."""
        parser.add_argument("folder", type=Path, help="looked through with all folders in it")
        parser.add_argument("--json", type=Path, help="write what became of each file here, one line each, as it goes")

    def handle(self, *args: Any, **options: Any) -> None:
        """
        Take in each PDF and print a table of outcomes.

        Raises CommandError if the folder has no PDF, or if a file crashed, hung or gave an invalid pack.
        """
        folder = options["folder"]
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
        if not paths:
            raise CommandError(f"There is no PDF in {folder}.")
        outcomes = []
        with (options["json"] or Path(os.devnull)).open("w", encoding="utf-8") as file:
            for outcome in corpus_check.run(paths, printing.render_pdf(corpus_check.FRONT, title=corpus_check.TITLE)):
                outcomes.append(outcome)
                file.write(json.dumps(asdict(outcome)) + "\n")
                file.flush()
        self.stdout.write("\n".join(_table(outcomes)))
        wrong = [outcome for outcome in outcomes if outcome.state in WRONG]
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(outcomes)} files crashed, hung or gave an invalid pack.")


def _table(outcomes: list[corpus_check.Outcome]) -> Iterator[str]:
    states = Counter(outcome.state for outcome in outcomes)
    yield f"{len(outcomes):6,}  files, {sum(outcome.pages for outcome in outcomes):,} pages accepted"
    yield from (f"{states[state]:6,}  {state}" for state in STATES)
    checks = Counter(outcome.qpdf for outcome in outcomes if outcome.qpdf)
    if checks:
        yield f"        qpdf on the packs: {', '.join(f'{count:,} {kind}' for kind, count in checks.items())}"
    yield "\nRefused"
    for reason, count in Counter(_class(outcome) for outcome in outcomes if outcome.state == "refused").most_common():
        yield f"{count:6,}  {reason}"
    for state in WRONG:
        yield from (f"{outcome.file}: {state}: {outcome.reason}" for outcome in outcomes if outcome.state == state)
    seconds = [outcome.seconds for outcome in outcomes]
    last = quantiles(seconds, n=100)[-1] if len(seconds) > 1 else seconds[0]
    most = max(outcome.memory for outcome in outcomes) / sandbox.MEGABYTE
    yield f"\nIntake: median {median(seconds):.2f} s, 99 in 100 under {last:.2f} s; at most {most:,.0f} MB in a child"
    for outcome in sorted(outcomes, key=lambda one: one.seconds, reverse=True)[:10]:
        yield f"{outcome.seconds:6.2f} s  {outcome.memory / sandbox.MEGABYTE:5,.0f} MB  {outcome.file}"


def _class(outcome: corpus_check.Outcome) -> str:
    """Return the reason for a refusal without the file's name and numbers, for counting."""
    reason = outcome.reason.removeprefix(f"“{outcome.file}”").split("was not accepted.")[-1].strip()
    return re.sub(r"\b\d[\d,.]*", "N", reason)

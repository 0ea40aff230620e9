"""
Run the steps that standard input lists: the lanes `tests` and `beside` side by side, then with --all the lane `drills`.

    python -m script.ci [--all] --after TITLE RESULT SECONDS <LIST

TITLE, RESULT and SECONDS describe the setting up, which `.ci/run` does before this program can run. The shell of
`.ci/run` becomes this program, so the setting up is a finished child of this process, and its processor time is known.
"""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from script.ci import postgres, steps

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """Run the steps and print the table. Return 0 where no step failed, 1 where a step failed, 130 after a signal."""
    began = time.monotonic()
    arguments = _arguments()
    title, result, seconds = arguments.after
    lanes = steps.read(sys.stdin.read())
    run = steps.Run([steps.Outcome(title, result, float(seconds), _used_by_children())])
    _heed_signals(run)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        scratch.chmod(0o711)  # the postgres user must be able to reach its own folder inside
        environment = _environment(scratch)
        if any("$POSTGRES" in step.command for lane in lanes.values() for step in lane):
            address = stack.enter_context(postgres.database(scratch))
            environment |= {"POSTGRES": address} if address else {}
        _both_lanes(run, lanes, environment, scratch)
        if arguments.all:
            run.lane(lanes.get("drills", []), environment)
    print(f"\n=== All steps, {float(seconds) + time.monotonic() - began:.0f} s")
    print(steps.table(run.outcomes), flush=True)
    if run.stopped:
        return 130
    return int(any(outcome.result == "FAILED" for outcome in run.outcomes))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=".ci/run")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--after", nargs=3, required=True)
    return parser.parse_args()


def _used_by_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _heed_signals(run: steps.Run) -> None:
    """Stop the run at the first signal of ENDING. Signals that nohup or a shell's & makes us ignore stay ignored."""
    for number in ENDING:
        # Do not use `SIG_IGN`: the steps would inherit it, and could not be interrupted.
        unheeded = signal.getsignal(number) == signal.SIG_IGN
        signal.signal(number, (lambda *_: None) if unheeded else (lambda *_: _stop(run)))


def _stop(run: steps.Run) -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    run.stop()


def _environment(scratch: Path) -> dict[str, str]:
    """Return the environment of every step: no test waits for the disk, and PostgreSQL compiles no query."""
    given = {name: value for name, value in os.environ.items() if name != "POSTGRES"}
    return given | {"SCRATCH": str(scratch), "PGOPTIONS": "-c synchronous_commit=off -c jit=off"}


def _both_lanes(run: steps.Run, lanes: steps.Lanes, environment: dict[str, str], scratch: Path) -> None:
    """
    Run the lanes `tests` and `beside` side by side, and show the output of `beside` when it has ended.

    The lanes share a folder of PDFs, so that each PDF is printed only once (tests/made_once.py). Drills do not use it.
    """
    pages = scratch / "pages"
    pages.mkdir()
    environment = environment | {"COMMITTEE_TESTS_PRINTED": str(pages)}
    with ThreadPoolExecutor(1) as executor, open(scratch / "beside", "w+b") as printed:
        beside = executor.submit(run.lane, lanes.get("beside", []), environment, printed)
        run.lane(lanes.get("tests", []), environment)
        beside.result()
        printed.seek(0)
        shutil.copyfileobj(printed, sys.stdout.buffer)
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

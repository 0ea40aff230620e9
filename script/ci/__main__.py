"""
Run the steps that standard input lists: the lanes `tests` and `beside` at once, then `drills` where they are wished.

    python -m script.ci [--all] --after TITLE RESULT SECONDS <LIST

TITLE, RESULT and SECONDS are of the step that was before this program could be; its processor time is known from its
being a child of the same process.
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
    """0 where every step was good, 1 where one failed, 130 after a signal."""
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
    """Stop at the first signal that ends a program. One that nohup or a shell's & has had ignored is nothing to us."""
    for number in ENDING:
        # Not `SIG_IGN`, which the steps would inherit: they could not be interrupted then.
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
    Run both lanes; what the one beside printed is shown when it has ended.

    What one lane has printed as PDF another need not (tests/made_once.py). The drills print for themselves.
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

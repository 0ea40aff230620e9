"""Steps in lanes. A step is a title and a shell command; it runs even where an earlier step failed."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO

GRACE = 10  # seconds that an interrupted step has to end its children and remove its files
LEFT_OUT = 77  # exit status of a step that this machine cannot run, as in GNU automake


@dataclass(frozen=True)
class Step:
    """A step: a line of the list that `.ci/run` gives."""

    title: str
    command: str


type Lanes = dict[str, list[Step]]


@dataclass(frozen=True)
class Outcome:
    """The result of a step, its wall seconds, and the processor seconds of all its processes (`used`)."""

    title: str
    result: str
    seconds: float
    used: float


def read(text: str) -> Lanes:
    """Return the lanes of a list by the first word of their headings; a step's line is indented."""
    lanes: Lanes = {}
    steps: list[Step] = []
    for line in filter(str.strip, text.splitlines()):
        if line.startswith(" "):
            title, _, command = line.strip().partition("  ")
            steps.append(Step(title, command.strip()))
        else:
            steps = lanes.setdefault(line.rstrip(":").replace(",", " ").split()[0], [])
    return lanes


@dataclass
class Run:
    """One run: the outcomes so far, and the running process groups. Lanes may run side by side."""

    outcomes: list[Outcome] = field(default_factory=list)
    stopped: bool = False
    _groups: set[int] = field(default_factory=set)

    def lane(self, steps: Iterable[Step], environment: Mapping[str, str], into: BinaryIO | None = None) -> None:
        """Run one step after the other. Their output goes to the terminal, or into the file `into`."""
        for step in steps:
            if self.stopped:
                return
            self._say(f"\n=== {step.title}", into)
            outcome = self._run(step, environment, into)
            self.outcomes.append(outcome)
            self._say(f"--- {step.title}: {outcome.result}, {outcome.seconds:.0f} s", into)

    def _run(self, step: Step, environment: Mapping[str, str], into: BinaryIO | None) -> Outcome:
        began = time.monotonic()
        process = subprocess.Popen(
            ["bash", "-euc", step.command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=into,
            stderr=subprocess.STDOUT if into else None,
            process_group=0,  # so that the step can be ended with all its children
        )
        self._groups.add(process.pid)
        if self.stopped:  # a signal came between the two statements above
            self._end(process.pid, signal.SIGINT)
        _, status, usage = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        if self.stopped:
            self._end(process.pid, signal.SIGKILL)  # processes that the step has left behind
        self._groups.discard(process.pid)
        result = {0: "good", LEFT_OUT: "left out"}.get(code, "FAILED")
        return Outcome(step.title, result, time.monotonic() - began, usage.ru_utime + usage.ru_stime)

    def stop(self) -> None:
        """Start no further step, and end the running steps, after GRACE seconds by force. For a signal handler."""
        self.stopped = True
        self._end_all(signal.SIGINT)
        timer = threading.Timer(GRACE, self._end_all, [signal.SIGKILL])
        timer.daemon = True
        timer.start()

    def _end_all(self, how: signal.Signals) -> None:
        for group in list(self._groups):
            self._end(group, how)

    def _end(self, group: int, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(group, how)

    def _say(self, words: str, into: BinaryIO | None) -> None:
        if into is None:
            print(words, flush=True)
        else:
            into.write(f"{words}\n".encode())
            into.flush()


def table(outcomes: Iterable[Outcome]) -> str:
    """Return a line for each outcome, and a last line that names the failures."""
    rows = list(outcomes)
    lines = [f"{row.title:<52} {row.seconds:>6.0f} s {row.used:>6.0f} s of processors   {row.result}" for row in rows]
    failed = [row.title for row in rows if row.result == "FAILED"]
    return "\n".join([*lines, f"FAILED: {'; '.join(failed)}" if failed else "All good."])

"""
Findings that stop a publication or warn before it: a sentence, its legal source, and the page on which to act.

Rules by the module that checks them: notice R01-R10, R58; papers R07, R11-R18, R23, R24; pack R08, R15, R16, R50, R51,
R54, R55; leaks R16, R60; agenda R52, R57, R59; privacy R53.

P01 to P12 are checks of practice, not of law: nothing to publish (P01), a paper not received (P02), a pack not built
(P03), no proper officer (P04), no venue (P05), an informal session (P06), an agenda published already (P07), a
committee without members (P08), a notice that mentions webcasts (P09), an upload not checked yet (P10), a conversion
not accepted or compared (P11), an item without a paper (P12).
"""

import logging
from datetime import date

from django.db import InterfaceError, OperationalError

from committee.law.clear_days import DayList
from committee.law.findings import Severity
from committee.register.calendar import day_list
from meetings.agendas.preflight import agenda, leaks, notice, pack, papers, privacy
from meetings.agendas.preflight.case import ACTS, ADDED, CORRECTION, PUBLISH, SUPPLEMENT, URGENT, Case
from meetings.agendas.preflight.checks import Check
from meetings.models import AgendaItem, Meeting
from meetings.packs.snapshot import Ground

__all__ = ["ACTS", "ADDED", "CORRECTION", "PUBLISH", "SUPPLEMENT", "URGENT", "Check", "preflight", "read_ahead"]
logger = logging.getLogger(__name__)

PARTS = (agenda, notice, papers, pack, leaks, privacy)
ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


def preflight(
    meeting: Meeting,
    *,
    on: date,
    for_: str = PUBLISH,
    item: AgendaItem | None = None,
    ground: Ground | None = None,
    days: DayList | None = None,
) -> list[Check]:
    """
    Return the blocks and warnings about the act `for_` ("publish", "supplement", "added", "urgent" or "correction") on
    the day `on`.

    Blocks come first, then warnings, then information. `item` narrows "added" and "urgent" to one item. Raises
    ValueError for an unknown act. Files are read once, and the results are cached by the hash of the file. Pass
    `ground` and `days` where the caller has read them already.
    """
    if for_ not in ACTS:
        raise ValueError(f"There is no such publication as {for_!r}.")
    case = Case(ground or Ground.of(meeting, on), on, for_, item, days or day_list())
    checks = [check for part in PARTS for check in part.check(case)]
    return sorted(_once(checks), key=lambda check: ORDER[check.severity])


def _once(checks: list[Check]) -> list[Check]:
    """Return the findings without repeats (a Check holds a dictionary, so it cannot be put into a set)."""
    distinct: list[Check] = []
    for check in checks:
        if check not in distinct:
            distinct.append(check)
    return distinct


def read_ahead(meeting: Meeting, *, on: date) -> None:
    """
    Run the pre-flight of a meeting's next publication, so that its results on files and packs are cached.

    Errors of the database connection are raised. Any other error is logged and not raised, because a worker calls this
    after a build or an upload, which must not fail with it. The next page that runs the pre-flight raises the error
    again.
    """
    if meeting.is_cancelled:
        return
    try:
        preflight(meeting, on=on, for_=SUPPLEMENT if meeting.versions.exists() else PUBLISH)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("%s could not be read ahead of its publication", meeting)

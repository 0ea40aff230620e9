"""Minutes go out: the note of decisions, the draft subject to confirmation, and the next agenda's paper."""

from datetime import datetime
from typing import NamedTuple

from committee.models import User
from meetings.models import AgendaItem, Minutes, MinutesVersion, Paper


class Offer(NamedTuple):
    """Where draft minutes await confirmation; `said` tells the clerk in one sentence what was done or is left."""

    item: AgendaItem | None
    paper: Paper | None
    said: str


def publish_decisions(minutes: Minutes, *, at: datetime, by: User) -> MinutesVersion:
    """Publish who was there, interests and resolutions of an ended meeting, without its minutes. Raises Refused."""
    raise NotImplementedError


def publish_draft(minutes: Minutes, *, at: datetime, by: User, change_note: str = "") -> MinutesVersion:
    """
    Publish the minutes as draft, subject to confirmation; the first time their numbers are fixed for ever (R28).

    Published again after changes it is the next version, and `change_note` says what changed. Raises Refused on every
    block of findings (R04, R17, R20, R25, R28) and where nothing has changed.
    """
    raise NotImplementedError


def certify_record(minutes: Minutes, *, at: datetime, by: User, acting_for: str = "") -> Minutes:
    """The proper officer's certificate that the public text is a reasonably fair and coherent record (R20)."""
    raise NotImplementedError


def offer_to_next_agenda(minutes: Minutes, *, at: datetime, by: User) -> Offer:
    """Give the next formal meeting's item of kind MINUTES the published draft as its paper. Raises Refused."""
    raise NotImplementedError

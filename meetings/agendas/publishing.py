"""
The first publication of an agenda. The verbs that change a published agenda are in `amendments`.

`publish_agenda` first builds missing packs. Then, in one transaction under the meeting's lock, it checks that the
agenda has not changed since the build, freezes a version with its snapshot and hash, and records who published and for
which proper officer. Emails are sent after the commit.

A pack may have been built earlier. Checks of the pack's file alone are not repeated: the build stored the verdict on
structure, tags and page numbers (`packs/builds/verdict.py`), and the pre-flight caches what it finds in the words.
SECURITY: checks that depend on more than the file are repeated at every publication, because papers, titles and access
may have changed:

- the pack is made from the present agenda;
- its bytes contain nothing that is withheld now (the leak check);
- its manifest names no withheld paper;
- each withheld page bears its paper's present marking.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.seen import as_shown, refuse_unseen
from committee.acts.verbs import verb
from committee.files import files
from committee.law.clear_days import publication_day
from committee.law.findings import Severity
from committee.law.reasons import gives_reason
from committee.models import User
from committee.wording.dates import full_date
from meetings.agendas import preflight
from meetings.agendas.versioning import freeze
from meetings.locking import hold, refuse_while_hidden
from meetings.models import AgendaItem, AgendaVersion, Edition, Meeting, Pack, VersionKind
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build

EDITIONS = (Edition.PUBLIC, Edition.MEMBERS)


def both_packs(shown: tuple[Mapping[str, Pack], date]) -> object:
    """Return the values that the page of publication shows: each pack as hashes of its plan and file, and the day."""
    packs, day = shown
    return [(edition, pack.plan_key, pack.stored.sha256) for edition, pack in sorted(packs.items())], day


def read_now(meeting: Meeting, at: datetime) -> str:
    """Build missing packs, and return the argument `seen` of `publish_agenda`, for a command that shows no page."""
    day = publication_day(at)
    ground = snapshots.Ground.of(meeting, day)
    return as_shown(publish_agenda, ({edition: _ready(ground, edition, at) for edition in EDITIONS}, day))


def ready_packs(ground: snapshots.Ground, day: date) -> dict[str, Pack]:
    """Return the last pack of each edition, by edition, if it was built on `day` and from the present agenda."""
    return {
        edition: pack
        for edition, pack in ground.packs.items()
        if edition in EDITIONS and publication_day(pack.built_at) == day and not build.is_stale(pack, ground)
    }


@verb(may=runs_the_desk, in_one_transaction=False, seen=both_packs)
def publish_agenda(meeting: Meeting, *, seen: str, at: datetime, by: User) -> AgendaVersion:
    """
    Publish the agenda of `meeting` for the first time, as of `at`: version 1, both packs, certificate and notice.

    Raises Refused where the pre-flight blocks, where the agenda has been published already, where an undecided takedown
    hides something of the meeting or of minutes on its agenda (R60), where the meeting is cancelled (R55), or where the
    agenda has changed since the page was shown.
    """
    _refuse_published(meeting)
    refuse_while_hidden(meeting)
    day = publication_day(at)
    ground = snapshots.Ground.of(meeting, day)
    refuse_unseen((ready_packs(ground, day), day), seen)
    refuse_blocks(meeting, day, preflight.PUBLISH, ground=ground)
    packs: dict[str, Pack] = {edition: _ready(ground, edition, at) for edition in EDITIONS}
    with transaction.atomic():
        meeting = hold(meeting)
        _refuse_published(meeting)
        refuse_while_hidden(meeting)
        if meeting.is_cancelled:
            raise Refused("The meeting has just been cancelled, so its agenda is not published.", rule="R55")
        ground = snapshots.Ground.of(meeting, day)
        if any(build.is_stale(pack, ground) for pack in packs.values()):
            raise Refused("The agenda was changed while it was being published. Check it again, then publish.")
        refuse_unseen((packs, day), seen)  # SECURITY: nobody has seen a pack that was built here
        planned = build.plan(meeting, Edition.MEMBERS, issued_on=day, ground=ground)
        return freeze(meeting, VersionKind.FIRST, "", planned.snapshot, at=at, by=by, packs=packs)


def _ready(ground: snapshots.Ground, edition: str, at: datetime) -> Pack:
    """
    Return the edition's pack if it is current and was built on the day of publication; else build a pack.

    A damaged file of the public edition is built again. Raises Refused where the public edition discloses something
    withheld (R16).
    """
    meeting, day = ground.meeting, publication_day(at)
    pack = build.current_pack(meeting, edition)
    if pack is None or publication_day(pack.built_at) != day or build.is_stale(pack, ground):
        return build.build(meeting, edition, at=at, ground=ground)
    if edition == Edition.PUBLIC:  # withheld matter may have changed since the build
        try:
            data = files.read(pack.stored)
        except (FileNotFoundError, ValueError):
            files.clear_damaged(pack.stored)  # otherwise the new build would reuse the damaged file in storage
            return build.build(meeting, edition, at=at, ground=ground)
        build.refuse_leaks(data, build.plan(meeting, edition, issued_on=day, ground=ground))
    return pack


def refuse_blocks(
    meeting: Meeting, day: date, act: str, item: AgendaItem | None = None, ground: snapshots.Ground | None = None
) -> None:
    """Raise Refused with every block of the pre-flight for the act `act` on `day`."""
    checks = preflight.preflight(meeting, on=day, for_=act, item=item, ground=ground)
    blocks = [check for check in checks if check.severity == Severity.BLOCK]
    if blocks:
        raise Refused(" ".join(check.text for check in blocks), rule=blocks[0].rule)


def _refuse_published(meeting: Meeting) -> None:
    version = meeting.versions.select_related("published_by").first()
    if version:
        raise Refused(
            f"{version.published_by} has already published this agenda, on {full_date(version.published_at)}. "
            "Later changes are made by a supplement, an urgent item, a withdrawal or a correction."
        )


def needed(words: str, otherwise: str) -> str:
    """Return `words` stripped. Raises Refused with the sentence `otherwise` where the words give no reason."""
    words = words.strip()
    if not gives_reason(words):
        raise Refused(f"{otherwise} One word is no reason." if words else otherwise)
    return words

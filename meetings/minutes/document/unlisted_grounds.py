"""On what ground a meeting took business that was on no agenda published here (R63, LGA 1972 s.100B(4))."""

from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.verbs import verb
from committee.models import User
from meetings.minutes.document.unlisted_business import ground_of, unlisted
from meetings.minutes.publication.versions import held
from meetings.models import BusinessGround, GroundKind, Minutes
from meetings.packs.leak_check import public_words


@verb(may=runs_the_desk)
def name_ground(minutes: Minutes, *, kind: str, words: str, at: datetime, by: User) -> BusinessGround:
    """
    Name the ground: `kind` is a GroundKind, `words` are printed in the minutes. A later one takes its place.

    Raises Refused where everything was on the published agenda, where the words would tell what is withheld (R16), and
    once the minutes are confirmed (R26).
    """
    minutes = held(minutes)
    if kind not in GroundKind.values:
        raise Refused("Choose whether the agenda was published elsewhere or was not published.")
    words = " ".join(reasoned(words, "on what ground the business was taken").split())
    entries = minutes.entries.select_related("item__ruling").prefetch_related("resolutions")
    if not unlisted(minutes, list(entries)):
        raise Refused("Everything that was decided was on the published agenda: no ground is needed.", rule="R63")
    public_words.refuse_telling([("the ground", [words])], minutes.meeting)
    ground = ground_of(minutes) or BusinessGround(minutes=minutes)
    ground.kind, ground.words, ground.recorded_at, ground.recorded_by = kind, words, at, by
    save(ground)
    audit.record(by, "named the ground for business on no published agenda in", minutes, kind=kind, words=words)
    return ground

"""
Amendments: the parts of a motion that an amendment changes, and the motion as amended.

An amendment's limb has the position of the part that it changes, or a later position for a part that it adds. Once the
amendment is carried, its words are written into the motion, and the meeting decides the motion as amended. The motion
as it was moved is stored as a further resolution: its result is AMENDED, and its `amends` is the amendment.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from committee.acts.refusal import Refused
from committee.acts.saving import save
from meetings.minutes.room.resolutions.recommended import LIMB_FIELDS, LimbDraft
from meetings.minutes.room.resolutions.sent_on import forget_waiting, refuse_placed
from meetings.models import Limb, LimbKind, Resolution, Result

GONE = 0  # position of a part that another amendment has deleted
WAITS = "An amendment has been moved. Record its vote first, or withdraw it."
COMPARED = ("text", "kind", "asked_of", "asked_body")


def waits(resolution: Resolution) -> str:
    """Return why the motion cannot be put to the vote yet: an amendment of it is undecided; else ""."""
    for amendment in resolution.amendments.all():
        if amendment.result == Result.PENDING or (amendment.result == Result.UNDETERMINED and not amendment.casting):
            return WAITS
    return ""


def draft_of(limb: Limb, part: int = 0) -> LimbDraft:
    """Return the limb as a draft, which `write` can save to another row."""
    return LimbDraft(**{name: getattr(limb, name) for name in LIMB_FIELDS}, part=part)


def write(resolution: Resolution, drafts: list[LimbDraft]) -> None:
    """
    Save `drafts` as the limbs of the resolution.

    The existing rows are reused in order, so that an action keeps its limb. Raises Refused where a limb with an action
    would be deleted, and where one that is on another body's agenda would be deleted or change its words (R70).
    """
    rows = list(resolution.limbs.all())
    refuse_placed(limb for limb, draft in zip_longest(rows, drafts) if limb and (not draft or draft.text != limb.text))
    for number, draft in enumerate(drafts, start=1):
        limb = rows[number - 1] if number <= len(rows) else Limb(resolution=resolution)
        limb.position = draft.part or number
        for name in LIMB_FIELDS:
            setattr(limb, name, getattr(draft, name))
        save(limb)
    for limb in rows[len(drafts) :]:
        if hasattr(limb, "action"):
            raise Refused(f"Part ({limb.letter}) has an open action. Close the action before you remove the part.")
        forget_waiting([limb])
        limb.delete()


def changes(motion: Resolution, drafts: Iterable[LimbDraft]) -> list[LimbDraft]:
    """
    Return the `drafts` that differ from the motion, each with the part that it changes or adds.

    Where no draft gives its part, the drafts are the motion's parts in order. Where some drafts give their part, a
    draft without a part is added at the end. Raises Refused where nothing changes, and where no part would be left.
    """
    changed = _changed(motion, drafts)
    if not changed:
        raise Refused("The amendment changes nothing. Change the words of a part, delete one or add one.")
    _amended([draft_of(limb) for limb in motion.limbs.all()], changed)
    return changed


def _changed(motion: Resolution, drafts: Iterable[LimbDraft]) -> list[LimbDraft]:
    parts = {limb.position: draft_of(limb) for limb in motion.limbs.select_related("asked_of")}
    rows = list(drafts)
    last = max(len(parts), *(draft.part for draft in rows)) if any(draft.part for draft in rows) else 0
    changed = []
    for draft in rows:
        last += not draft.part
        part = draft.part or last
        before = parts.get(part)
        if draft.kind == LimbKind.DELETED:
            changed += [LimbDraft(before.text, LimbKind.DELETED, part=part)] if before else []
        elif before is None or any(getattr(draft, name) != getattr(before, name) for name in COMPARED):
            changed.append(replace(draft, part=part))
    return changed


def carried_before(motion: Resolution, drafts: list[LimbDraft]) -> Resolution | None:
    """Return the carried amendment with the words of `drafts`, or None, so that a form sent twice adds nothing."""
    for before in Resolution.objects.filter(result=Result.AMENDED, amends__amends=motion).select_related("amends"):
        made = [(limb.position, limb.text) for limb in before.amends.limbs.all()] if before.amends else []
        if made == [(draft.part, draft.text) for draft in _changed(before, drafts)]:
            return before.amends
    return None


def _amended(parts: list[LimbDraft], changed: Iterable[LimbDraft]) -> list[LimbDraft]:
    """Return `parts` as amended by the drafts `changed`. Raises Refused where no part is left."""
    by_part = dict(enumerate(parts, start=1)) | {draft.part: draft for draft in changed}
    amended = [replace(by_part[part], part=0) for part in sorted(by_part) if by_part[part].kind != LimbKind.DELETED]
    if not amended:
        raise Refused("An amendment leaves at least one part of the motion. Record a vote against the motion instead.")
    return amended


def refuse_fallen(amendment: Resolution) -> None:
    """Raise Refused for an amendment of a part that another amendment has deleted."""
    if amendment.limbs.filter(position=GONE).exists():
        raise Refused("An amendment that was carried deleted the part that this one changes. Withdraw this one.")


def adopt(amendment: Resolution) -> None:
    """
    Write a carried amendment into its motion, and store the motion as moved. The caller has locked the meeting.

    Limbs of other pending amendments get the new positions of their parts. Do nothing for a motion, and for an
    amendment that is not carried.
    """
    motion = amendment.amends
    if motion is None or not amendment.is_carried:
        return
    parts = [draft_of(limb) for limb in motion.limbs.select_related("asked_of")]
    changed = [draft_of(limb, limb.position) for limb in amendment.limbs.select_related("asked_of")]
    before = Resolution(
        minute=motion.minute,
        amends=amendment,
        position=motion.position,
        mover=motion.mover,
        seconder=motion.seconder,
        result=Result.AMENDED,
        decided_at=amendment.decided_at,
    )
    save(before)
    write(before, parts)
    amended = _amended(parts, changed)
    write(motion, amended)
    deleted = {draft.part for draft in changed if draft.kind == LimbKind.DELETED}
    others = Limb.objects.filter(resolution__amends=motion, resolution__result=Result.PENDING)
    for limb in others:
        if limb.position in deleted:
            limb.position = GONE
        elif limb.position > len(parts):
            limb.position += len(amended) - len(parts)
        else:
            limb.position -= sum(part < limb.position for part in deleted)
        save(limb)


def restore(amendment: Resolution) -> None:
    """
    Take a carried amendment out of its motion again.

    Raises Refused where another amendment was carried later, and where a pending amendment refers to positions of parts
    that would change.
    """
    motion = amendment.amends
    before = amendment.amendments.filter(result=Result.AMENDED).first()
    if motion is None or before is None:
        return
    others = motion.amendments.exclude(pk=amendment.pk)
    if others.filter(amendments__result=Result.AMENDED, decided_at__gt=amendment.decided_at).exists():
        raise Refused("Another amendment was carried after it. Undo that decision first.")
    parts = [draft_of(limb) for limb in before.limbs.select_related("asked_of")]
    if len(parts) != motion.limbs.count() and others.filter(result=Result.PENDING).exists():
        raise Refused("Another amendment waits. Record its vote first, or withdraw it.")
    write(motion, parts)
    before.limbs.all().delete()
    before.delete()

"""A pack that fails its check: the part at fault is bound without its claim, then without its tags, or it is named."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from committee.acts.refusal import Refused
from meetings.packs.check import Promise
from meetings.packs.join import BLANK, Joined, Part
from meetings.packs.pdf.compiled import Prepared

Make = Callable[[Sequence[Part]], Joined]
PromiseOf = Callable[[Joined], Promise]
FAULTS = (ValueError, TypeError, LookupError, RuntimeError)  # of a part that was prepared wrongly or has rotted
TO_MEND = "Save the paper as PDF again from the original program, upload it, then try again."


def sound(
    parts: Sequence[Part], make: Make, promise: PromiseOf, *, without_tags: Callable[[Part], Prepared | None], what: str
) -> Joined:
    """
    Join `parts` by `make` so that the pack keeps its promise: what intake has accepted, no build may stumble over.

    An upload that is at fault loses its claim to be accessible, and if that is not enough its tags: Joined.untagged
    names it then. `without_tags` prepares a part anew without them, and gives None for what is no upload.
    Raises Refused, naming `what` and the part, where that mends nothing.
    """
    bound = list(parts)
    while True:
        joined, problems = _tried(bound, make, promise)
        if joined and not problems:
            return joined
        place = _at_fault(bound, make, promise)
        bare = None if place is None else without_tags(bound[place])
        if place is None or bare is None or bound[place].prepared == bare:
            raise _refusal(what, problems, None if place is None else bound[place], upload=bare is not None)
        bound[place] = _with_less(bound[place], bare)


def _with_less(part: Part, bare: Prepared) -> Part:
    prepared = part.prepared
    claims = prepared is not None and prepared.claims_ua
    return replace(part, prepared=replace(prepared, claims_ua=False) if prepared and claims else bare)


def _tried(parts: Sequence[Part], make: Make, promise: PromiseOf) -> tuple[Joined | None, list[str]]:
    try:
        joined = make(parts)
    except FAULTS as error:
        return None, [f"It cannot be joined: {error}."]
    return joined, promise(joined).faults(joined.pdf, claims_ua=joined.claims_ua)


def _at_fault(parts: Sequence[Part], make: Make, promise: PromiseOf) -> int | None:
    """
    Return the place of the first part that makes the pack fail; None if it fails without any part.

    Found by halves: those after it are held back, so that every number and link stays where it is.
    """

    def fails(count: int) -> bool:
        return bool(_tried([*parts[:count], *map(_held_back, parts[count:])], make, promise)[1])

    good, bad = 0, len(parts)
    if not bad or fails(good):
        return None
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (good, middle) if fails(middle) else (middle, bad)
    return bad - 1


def _held_back(part: Part) -> Part:
    return part if part.prepared is None or part.cover else replace(part, prepared=None, words=(BLANK,))


def _refusal(what: str, faults: list[str], part: Part | None, *, upload: bool) -> Refused:
    reasons = " ".join(faults)[:300]
    if part is None:
        return Refused(f"{what} was made but failed its check, so it is not used: {reasons}", rule="R50")
    return Refused(
        f"{what} failed its check because of “{part.title}”, so it is not used: {reasons} "
        f"{TO_MEND if upload else 'Tell the portal’s administrator.'}",
        rule="R50",
    )

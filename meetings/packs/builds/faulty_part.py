"""Repair of a pack that fails its check. A faulty part loses its PDF/UA claim, then its tags, or is refused."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from committee.acts.refusal import Refused
from meetings.packs import join
from meetings.packs.check import Promise
from meetings.packs.join import BLANK, Joined, Part
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import Prepared

Try = Callable[[Sequence[Part]], tuple[Joined | None, list[str]]]
FAULTS = (ValueError, TypeError, LookupError, RuntimeError)  # raised for a part that was prepared wrongly or is damaged
TO_MEND = "Save the paper as PDF again from the original program, upload it, then try again."


def promise_of(parts: Sequence[Part], joined: Joined, title: str, *, consecutive: bool = True) -> Promise:
    """Return the promise against which a pack joined from these parts is checked."""
    places = list(enumerate(parts))
    return Promise(
        joined.spans,
        joined.front_pages,
        ours=tuple(place for place, part in places if part.without_tags is None),
        title=title,
        labels=tuple((place, joined.labels[part.key]) for place, part in places if part.key in joined.labels),
        consecutive=consecutive,
        covers=tuple(place for place, part in places if part.cover),
    )


def sound(
    front: bytes | None,
    parts: Sequence[Part],
    *,
    title: str,
    what: str,
    consecutive: bool = True,
    ours_are_tagged: bool = True,
    checking: Callable[[], object] = lambda: None,
    **joining: Any,
) -> Joined:
    """
    Join a front sheet and parts into a pack that passes its check.

    An upload that makes the check fail loses its claim to be PDF/UA-1, so that the upload does not stop the build. If
    the check still fails, the upload loses its tags, and Joined.untagged lists its key. `what` names the pack in
    refusals. With `ours_are_tagged=False`, parts that the portal wrote may lack tags. `checking` is called before each
    check; `joining` are further arguments of `join`.
    Raises Refused, naming the pack and the part, where the pack still fails after that.
    """
    prepared = prepare(front) if front else None

    def tried(bound: Sequence[Part]) -> tuple[Joined | None, list[str]]:
        try:
            joined = join.join(prepared, bound, title=title, consecutive=consecutive, **joining)
        except FAULTS as error:
            return None, [f"It cannot be joined: {error}."]
        checking()
        promise = promise_of(bound, joined, title, consecutive=consecutive)
        promise = promise if ours_are_tagged else replace(promise, ours=())
        return joined, promise.faults(joined.pdf, claims_ua=joined.claims_ua)

    bound = list(parts)
    while True:
        joined, problems = tried(bound)
        if joined and not problems:
            return joined
        place = _at_fault(bound, tried)
        remake = None if place is None else bound[place].without_tags
        bare = remake() if remake else None
        if place is None or bare is None or bound[place].prepared == bare:
            raise _refusal(what, problems, None if place is None else bound[place], upload=bare is not None)
        bound[place] = _with_less(bound[place], bare)


def _with_less(part: Part, bare: Prepared) -> Part:
    prepared = part.prepared
    claims = prepared is not None and prepared.claims_ua
    return replace(part, prepared=replace(prepared, claims_ua=False) if prepared and claims else bare)


def _at_fault(parts: Sequence[Part], tried: Try) -> int | None:
    """
    Return the index of the first part that makes the pack fail; None if the pack fails even without any part.

    A binary search: the parts not under test are replaced by blank pages, so that page numbers and links stay right.
    """

    def fails(count: int) -> bool:
        return bool(tried([*parts[:count], *map(_held_back, parts[count:])])[1])

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

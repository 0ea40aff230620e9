"""Rights to read a paper that is withheld from the public."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Access(StrEnum):
    """
    The access of a paper: open to all, exempt by resolution (s.100A(4), Schedule 12A), confidential by law
    (s.100A(2)-(3)), or withheld.

    The access WITHHELD is for a paper whose grounds are still to be given. Such a paper may be in drafts, and is never
    in anything published.
    """

    OPEN = "open"
    EXEMPT = "exempt"
    CONFIDENTIAL = "confidential"
    WITHHELD = "withheld"


def seat_opens(role: str, *, of_another_council: bool, sits_then: bool, co_optees_read: bool) -> bool:
    """
    Return whether the holder of a seat may read the withheld papers of one meeting of the committee.

    A substitute may read papers of meetings at which the substitute stands in (`sits_then`). A co-optee may read papers
    where the council's setting says so (`co_optees_read`), because s.100F is for members of the council; a councillor
    `of_another_council` on a joint committee always may.
    """
    if role == "co_optee":
        return co_optees_read or of_another_council
    return sits_then or role != "substitute"


FINANCIAL, NOTICE_OR_ORDER = 3, 6  # paragraphs of Schedule 12A
OPEN_TO_EVERY_COUNCILLOR = frozenset({FINANCIAL, NOTICE_OR_ORDER})


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer on one reader and one paper: whether the reader `may` read the paper, and the reason in words."""

    may: bool
    why: str


def open_to_every_councillor(access: Access | str, paragraphs: Collection[int], contract_terms: bool | None) -> bool:
    """
    Return whether any councillor may inspect the paper as of right (s.100F(2A)).

    Only an exempt paper is open as of right, and only where every claimed paragraph is 3 or 6. A paper under paragraph
    3 is not open where it has terms proposed in negotiations for a contract; `contract_terms` None (unanswered) counts
    as yes.
    """
    claimed = set(paragraphs)
    if Access(access) is not Access.EXEMPT or not claimed or not claimed <= OPEN_TO_EVERY_COUNCILLOR:
        return False
    return FINANCIAL not in claimed or contract_terms is False


def answer(
    access: Access | str,
    paragraphs: Collection[int],
    contract_terms: bool | None,
    *,
    sits_on_committee: bool = False,
    other_councillor: bool = False,
    named_officer: bool = False,
    need_to_know: bool = False,
    runs_the_desk: bool = False,
) -> Answer:
    """
    Return whether a reader with these roles may read a paper, and why (LGA 1972 s.100F).

    `need_to_know` is the common-law right (s.100F(5)). `other_councillor` is a councillor who is not on the committee,
    and so has no right to confidential papers, nor to papers whose grounds are still to be given. Raises ValueError for
    an unknown access.
    """
    if Access(access) is Access.OPEN:
        return Answer(True, "The paper is open to everyone.")
    grounds = {
        "Works on the democratic services desk.": runs_the_desk,
        "A member of the committee may read the papers of its business.": sits_on_committee,
        "This officer is named for the paper.": named_officer,
        "The proper officer has granted access on a need to know (section 100F(5)).": need_to_know,
    }
    for why_so, holds in grounds.items():
        if holds:
            return Answer(True, why_so)
    if not other_councillor:
        return Answer(False, "The paper is withheld from the public.")
    if open_to_every_councillor(access, paragraphs, contract_terms):
        return Answer(True, "Every councillor may inspect paragraph 3 and paragraph 6 material (section 100F(2A)).")
    return Answer(False, _why_not_a_councillor(Access(access), paragraphs))


def _why_not_a_councillor(access: Access, paragraphs: Collection[int]) -> str:
    if access is Access.CONFIDENTIAL:
        return "The paper is confidential by law: another councillor needs a grant of access from the proper officer."
    if access is Access.WITHHELD:
        return "The grounds for withholding the paper have not been entered, so it is not known who has a right to it."
    if FINANCIAL in paragraphs and set(paragraphs) <= OPEN_TO_EVERY_COUNCILLOR:
        return "The paper holds, or may hold, terms proposed in negotiations for a contract (section 100F(2A))."
    return "Exempt information of this kind is not open to other councillors as of right (section 100F(2))."

"""Exempt information: Schedule 12A of the Local Government Act 1972 (England), and grounds of other enactments."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from committee.law.access import FINANCIAL, Access
from committee.law.findings import Finding, Severity, listed
from committee.law.reasons import gives_reason

# Part 1 of Schedule 12A as substituted by SI 2006/88: the descriptions, word for word, because s.100A(5)(b) and
# s.100B(5)(b) ask for the description "in terms of" the Schedule.
PARAGRAPHS: dict[int, str] = {
    1: "Information relating to any individual.",
    2: "Information which is likely to reveal the identity of an individual.",
    3: (
        "Information relating to the financial or business affairs of any particular person (including the authority "
        "holding that information)."
    ),
    4: (
        "Information relating to any consultations or negotiations, or contemplated consultations or negotiations, in "
        "connection with any labour relations matter arising between the authority or a Minister of the Crown and "
        "employees of, or office holders under, the authority."
    ),
    5: (
        "Information in respect of which a claim to legal professional privilege could be maintained in legal "
        "proceedings."
    ),
    6: (
        "Information which reveals that the authority proposes – (a) to give under any enactment a notice under or by "
        "virtue of which requirements are imposed on a person; or (b) to make an order or direction under any "
        "enactment."
    ),
    7: (
        "Information relating to any action taken or to be taken in connection with the prevention, investigation or "
        "prosecution of crime."
    ),
}
# The test of Part 2 para 10, word for word, as reports and resolutions repeat it.
PUBLIC_INTEREST_TEST = (
    "in all the circumstances of the case, the public interest in maintaining the exemption outweighs the public "
    "interest in disclosing the information"
)
WELSH = range(12, 19)


@dataclass(frozen=True, slots=True)
class Enactment:
    """A power to exclude the public outside Schedule 12A: its short name, its whole name, and its test in words."""

    short: str
    name: str
    test: str


HEARING = 114
# Grounds of other enactments (R68). A code stands among the paragraphs of the Schedule in the same columns, so it is
# above all of them; it has no digit 3, because the database looks for paragraph 3 in the text.
ENACTMENTS = {
    HEARING: Enactment(
        "regulation 14",
        "regulation 14(2) of the Licensing Act 2003 (Hearings) Regulations 2005",
        "The public interest in excluding the public outweighs the public interest in the hearing, or that part of "
        "the hearing, taking place in public.",
    )
}
_GROUND = "|".join(["[1-7]", *map(str, ENACTMENTS)])
STORED = f"^({_GROUND})(,({_GROUND}))*$"  # regular expression of the database for stored grounds

_NUMBERS = re.compile(r"[0-9]{1,3}(?:(?:\s*,\s*|\s*;\s*|\s*&\s*|\s+and\s+|\s*,\s*and\s+)[0-9]{1,3})*")
_WORD = re.compile(r"^\s*(?:paragraphs?|paras?\.?)\s+", re.IGNORECASE)
_BY_NAME = {enactment.short: str(code) for code, enactment in ENACTMENTS.items()}


def parse_paragraphs(text: str) -> tuple[int, ...]:
    """
    Return the paragraph numbers in "1,3", "3 and 1" or "paragraphs 1 and 3": sorted, each once; () for an empty text.

    "regulation 14" is read as the code of that enactment.
    Any number is read, so that `check_exemption` can report a wrong number. Raises ValueError where `text` is no list.
    """
    bare = _WORD.sub("", text).strip().lower()
    for name, code in _BY_NAME.items():
        bare = bare.replace(name, code)
    if not bare:
        return ()
    if not _NUMBERS.fullmatch(bare):
        raise ValueError(f"“{text.strip()[:60]}” is not a list of paragraphs: write it as 1, 3.")
    return tuple(sorted({int(number) for number in re.findall("[0-9]+", bare)}))


def join_paragraphs(paragraphs: Collection[int]) -> str:
    """Return paragraphs as stored text, "1,3"; `parse_paragraphs` reads this text."""
    return ",".join(str(number) for number in sorted(set(paragraphs)))


def as_typed(stored: str) -> str:
    """Return stored paragraphs as they are typed in a form: "1, 3" or "3, regulation 14"."""
    codes = [int(code) for code in stored.split(",") if code]
    return ", ".join(ENACTMENTS[code].short if code in ENACTMENTS else str(code) for code in codes)


def paragraphs_in_words(paragraphs: Collection[int], *, schedule: str = "") -> str:
    """
    Return grounds in words: "paragraph 3", "paragraphs 1, 2 and 3", "regulation 14(2) of the ..."; "" for none.

    `schedule` follows the paragraphs of the Schedule, such as " of Schedule 12A".
    """
    numbers = [str(number) for number in sorted(set(paragraphs) - set(ENACTMENTS))]
    words = [f"paragraph{'' if len(numbers) == 1 else 's'} {listed(numbers)}{schedule}"] if numbers else []
    words += [ENACTMENTS[code].name for code in sorted(set(paragraphs) & set(ENACTMENTS))]
    return listed(words) if words else ""


def grounds_of(other: int | None) -> dict[int, str]:
    """Return the words of each ground that a body has: the Schedule's, and those of the enactment with code `other`."""
    return PARAGRAPHS | ({other: f"{ENACTMENTS[other].name}. {ENACTMENTS[other].test}"} if other else {})


def or_typed(other: int | None) -> str:
    """Return what may be typed besides paragraphs of the Schedule: ", or regulation 14"; "" for none."""
    return f", or “{ENACTMENTS[other].short}”" if other else ""


def to_choose(other: int | None) -> str:
    """Return the grounds of a body in words, as they are typed: "paragraphs 1 to 7 of Schedule 12A"."""
    schedule = "paragraphs 1 to 7 of Schedule 12A"
    return f"{schedule}, and {ENACTMENTS[other].short} ({ENACTMENTS[other].name})" if other else schedule


def check_exemption(
    paragraphs: Collection[int],
    reason: str,
    not_registrable: bool | None,
    own_development: bool | None,
    *,
    other: int | None = None,
) -> list[Finding]:
    """
    Return the findings that stop a paper from being flagged exempt (R11-R14).

    - reason: why the public interest in the exemption outweighs the public interest in disclosure (Sch 12A para 10)
    - not_registrable: True where somebody has confirmed that paragraph 3 material need not be registered (para 8)
    - own_development: True where the paper is about the council's own regulation 3 development (para 9); None where
      nobody has answered yet, which is a finding too
    - other: code of the enactment by which the body may exclude the public too (R68)
    """
    return [
        *_check_numbers(paragraphs, other),
        *_check_reason(reason),
        *_check_registrable(paragraphs, not_registrable),
        *_check_development(own_development),
    ]


def check_own_grounds(paragraphs: Collection[int], reason: str, *, other: int | None = None) -> list[Finding]:
    """Return the findings on the grounds for withholding an item that has no paper (R11, R12, R68)."""
    return [*_check_numbers(paragraphs, other), *_check_reason(reason)]


def _check_numbers(paragraphs: Collection[int], other: int | None) -> list[Finding]:
    """
    Check that there is at least one of paragraphs 1 to 7 (R11, Sch 12A Part 1), and no Welsh paragraph (R12, Part 4).

    `other` is the code of an enactment that may be claimed too, and any other code is refused (R68).
    """
    claimed = set(paragraphs)
    welsh = sorted(claimed & set(WELSH))
    foreign = claimed & set(ENACTMENTS) - {other}
    others = sorted(claimed - set(PARAGRAPHS) - set(WELSH) - set(ENACTMENTS))
    findings = [
        _block("R68", f"This body may not exclude the public under {ENACTMENTS[code].name}.", ENACTMENTS[code].name)
        for code in sorted(foreign)
    ]
    if welsh:
        text = f"{_named(welsh)} of Schedule 12A: Wales only. An English council may claim paragraphs 1 to 7."
        findings.append(_block("R12", text, "LGA 1972 Sch 12A Part 4"))
    if others:
        text = f"{_named(others)} of Schedule 12A: not a description of exempt information. Choose from 1 to 7."
        findings.append(_block("R11", text, "LGA 1972 Sch 12A Part 1"))
    if not claimed:
        text = "An exempt paper needs at least one paragraph of Schedule 12A, from 1 to 7."
        findings.append(_block("R11", text, "LGA 1972 Sch 12A Part 1"))
    return findings


def _check_reason(reason: str) -> list[Finding]:
    """R11: check that the public-interest balance is recorded (Sch 12A para 10)."""
    if gives_reason(reason):
        return []
    text = "Enter why the public interest in keeping this exempt outweighs the public interest in disclosing it."
    return [_block("R11", text, "LGA 1972 Sch 12A para 10")]


def _check_registrable(paragraphs: Collection[int], not_registrable: bool | None) -> list[Finding]:
    """R13: check that paragraph 3 is not claimed for information of a public register (Sch 12A para 8)."""
    if FINANCIAL not in paragraphs or not_registrable is True:
        return []
    text = "Confirm that this paragraph 3 information does not have to be registered under the Acts in paragraph 8."
    return [_block("R13", text, "LGA 1972 Sch 12A para 8")]


def _check_development(own_development: bool | None) -> list[Finding]:
    """R14: check that the paper is not about the council's own regulation 3 development (Sch 12A para 9)."""
    if own_development is False:
        return []
    text = (
        "A paper about development for which the council may grant itself permission cannot be exempt."
        if own_development
        else "Confirm that this paper is not about development for which the council may grant itself permission."
    )
    return [_block("R14", text, "LGA 1972 Sch 12A para 9; SI 1992/1492 reg 3")]


def _block(rule: str, text: str, source: str) -> Finding:
    return Finding(rule, Severity.BLOCK, text, source)


def _named(numbers: list[int]) -> str:
    words = paragraphs_in_words(numbers)
    return words[0].upper() + words[1:]


def descriptions(paragraphs: Collection[int]) -> list[str]:
    """Return the statutory descriptions of the grounds, in order. Raises KeyError for a number that is none."""
    every = PARAGRAPHS | {code: enactment.test for code, enactment in ENACTMENTS.items()}
    return [every[number] for number in sorted(set(paragraphs))]


def marking(access: Access | str, paragraphs: Collection[int] = ()) -> str:
    """
    R15: return the marking of every page of a withheld paper (s.100B(5)); "" for an open paper.

    - Exempt: "Not for publication" and the descriptions of Schedule 12A. Raises ValueError without a paragraph,
      KeyError for a number that is no ground.
    - Confidential: s.100A(2)-(3), without a paragraph.
    - Withheld: the grounds are still to be given; only drafts have this marking.
    """
    if Access(access) is Access.OPEN:
        return ""
    if Access(access) is Access.CONFIDENTIAL:
        return "Not for publication: confidential information, Local Government Act 1972, section 100A(2) and (3)."
    if Access(access) is Access.WITHHELD:
        return "Not for publication: the grounds for withholding this paper are still to be given."
    if not paragraphs:
        raise ValueError("An exempt paper cannot be marked without its paragraph of Schedule 12A.")
    described = " ".join(descriptions(paragraphs))
    schedule = " of Part 1 of Schedule 12A to the Local Government Act 1972"
    return f"Not for publication by virtue of {paragraphs_in_words(paragraphs, schedule=schedule)}. {described}"


CONFIDENTIAL_EXCLUSION = "confidential information, for which section 100A(2) excludes the public without a resolution."


def exclusion_motion(paragraphs: Collection[int] = ()) -> str:
    """
    Return the motion to exclude the public in its standard form (s.100A(4)-(5)), without `exclusion_lines`.

    `paragraphs` are the grounds of all its items. Where other enactments are among them, the motion names these (R68).
    """
    involve = (
        "which involve the likely disclosure of exempt information as defined in the paragraphs of Schedule 12A (as "
        "amended) of the Local Government Act 1972 indicated below"
    )
    items = "That the public be excluded from the meeting for the following items of business"
    others = sorted(set(paragraphs) & set(ENACTMENTS))
    if not others:
        return f"{items} {involve}"
    under = f"under {listed([ENACTMENTS[code].name for code in others])} as indicated below"
    return f"{items}, {under}" if set(paragraphs) <= set(ENACTMENTS) else f"{items}, {under}, or {involve}"


def exclusion_lines(items: Mapping[str, Collection[int]]) -> list[str]:
    """
    Return a line for each private item, which names the proceedings and the descriptions (s.100A(5)(a)-(b)).

    `items` maps the name of an item ("Item 9") to its paragraphs. Raises ValueError for an item without paragraphs
    (R17).
    """
    lines = []
    for item, paragraphs in items.items():
        if not paragraphs:
            raise ValueError(f"{item} cannot be in the exclusion motion without its paragraph of Schedule 12A.")
        lines.append(f"{item} – {paragraphs_in_words(paragraphs)}. {' '.join(descriptions(paragraphs))}")
    return lines

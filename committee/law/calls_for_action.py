"""Matters that councillors may refer to a scrutiny committee: councillor calls for action."""

from enum import StrEnum

from committee.law.findings import Finding, Severity


class Matter(StrEnum):
    """Kinds of matter (SI 2012/1022, Police and Justice Act 2006); NONE is any other matter of the committee."""

    NONE = "none"
    PLANNING = "planning"
    LICENSING = "licensing"
    APPEAL = "appeal"
    VEXATIOUS = "vexatious"
    CRIME = "crime"
    IRRELEVANT = "irrelevant"


WORDS = {
    Matter.PLANNING: "a planning decision",
    Matter.LICENSING: "a licensing decision",
    Matter.APPEAL: "the matter of a person who has a right of review or appeal",
}


def refuse_reference(matter: Matter | str, *, systemic: bool, own_member: bool = False) -> Finding | None:
    """
    R47: return why a councillor's reference may not be taken up; None where it may.

    - Planning, licensing and matters with an appeal are excluded, unless the function is not discharged at all or fails
      systemically (`systemic`; SI 2012/1022 arts 3-4).
    - Vexatious, discriminatory or unreasonable matters are always excluded.
    - Crime and disorder has its own procedure (Police and Justice Act 2006 s.19).
    - These limits bind councillors who are not on the committee. An `own_member` of the committee may refer any matter
      relevant to its functions (LGA 2000 s.9FC).
    """
    kind = Matter(matter)
    if kind is Matter.IRRELEVANT:
        text = "The matter is not relevant to the functions of the committee."
        return Finding("R47", Severity.BLOCK, text, "LGA 2000 s.9FC(1)")
    if own_member:
        return None
    if kind is Matter.CRIME:
        text = (
            "A local crime and disorder matter is not referred as a call for action: it goes to the council’s crime "
            "and disorder committee."
        )
        return Finding("R47", Severity.BLOCK, text, "Police and Justice Act 2006 s.19; SI 2012/1022")
    if kind is Matter.VEXATIOUS:
        text = "A matter that is vexatious, discriminatory or not reasonable cannot be taken up as a call for action."
        return Finding("R47", Severity.BLOCK, text, "SI 2012/1022 art 3")
    if kind is Matter.NONE or systemic:
        return None
    text = (
        f"The committee cannot take up {WORDS[kind]}, unless the matter is that the function is not "
        "carried out at all or is failing systemically."
    )
    return Finding("R47", Severity.BLOCK, text, "SI 2012/1022 arts 3-4")

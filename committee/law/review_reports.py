"""Required contents of a review's report. The regulations on health scrutiny are applied to every report."""

from collections.abc import Collection

from committee.law.findings import Finding, Severity, listed

LEFT_OUT = "LGA 2000 s.9FG; SI 2012/1020 reg 8"
SOURCE = "Local Authority (Public Health, Health and Wellbeing Boards and Health Scrutiny) Regulations 2013, reg 22(6)"


def missing_contents(*, matter: bool, evidence: bool, participants: bool, recommendations: bool) -> Finding | None:
    """
    Return which of the four contents of a report are missing; None where it has all of them (R44).

    - matter: the report explains the matter reviewed
    - evidence: it has a summary of the evidence considered
    - participants: it lists the people who took part
    - recommendations: it explains each recommendation
    """
    contents = {
        "an explanation of the matter": matter,
        "a summary of the evidence": evidence,
        "a list of those who took part": participants,
        "an explanation of the recommendations": recommendations,
    }
    lacking = [name for name, is_there in contents.items() if not is_there]
    if not lacking:
        return None
    return Finding("R44", Severity.WARN, f"The report lacks {listed(lacking)}.", SOURCE)


def left_out_untold(left_out: Collection[str], would_mislead: bool | None, summary: str) -> Finding | None:
    """
    Return what a report that leaves out information still lacks; None where it lacks nothing (R41).

    - left_out: names of the exempt or confidential parts left out
    - would_mislead: True where the report would mislead, or not be understood, without these parts; None: unanswered
    - summary: the text printed in place of these parts
    """
    if not left_out or would_mislead is False or (would_mislead and summary.strip()):
        return None
    names = ", ".join(left_out)
    remedy = "Write a summary of it" if would_mislead else "Choose whether the report would be misleading without it"
    return Finding("R41", Severity.BLOCK, f"The report leaves out {names}. {remedy}.", LEFT_OUT)

"""What the report of a review holds, by the regulations on health scrutiny, after which every report is made."""

from committee.law.findings import Finding, Severity

SOURCE = "Local Authority (Public Health, Health and Wellbeing Boards and Health Scrutiny) Regulations 2013, reg 22(6)"


def missing_contents(*, matter: bool, evidence: bool, participants: bool, recommendations: bool) -> Finding | None:
    """R44: which of the four contents of a report are missing; None where it has all of them.

    matter: the matter reviewed is explained. evidence: the evidence considered is summed up. participants: those who
    took part are listed. recommendations: each recommendation is explained.
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
    *first, last = lacking
    told = f"{', '.join(first)} and {last}" if first else last
    return Finding("R44", Severity.WARN, f"The report lacks {told}.", SOURCE)

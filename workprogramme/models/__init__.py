"""The work programme: what a committee plans to look at, what it asked for, what came of it; and the forward plan."""

from workprogramme.models.duty import Duty, DutyKind
from workprogramme.models.forward_plan import KeyDecision, Notice, ScrutinyRules, WhyKey
from workprogramme.models.item import (
    COMING,
    ENDED,
    OFFICER_ROLES,
    PROPOSED,
    REASONED,
    Briefing,
    ItemState,
    Lead,
    LeadRole,
    Move,
    Origin,
    ProgrammeItem,
    Purpose,
    Table,
)
from workprogramme.models.programme import Note, Programme, ProgrammeVersion
from workprogramme.models.requests import CallForAction, CallIn, DocumentRequest, UrgentDecision
from workprogramme.models.suggestion import Question, Score, Suggester

__all__ = [
    "COMING",
    "ENDED",
    "OFFICER_ROLES",
    "PROPOSED",
    "REASONED",
    "Briefing",
    "CallForAction",
    "CallIn",
    "DocumentRequest",
    "Duty",
    "DutyKind",
    "ItemState",
    "KeyDecision",
    "Lead",
    "LeadRole",
    "Move",
    "Note",
    "Notice",
    "Origin",
    "Programme",
    "ProgrammeItem",
    "ProgrammeVersion",
    "Purpose",
    "Question",
    "Score",
    "ScrutinyRules",
    "Suggester",
    "Table",
    "UrgentDecision",
    "WhyKey",
]

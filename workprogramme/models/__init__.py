"""Models of work programmes and their outcomes, members' requests to scrutiny, and the forward plan."""

from workprogramme.models.briefing import Briefing
from workprogramme.models.call_in import CallIn, Signatory
from workprogramme.models.choices import (
    COMING,
    DONE,
    ENDED,
    GONE,
    HAPPENS,
    OFFICER_ROLES,
    PROPOSED,
    REASONED,
    WAITING,
    ItemState,
    LeadRole,
    Origin,
    Purpose,
    Table,
)
from workprogramme.models.duty import Duty, DutyKind
from workprogramme.models.forward_plan import TOLD, CallInBy, KeyDecision, Notice, ScrutinyRules, WhyKey
from workprogramme.models.item import Lead, Move, ProgrammeItem, ProgrammeItemQuerySet
from workprogramme.models.programme import Note, Programme, ProgrammeVersion
from workprogramme.models.requests import CallForAction, DocumentRequest, UrgentDecision
from workprogramme.models.suggestion import Question, Score, Suggester

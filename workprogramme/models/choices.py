"""Choices of an item: table, purpose, state and origin, and the roles of its leads."""

from django.db import models


class Table(models.TextChoices):
    """The programme's four tables of items."""

    MEETINGS = "meetings", "Programme by meeting"
    STANDING = "standing", "Standing items"
    BRIEFINGS = "briefings", "Briefings and withdrawn requests"
    WORKING = "working", "Working groups and inquiry days"


HAPPENS = (Table.MEETINGS, Table.WORKING)  # only items of these tables must have an outcome


class Purpose(models.TextChoices):
    """Purpose for which the committee looks at an item."""

    PRE_DECISION = "pre_decision", "Pre-decision scrutiny"
    ANNUAL_REPORT = "annual_report", "Annual report"
    UPDATE = "update", "Update"
    PERFORMANCE = "performance", "Performance"
    POLICY = "policy", "Policy development"
    REVIEW = "review", "Review"
    FOLLOW_UP = "follow_up", "Follow-up"
    CALL_IN = "call_in", "Call-in"
    CALL_FOR_ACTION = "call_for_action", "Councillor call for action"
    PETITION = "petition", "Petition"
    PLANNING = "planning", "Planning the committee’s work"
    OTHER = "other", "Other"


class ItemState(models.TextChoices):
    """States of an item."""

    SUGGESTED = "suggested", "Suggested"
    WEIGHED = "weighed", "Scored"
    TBC = "tbc", "To be scheduled"
    STANDING = "standing", "Standing item"
    SCHEDULED = "scheduled", "Scheduled"
    ON_AGENDA = "on_agenda", "On the agenda"
    CONSIDERED = "considered", "Considered"
    FOLLOW_UP = "follow_up", "To be followed up"
    CLOSED = "closed", "Closed"
    ROLLED = "rolled", "Carried forward"
    MERGED = "merged", "Merged"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DECLINED = "declined", "Declined"


WAITING = (ItemState.SUGGESTED, ItemState.WEIGHED)  # suggestions that are neither accepted nor declined yet
PROPOSED = (*WAITING, ItemState.DECLINED)  # suggestions that were not accepted into the programme, so never public
DONE = (ItemState.CONSIDERED, ItemState.FOLLOW_UP)
COMING = (ItemState.TBC, ItemState.SCHEDULED, ItemState.ON_AGENDA)
ENDED = (ItemState.CLOSED, ItemState.ROLLED, ItemState.MERGED, ItemState.WITHDRAWN, ItemState.DECLINED)
GONE = (ItemState.WITHDRAWN, ItemState.MERGED, ItemState.ROLLED)  # accepted once, but no longer in this programme
REASONED = (ItemState.WITHDRAWN, ItemState.DECLINED, ItemState.MERGED)


class Origin(models.TextChoices):
    """Origin of an item."""

    MEMBER = "member", "A member"
    CABINET_MEMBER = "cabinet_member", "A Cabinet Member"
    OFFICER = "officer", "An officer"
    RESIDENT = "resident", "A resident"
    MEETING = "meeting", "A meeting of the committee"
    TRIANGULATION = "triangulation", "A triangulation meeting"
    MINUTE = "minute", "A minute"
    ANNUAL = "annual", "Brought every year"
    DUTY = "duty", "A duty in law"
    DECISION = "decision", "A decision to come"
    OTHER = "other", "Elsewhere"


class LeadRole(models.TextChoices):
    """Role of a person who leads an item."""

    CABINET_MEMBER = "cabinet_member", "Cabinet Member"
    LEAD_OFFICER = "lead_officer", "Lead Officer"
    OFFICER = "officer", "Officer"
    INDEPENDENT_CHAIR = "independent_chair", "Independent Chair"
    LEAD_MEMBER = "lead_member", "Lead Member"
    OTHER = "other", "Other"


OFFICER_ROLES = (LeadRole.LEAD_OFFICER, LeadRole.OFFICER)

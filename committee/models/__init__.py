"""Who we are, who may, what was done."""

from committee.law.notice import Kind as LegalKind
from committee.models.audit import AccessEvent, AuditEntry
from committee.models.calendar_link import CalendarLink
from committee.models.committees import (
    KIND_LABELS,
    Committee,
    Function,
    Portfolio,
    PortfolioHolding,
    PortfolioRole,
    Seat,
    SeatRole,
    VotingGround,
    executive_members,
    seats_with_people,
)
from committee.models.complaints import DataComplaint
from committee.models.council import (
    ClosedDay,
    Council,
    LimbStyle,
    MunicipalYear,
    ResolutionMark,
    ResolutionWord,
    Venue,
    WithheldPapers,
)
from committee.models.daily_run import DailyRun
from committee.models.files import StoredFile
from committee.models.following import Follower, HowOften, Subscription
from committee.models.kept_form import KeptForm
from committee.models.old_address import OldAddress
from committee.models.open_data import OpenRecord
from committee.models.page_stamp import PageStamp
from committee.models.people import Division, GroupMembership, Person, PoliticalGroup, Post, Term
from committee.models.seal import SealedLog, TrailSeal
from committee.models.search import (
    EntryKind,
    EqualTerms,
    FruitlessSearch,
    IndexVersion,
    SearchEntry,
    SearchEntryPerson,
    SearchWord,
)
from committee.models.sent_form import SentForm
from committee.models.signed_link import LinkStanding, SignedLink
from committee.models.user import Role, RoleGrant, RoleRequest, User
from committee.models.user_standing import Standing, Visitor, standing_of

__all__ = [
    "KIND_LABELS",
    "AccessEvent",
    "AuditEntry",
    "CalendarLink",
    "ClosedDay",
    "Committee",
    "Council",
    "DailyRun",
    "DataComplaint",
    "Division",
    "EntryKind",
    "EqualTerms",
    "Follower",
    "FruitlessSearch",
    "Function",
    "GroupMembership",
    "HowOften",
    "IndexVersion",
    "KeptForm",
    "LegalKind",
    "LimbStyle",
    "LinkStanding",
    "MunicipalYear",
    "OldAddress",
    "OpenRecord",
    "PageStamp",
    "Person",
    "PoliticalGroup",
    "Portfolio",
    "PortfolioHolding",
    "PortfolioRole",
    "Post",
    "ResolutionMark",
    "ResolutionWord",
    "Role",
    "RoleGrant",
    "RoleRequest",
    "SealedLog",
    "SearchEntry",
    "SearchEntryPerson",
    "SearchWord",
    "Seat",
    "SeatRole",
    "SentForm",
    "SignedLink",
    "Standing",
    "StoredFile",
    "Subscription",
    "Term",
    "TrailSeal",
    "User",
    "Venue",
    "Visitor",
    "VotingGround",
    "WithheldPapers",
    "executive_members",
    "seats_with_people",
    "standing_of",
]

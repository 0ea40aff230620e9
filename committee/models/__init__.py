"""Models that every app uses: the council, committees, people, sign-ins, the trail, search and following."""

from committee.law.notice import Kind as LegalKind
from committee.models.audit import TAKEN, AccessEvent, AuditEntry, SealedLog, TrailSeal
from committee.models.committees import (
    KIND_LABELS,
    Committee,
    Function,
    OutsideBalance,
    Portfolio,
    PortfolioHolding,
    PortfolioRole,
    Seat,
    SeatRole,
    VotingGround,
    executive_members,
    line_of,
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
from committee.models.files import OldAddress, StoredFile
from committee.models.following import Follower, HowOften, Subscription
from committee.models.kept_form import KeptForm, SentForm
from committee.models.people import Division, GroupMembership, Person, PoliticalGroup, Post, Term
from committee.models.search import (
    EntryKind,
    EqualTerms,
    FruitlessSearch,
    IndexVersion,
    OpenRecord,
    PageStamp,
    SearchEntry,
    SearchEntryPerson,
    SearchWord,
)
from committee.models.signed_link import LinkStanding, SignedLink
from committee.models.status_report import ReportSource, StatusReport
from committee.models.user import CalendarLink, DirectoryGroup, Role, RoleGrant, RoleRequest, User
from committee.models.user_standing import Standing, Visitor, standing_of

"""Models of meetings: agendas, papers, packs, takedowns, attendance, minutes, resolutions, actions, recordings."""

from meetings.models.action import (
    AbsenceApproval,
    Action,
    ActionState,
    Answer,
    AttendanceElsewhere,
    BackgroundDocument,
    Reminder,
    of_withheld_papers,
)
from meetings.models.agenda import AcceptedFinding, AgendaItem, ItemKind, StandingItem, UrgencyRuling
from meetings.models.attendance import OF_THE_COMMITTEE, Attendee, Capacity, Declaration, InterestKind, Presence
from meetings.models.before_meeting import (
    STANDING_REPLIES,
    AttendanceChoice,
    AttendancePlan,
    InterestNotice,
    SubstituteReply,
)
from meetings.models.breach import Breach
from meetings.models.meeting import Meeting, MeetingMove, PanelMember, Preview, RemovedMeeting, make_slug, read_slug
from meetings.models.minutes import BusinessGround, GroundKind, Minute, Minutes, MinuteSeries, MinutesState, Phrase
from meetings.models.minutes_version import (
    Circulation,
    Comment,
    CommentState,
    Confirmation,
    Correction,
    MinutesVersion,
    MinutesVersionKind,
)
from meetings.models.notes import MemberNote, NoteReader, NotesKept
from meetings.models.pack import (
    AgendaVersion,
    BuildState,
    Certificate,
    Edition,
    Pack,
    PackBuild,
    PublishedPaper,
    SentNotice,
    VersionKind,
)
from meetings.models.paper import (
    LeaveToOpen,
    NeedToKnow,
    PageText,
    Paper,
    PaperFile,
    PaperKind,
    PaperState,
)
from meetings.models.private_notice import PrivateNotice
from meetings.models.reading_mark import ReadingMark
from meetings.models.recording import Recording, SpokenPassage
from meetings.models.referral import Referral
from meetings.models.resolution import (
    ASKING,
    DONE_THERE,
    Casting,
    Choice,
    ExcludedItem,
    Exclusion,
    Limb,
    LimbKind,
    Method,
    Resolution,
    Result,
    Vote,
    letter,
)
from meetings.models.takedown import Takedown, TakedownGround, TakedownState, TakedownSubject, TakedownWords
from meetings.models.upload import ACCEPTED_WHOLLY, Conversion, ConversionBase, DroppedFile, Upload, UploadState
from meetings.models.withheld import SETTLED_ACCESS, WITHHELD, Access, Leave, Withheld, grounds_kept
from meetings.models.withheld_page import WithheldPage

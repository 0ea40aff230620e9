"""Models of reviews: the review and its panel, evidence, report, recommendations, answers and progress."""

from reviews.models.agenda_paper import ReviewPaper
from reviews.models.answer_draft import AnswerDraft
from reviews.models.call import CallAnswer, CallAnswerFile, CallForEvidence, TakenOver
from reviews.models.choices import (
    ALLOWED,
    BEFORE_REPORT,
    DRAFTED,
    ENDED,
    LATE,
    OF_THE_COUNCIL,
    PATH,
    REASONED,
    RESUMED,
    AddresseeKind,
    Answer,
    Decision,
    DraftState,
    Kind,
    PanelRole,
    PaperPurpose,
    ProgressSide,
    ProgressStatus,
    SentBy,
    State,
)
from reviews.models.endorsement import Endorsement
from reviews.models.evidence import (
    Evidence,
    EvidenceAccess,
    EvidenceConversion,
    EvidenceFile,
    EvidenceKind,
    EvidenceLeave,
)
from reviews.models.fact_check import CommentDecision, FactCheck, FactChecker, FactComment
from reviews.models.findings import FigureTable, ReviewFinding
from reviews.models.progress import LookBack, ProgressEntry, ProgressEntryQuerySet
from reviews.models.recommendation import Addressee, AddresseeQuerySet, HandedDown, Notice, Recommendation, Response
from reviews.models.report import (
    COMMUNITY_IMPACT,
    CommentState,
    LeftOut,
    ReportImage,
    ReportSection,
    ReportVersion,
    SectionComment,
    SectionKind,
    SectionRevision,
)
from reviews.models.review import Panellist, Parent, Review, ReviewItem, ReviewQuerySet, ReviewStep
from reviews.models.scope import PointKind, ReviewMethod, ScopeAgreement, ScopePoint
from reviews.models.session import (
    HEARD,
    Came,
    EvidenceSession,
    InformationRequest,
    Invitation,
    Question,
    Reply,
    SessionKind,
    Witness,
)
from reviews.models.task_mail import TaskMail

"""Reviews: the question, who asks it and why, the steps from there to what came of it."""

from reviews.models.agenda_paper import ReviewPaper, ReviewPaperQuerySet
from reviews.models.answer_draft import AnswerDraft, AnswerDraftQuerySet
from reviews.models.call import CallAnswer, CallAnswerFile, CallForEvidence, TakenOver
from reviews.models.choices import (
    ALLOWED,
    ASIDE,
    BACK,
    BEFORE_REPORT,
    DRAFTED,
    ENDED,
    FAVOURABLE,
    LATE,
    OF_THE_COUNCIL,
    ONWARD,
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
from reviews.models.endorsement import Endorsement, EndorsementQuerySet
from reviews.models.evidence import (
    FOR_THE_PANEL,
    Evidence,
    EvidenceAccess,
    EvidenceKind,
    EvidenceLeave,
    EvidenceQuerySet,
)
from reviews.models.evidence_file import EvidenceConversion, EvidenceFile, EvidenceFileQuerySet
from reviews.models.fact_check import CommentDecision, FactCheck, FactChecker, FactComment
from reviews.models.figures import FigureTable, FigureTableQuerySet
from reviews.models.finding import ReviewFinding
from reviews.models.progress import LookBack, ProgressEntry, ProgressEntryQuerySet
from reviews.models.recommendation import (
    Addressee,
    AddresseeQuerySet,
    HandedDown,
    Notice,
    Recommendation,
    RecommendationQuerySet,
    Response,
)
from reviews.models.report import (
    COMMUNITY_IMPACT,
    CommentState,
    LeftOut,
    ReportImage,
    ReportSection,
    ReportVersion,
    ReportVersionQuerySet,
    SectionComment,
    SectionKind,
    SectionRevision,
)
from reviews.models.review import Panellist, PanellistQuerySet, Parent, Review, ReviewItem, ReviewQuerySet, ReviewStep
from reviews.models.scope import (
    SCOPED,
    PointKind,
    ReviewMethod,
    ScopeAgreement,
    ScopeAgreementQuerySet,
    ScopePoint,
    ScopePointQuerySet,
)
from reviews.models.session import (
    HEARD,
    Came,
    EvidenceSession,
    EvidenceSessionQuerySet,
    InformationRequest,
    Invitation,
    Question,
    Reply,
    SessionKind,
    Witness,
    WitnessQuerySet,
)
from reviews.models.task_mail import TaskMail

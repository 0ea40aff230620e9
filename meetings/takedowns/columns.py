"""
The columns that hold words of what is published, and what a takedown puts in the place of each (R60).

Words travel by copying: a title into the programme, from there into what is asked of an outcome, from there into the
next agenda. So every column of text is named once: in COLUMNS with what stands in its place, in DOCUMENTS where it is
data whose parts `values` and its kin know, or in LEFT with why no takedown takes it. A test fails for a column that is
nowhere. Which rows a takedown reaches is theirs to say; which words of a row go is said here alone. A storey above adds
its own when it is ready.
"""

from django.db.models import Model

from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Answer,
    BackgroundDocument,
    Certificate,
    Comment,
    Correction,
    Declaration,
    LeaveToOpen,
    Limb,
    Meeting,
    MeetingMove,
    Minute,
    MinutesVersion,
    Pack,
    PageText,
    Paper,
    PaperFile,
    PrivateNotice,
    PublishedPaper,
    UrgencyRuling,
)

NOTE, MARKUP, NOTHING = "{note}", "<p>{note}</p>", ""
COLUMNS: dict[type[Model], dict[str, str]] = {
    Action: {"asked_in": NOTE, "text": NOTE},
    AgendaItem: {
        "title": NOTE, "public_title": NOTHING, "lead_line": NOTHING, "bullets": NOTHING, "presenter": NOTHING,
        "withdrawn_reason": NOTE,
    },
    AgendaVersion: {"change_note": NOTE},
    Answer: {"text": NOTE, "document_title": NOTHING},
    BackgroundDocument: {"title": NOTE},
    Comment: {"quoted": NOTHING, "text": NOTE, "reply": NOTHING},
    Correction: {"old_words": NOTE, "new_words": NOTHING},
    Declaration: {"nature": NOTE, "dispensation": NOTE},
    LeaveToOpen: {"reason": NOTE},
    Limb: {"text": NOTE, "recommended": NOTHING},
    Meeting: {"note": NOTE, "cancelled_reason": NOTE, "shorter_notice_reason": NOTE},
    MeetingMove: {"reason": NOTE},
    Minute: {"heading": NOTE, "public_heading": NOTHING, "text": MARKUP, "public_summary": NOTHING},
    MinutesVersion: {"change_note": NOTE},
    PageText: {"text": NOTE},
    Paper: {
        "title": NOTE, "public_title": NOTHING, "recommendations": NOTHING, "background_papers": NOTHING,
        "late_reason": NOTE,
    },
    PaperFile: {"original_name": "removed.pdf"},
    PrivateNotice: {
        "matter": NOTE, "reasons": NOTE, "representations": NOTE, "response": NOTE, "agreed_reasons": NOTE,
        "withdrawn_reason": NOTE,
    },
    PublishedPaper: {"title": NOTE},
    UrgencyRuling: {"circumstances": NOTE},
}  # fmt: skip
# Data whose parts are taken out by their paths.
DOCUMENTS: dict[type[Model], tuple[str, ...]] = {
    AgendaVersion: ("snapshot",),
    Certificate: ("opened",),
    MinutesVersion: ("document",),
    Pack: ("manifest", "untagged", "reader_slots"),
    PaperFile: ("silent_pages", "cleaned", "notes"),
}
PUBLIC = "public: "
# Of the ground floor: why no takedown takes any column of these models out.
GROUND = {
    f"{PUBLIC}the register, which the desk changes": (
        *("ClosedDay", "Committee", "Council", "Division", "Person", "PoliticalGroup", "Portfolio", "Post", "Seat"),
        "Venue",
    ),
    f"{PUBLIC}made of other columns, and again as they change": ("OpenRecord", "SearchEntry", "SearchWord"),
    "the trail, which nothing is taken out of": ("AccessEvent", "AuditEntry"),
    "an address, a key or a hash": (
        *("CalendarLink", "OldAddress", "SentForm", "SignedLink", "StoredFile", "TrailSeal", "User"),
    ),
    "for the desk": ("DailyRun", "DataComplaint", "EqualTerms", "FruitlessSearch"),
    "whom an email goes to, and what about": ("Follower", "Subscription"),
    "what somebody was typing: deleted with every takedown": ("KeptForm",),
}
# Why no takedown takes a column out, by the name of its model; "*" is every column of the model. What anybody reads all
# the same begins with `PUBLIC`: a test reads every public page, and fails for another.
LEFT: dict[str, dict[str, str]] = {
    **{name: {"*": why} for why, names in GROUND.items() for name in names},
    "AbsenceApproval": {"*": "no page for the public tells it"},
    "AcceptedFinding": {"key": "a hash"},
    "ScrutinyRules": {"call_in_before": "numbers and dates of a setting"},
    "Action": {"owner_body": f"{PUBLIC}whoever owns it", "evidence": "for the desk and the officers"},
    "AgendaItem": {"paragraphs": f"{PUBLIC}numbers of paragraphs", "public_interest_reason": "for the desk"},
    "AgendaVersion": {"acting_for": "an office", "sha256": "a hash"},
    "AttendanceElsewhere": {"*": f"{PUBLIC}the name of a body"},
    "Attendee": {"*": f"{PUBLIC}who was there: corrected in the room, and gone with the version of the minutes"},
    "BackgroundDocument": {"fingerprint": "known to the leak gate alone"},
    "BusinessGround": {"*": "on which ground business was taken: for the desk"},
    "Certificate": {
        "posted_by": f"{PUBLIC}who did it", "posted_where": f"{PUBLIC}a place", "inspection_by": f"{PUBLIC}who did it",
        "inspection_where": f"{PUBLIC}a place", "count": f"{PUBLIC}days",
    },
    "Circulation": {"*": "an email that was sent"},
    "Conversion": {"*": "for the desk and its sender; the row goes with what is taken down"},
    "Declaration": {"dispensed_by": f"{PUBLIC}who granted it"},
    "DroppedFile": {"*": "for whoever dropped it; the row goes when it is handed in"},
    "ExcludedItem": {"*": "numbers of paragraphs"},
    "Limb": {"asked_body": f"{PUBLIC}whoever is asked"},
    "Meeting": {"webcast_url": f"{PUBLIC}an address that its committee corrects"},
    "Minute": {"paragraphs": "numbers of paragraphs"},
    "Minutes": {"*": f"{PUBLIC}an office, and what the portal says of itself"},
    "MinutesVersion": {"sha256": "a hash"},
    "NeedToKnow": {"*": "for the desk"},
    "Pack": {"plan_key": "a hash", "verdict": "what its check found: nothing, or no pack is kept"},
    "PackBuild": {"*": "for the desk"},
    "Paper": {
        "paragraphs": "numbers of paragraphs", "public_interest_reason": "for the desk",
        "confidential_reason": "for the desk",
    },
    "PaperFile": {"language": f"{PUBLIC}the code of a language", "fingerprint": "known to the leak gate alone"},
    "Phrase": {"*": "the clerks’ own words"},
    "Presence": {"*": "why someone left: for the desk"},
    "Preview": {"*": "an email that was sent"},
    "Recording": {"*": f"{PUBLIC}a link and its title, which the desk corrects or withdraws"},
    "Reminder": {"*": "an email that was sent"},
    "SentNotice": {"*": "an email that was sent"},
    "SpokenPassage": {"*": f"{PUBLIC}captions, which the desk removes"},
    "StandingItem": {"*": "words of every agenda, which the desk changes"},
    "Takedown": {"*": "the record of the takedown"},
    "TakedownWords": {"*": "the record of the takedown"},
    "Upload": {"*": "for the desk and its sender; the row goes with what is taken down"},
}  # fmt: skip


def instead(row: Model, note: str) -> dict[str, str]:
    """Return what a takedown with that note puts in each column of a row that holds words, by the column's name."""
    return {name: put.replace(NOTE, note) for name, put in COLUMNS[type(row)].items() if getattr(row, name)}

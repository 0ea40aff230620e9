"""Fields of the records of open data, one class per kind. A field has Popolo's name where Popolo has a name."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal, get_args

from ninja import Schema
from pydantic import Field

Day = dt.date | None
Word = Annotated[str, Field(description="“” where there is nothing")]


class Kind(StrEnum):
    """Kinds of records, as written in addresses."""

    COMMITTEES = "committees"
    PEOPLE = "people"
    SEATS = "seats"
    MEETINGS = "meetings"
    ITEMS = "items"
    PAPERS = "papers"
    MINUTES = "minutes"
    RESOLUTIONS = "resolutions"
    VOTES = "votes"
    ACTIONS = "actions"
    ANSWERS = "answers"
    RECORDINGS = "recordings"
    PROGRAMME_ITEMS = "programme-items"
    KEY_DECISIONS = "key-decisions"
    REVIEWS = "reviews"
    RECOMMENDATIONS = "recommendations"
    RESPONSES = "responses"


class Common(Schema):
    """Fields of every record; `id` is unique within the kind, and never given to another record."""

    id: int
    url: str
    created: dt.datetime
    modified: dt.datetime


class Committee(Common):
    """A body that meets; a Popolo organization."""

    kind: Literal["committee"]
    name: str
    classification: str
    function: str
    description: Word
    parent_id: int | None
    founding_date: Day
    dissolution_date: Day
    page: str


class Term(Schema):
    """A time as the member for a division."""

    division: Word
    start_date: dt.date
    end_date: Day


class Group(Schema):
    """A time in a political group."""

    name: str
    start_date: dt.date
    end_date: Day


class Person(Common):
    """A member, present or past; a Popolo person. Officers are not included."""

    kind: Literal["person"]
    name: str
    honorific_prefix: Word
    given_name: str
    family_name: str
    honorific_suffix: Word
    terms: list[Term]
    groups: list[Group]
    page: str


class Seat(Common):
    """A seat on a committee; a Popolo membership."""

    kind: Literal["seat"]
    person_id: int
    organization_id: int
    role: str
    voting: bool
    start_date: dt.date
    end_date: Day


class Meeting(Common):
    """A meeting of the public calendar; a Popolo event."""

    kind: Literal["meeting"]
    organization_id: int
    start_date: dt.date
    start_time: str
    location: Word
    status: Literal["confirmed", "cancelled"]
    cancelled_because: Word
    rearranged_from: Day
    agenda_published: dt.datetime | None
    agenda_version: int | None
    page: str


class OfMeeting(Common):
    """Fields of every record that belongs to a meeting."""

    meeting_id: int
    organization_id: int


class Item(OfMeeting):
    """An item of an agenda as last published."""

    kind: Literal["item"]
    number: int
    part: int
    title: str
    lead_line: Word
    bullets: list[str]
    presenter: Word
    business: Annotated[str, Field(description="application, motion, referred, decision, or “” for other business")]
    reference: Word
    place: Word
    ward: Word
    applicant: Word
    from_body: Word
    mover: Word
    seconder: Word
    recommendation: Word
    conditions: list[str]
    withdrawn_because: Word
    urgent_because: Word
    paper_ids: list[int]
    withheld: Annotated[list[str], Field(description="Markings of papers that are not for publication")]
    page: str


class Paper(OfMeeting):
    """An open paper that is published; its words have an address of their own."""

    kind: Literal["paper"]
    item_id: int
    title: str
    pages: int
    first_page_in_pack: int | None
    media_type: Literal["application/pdf"]
    size: int
    sha256: str
    text_digest: Annotated[str, Field(description="Changes with the words; “” where none have been read")]
    file: str
    text: str


class Minute(OfMeeting):
    """A public minute from published minutes; `confirmed` is false while they are a draft."""

    kind: Literal["minute"]
    item_id: int | None
    number: int | None
    label: Annotated[str, Field(description="The number as printed, such as 61/22; “” where it is printed as it is")]
    heading: str
    text: Word
    in_attendance: Word
    movements: list[str]
    interests: list[str]
    corrections: list[str]
    confirmed: bool
    page: str


class Part(Schema):
    """A part of a resolution."""

    id: int
    letter: str
    classification: str
    text: str


class Resolution(OfMeeting):
    """A motion put to a meeting, and the result; a Popolo motion."""

    kind: Literal["resolution"]
    minute_id: int
    amends_id: int | None
    text: str
    parts: list[Part]
    moved: Word
    result: str
    voting: Annotated[list[str], Field(description="How it was voted on, as printed")]
    page: str


class Vote(OfMeeting):
    """A vote of one member, where minutes record votes by name; a Popolo vote."""

    kind: Literal["vote"]
    resolution_id: int
    voter_id: int | None
    voter_name: str
    option: Literal["yes", "no", "abstain"]


class Action(OfMeeting):
    """A request that a part of a resolution makes."""

    kind: Literal["action"]
    minute_id: int
    resolution_id: int
    part_id: int
    text: str
    requested_from: Word
    requested_on: dt.date
    due_date: Day
    state: Literal["open", "answered", "closed"]
    page: str


class Answer(OfMeeting):
    """The answer to an action."""

    kind: Literal["answer"]
    minute_id: int
    action_id: int
    text: Word
    date: dt.date
    document_title: Word
    document_pages: int
    page: str


class Beginning(Schema):
    """Beginning of an item in a recording."""

    item_id: int
    second: int


class Recording(OfMeeting):
    """A recording of a meeting on another website; its captions have an address of their own."""

    kind: Literal["recording"]
    title: str
    recording: Annotated[str, Field(description="Where it can be watched")]
    starts_at: dt.datetime
    kept_until: dt.date
    items: list[Beginning]
    captions_digest: Annotated[str, Field(description="Changes with the captions; “” where there are none to read")]
    page: str
    captions: str


class Lead(Schema):
    """Leader of an item of a work programme."""

    name: str
    role: str


class ProgrammeItem(Common):
    """An item of a work programme."""

    kind: Literal["programme_item"]
    organization_id: int
    year: str
    title: str
    details: Word
    questions: list[str]
    leads: list[Lead]
    state: str
    date: Day
    outcome: Word
    page: str


class KeyDecision(Common):
    """A key decision of the forward plan."""

    kind: Literal["key_decision"]
    title: str
    reference: Word
    matter: str
    decision_maker: str
    earliest_date: dt.date
    latest_date: dt.date
    withdrawn_because: Word
    page: str


class Review(Common):
    """A review of one subject by a committee."""

    kind: Literal["review"]
    organization_id: int
    title: str
    classification: str
    question: str
    description: Word
    measures_of_success: Word
    proposed: dt.date
    reported: Day
    report: str | None
    page: str


class Recommendation(Common):
    """A recommendation of a review, as last issued."""

    kind: Literal["recommendation"]
    review_id: int
    organization_id: int
    number: int
    text: str
    measure: Word
    minority_view: Word
    wanted_by: Day
    wanted_in_months: int | None
    withdrawn_because: Word
    made_to: list[str]
    page: str


class Response(Common):
    """The response to a recommendation."""

    kind: Literal["response"]
    review_id: int
    organization_id: int
    recommendation_id: int
    from_: Annotated[str, Field(alias="from")]
    answer: Literal["accepted", "part", "rejected"]
    reasons: Word
    action: Word
    target_date: Day
    goes_on_from: Day
    date: dt.date
    page: str


Record = Annotated[
    Committee | Person | Seat | Meeting | Item | Paper | Minute | Resolution | Vote | Action | Answer
    | Recording | ProgrammeItem | KeyDecision | Review | Recommendation | Response,
    Field(discriminator="kind"),
]  # fmt: skip
# The class of each kind. `Kind` and `Record` list the kinds in the same order.
CLASSES: dict[Kind, type[Common]] = dict(zip(Kind, get_args(get_args(Record)[0]), strict=True))
KINDS: dict[Kind, str] = {kind: made.model_fields["kind"].annotation.__args__[0] for kind, made in CLASSES.items()}  # type: ignore[union-attr]
PLACES: dict[str, Kind] = {name: kind for kind, name in KINDS.items()}


class Tombstone(Schema):
    """A record that is no longer public: its kind, its id, and the moment of its removal (`deleted`)."""

    kind: str
    id: int
    url: str
    deleted: dt.datetime


class Page(Schema):
    """Records in the order of their ids; `next` is the address of the next page, null on the last."""

    results: list[Record]
    next: str | None


class Changes(Schema):
    """Changed records, and tombstones of removed records, the earliest change first; later, ask again from `until`."""

    results: list[Record | Tombstone]
    next: str | None
    until: dt.datetime


class PageOfText(Schema):
    """The words of a page of a paper; `place` is its number in the pack, or else in the paper."""

    place: str
    text: str


class Text(Schema):
    """The words of a paper, page by page, as far as they could be read."""

    id: int
    title: str
    pages: list[PageOfText]


class Passage(Schema):
    """Words of the captions for up to a minute; `begins` and `ends` are seconds from the recording's start."""

    begins: int
    ends: int
    text: str


class Captions(Schema):
    """Words of a recording's captions, without words spoken while the public were excluded."""

    id: int
    title: str
    passages: list[Passage]


class Problem(Schema):
    """Error of a request (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class About(Schema):
    """Addresses of the documentation, of the changes, and of the records of each kind."""

    council: str
    documentation: str
    openapi: str
    changes: str
    records: dict[str, str]

"""
What somebody may read is a queryset, and says of each thing what the law, or the thing itself, says of it.

The things are rows in every state that the database lets be, also those that no verb makes of them any more: a paper
that was published open and is withheld now, say. The people are the cast, and those whose right has ended.
"""

import ast
import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from committee.access.permissions import plans_scrutiny, runs_the_desk, sits_on
from committee.law.access import seat_opens
from committee.models import Committee, Council, LegalKind, Role, RoleGrant, Seat, StoredFile, Term, User, standing_of
from meetings.access import papers as access
from meetings.models import (
    Access,
    Action,
    AgendaItem,
    AgendaVersion,
    Answer,
    Attendee,
    BackgroundDocument,
    Circulation,
    Edition,
    Meeting,
    Minute,
    Minutes,
    MinutesVersion,
    NeedToKnow,
    Pack,
    Paper,
    PaperFile,
    Preview,
    PublishedPaper,
    Takedown,
)
from meetings.models.paper import rights_of
from reviews.models import Evidence, Panellist, Review
from tests.conftest import LONG_AGO, person, user
from tests.staging import staged
from tests.test_storeys import APPS, ROOT, audience_of, module_of
from workprogramme.models import (
    CallForAction,
    CallIn,
    DocumentRequest,
    ItemState,
    Programme,
    ProgrammeItem,
    UrgentDecision,
)

pytestmark = pytest.mark.both_databases("queries: a pattern and many subqueries")

AT = dt.datetime(2022, 4, 11, 9, tzinfo=dt.UTC)
LAST = dt.date(2022, 4, 20)  # of those whose right has ended
DAYS = (dt.date(2019, 6, 1), LAST, dt.date(2022, 4, 21))
PARAGRAPHS = ("1", "3", "6", "1,3", "3,6")  # the terms of a contract are of 3 alone
ACCESS = [
    (Access.OPEN, "", False),
    (Access.CONFIDENTIAL, "", False),
    *((Access.EXEMPT, numbers, terms) for numbers in PARAGRAPHS for terms in {False, "3" in numbers}),
]


class Rows:
    """Makes rows, and keeps count of what has to be unlike any other."""

    def __init__(self, clerk: User) -> None:
        self.clerk, self.count = clerk, itertools.count(1)

    def stored(self) -> StoredFile:
        return StoredFile.objects.create(sha256=f"{next(self.count):064x}", size=1)

    def meeting(self, committee: Committee, **about) -> Meeting:
        day = dt.date(2022, 1, 1) + dt.timedelta(days=next(self.count))
        return Meeting.objects.create(committee=committee, date=day, starts="10:00", **about)

    def item(self, meeting: Meeting, owner: User | None = None) -> AgendaItem:
        number = next(self.count)
        about = {"owner": owner.person if owner else None, "title": "An item"}
        return AgendaItem.objects.create(meeting=meeting, number=number, position=number, **about)

    def paper(self, item: AgendaItem, access_: str, paragraphs: str = "", terms: bool = False, **about) -> Paper:
        reasons = {"public_interest_reason": "It would harm.", "not_own_development": True, "not_registrable": True}
        if access_ == Access.CONFIDENTIAL:
            reasons = {"confidential_reason": "A court order."}
        about |= {"paragraphs": paragraphs, "contract_terms": terms} | (reasons if access_ != Access.OPEN else {})
        made = Paper.objects.create(item=item, title=f"Paper {next(self.count)}", access=access_, **about)
        made.file = self.file(made)
        Paper.objects.filter(pk=made.pk).update(file=made.file, state="received")
        return made

    def file(self, paper: Paper, stored: StoredFile | None = None) -> PaperFile:
        about = {"stored": stored or self.stored(), "pages": 1, "tagged": True, "received_by": self.clerk}
        number = next(self.count)
        return PaperFile.objects.create(paper=paper, number=number, original_name="a.pdf", received_at=AT, **about)

    def version(self, meeting: Meeting, **packs: Pack) -> AgendaVersion:
        about = {"kind": "first", "published_at": AT, "published_by": self.clerk, "snapshot": {}, "sha256": "0"}
        number = meeting.versions.count() + 1
        note = {} if number == 1 else {"kind": "correction", "change_note": "A correction."}
        return AgendaVersion.objects.create(meeting=meeting, number=number, **about | note, **packs)

    def publish(
        self, version: AgendaVersion, paper: Paper, access_: str = "", page: int | None = None
    ) -> PublishedPaper:
        about = {"item_number": 1, "title": paper.title, "access": access_ or paper.access, "first_page": page}
        return PublishedPaper.objects.create(version=version, paper_file=paper.its_file, **about, last_page=page)

    def pack(self, meeting: Meeting, edition: str, pages: tuple[int, int] = (1, 9), **about) -> Pack:
        first, last = pages
        about |= {"first_page": first, "last_page": last, "pages": last, "built_at": AT, "seconds": 1}
        return Pack.objects.create(meeting=meeting, edition=edition, stored=self.stored(), plan_key="", **about)

    def take_down(self, thing: Model, subject: str, *, redacted: bool = False, state: str = "hidden") -> Takedown:
        about = {"hidden_at": AT, "hidden_by": self.clerk, "decide_by": LAST, "why": "It names a child."}
        if state != "hidden":
            about |= {"decided_at": AT, "decided_by": self.clerk, "reason": "It did not."}
        if redacted:
            about["redacted"] = self.stored()
        taken = Takedown.objects.create(
            subject=subject, subject_id=thing.pk, label="A thing", ground="personal", state=state, **about
        )
        if state != "undone" and not redacted:
            of_row = {"of_table": thing._meta.db_table, "row_id": thing.pk, "field": "is_down"}
            taken.words.create(**of_row, original={"was": False}, sha256="0")
            type(thing)._base_manager.filter(pk=thing.pk).update(is_down=True)
        return taken


@pytest.fixture
def rows(clerk) -> Rows:
    return Rows(clerk)


@staged
def people(cast, safeguarding, planning, officer, other_officer, member) -> dict[str, int | None]:
    """Return the ids of all sign-ins: the cast, and others whose right is of another kind or has ended."""
    found = {name: who.pk if who else None for name, who in cast.items()}
    found["monitoring officer"] = user(None, "m@borsetshire.example", Role.MONITORING_OFFICER, name="Mona").pk
    found["contact officer"] = user(person("Connie", "Contact"), "co@borsetshire.example", Role.OFFICER).pk
    found["granted"] = user(person("Greta", "Granted"), "g@borsetshire.example", Role.OFFICER).pk
    found["granted and nothing else"] = user(person("Gus", "Granted"), "gu@borsetshire.example").pk
    was = {name: person(name, "Was") for name in ("Clara", "Mark", "Owen")}
    found["was a clerk"] = user(was["Clara"], "cl@borsetshire.example").pk
    RoleGrant.objects.create(user_id=found["was a clerk"], role=Role.CLERK, since=LONG_AGO, until=LAST)
    found["was a member"] = user(was["Mark"], "ma@borsetshire.example").pk
    Term.objects.create(person=was["Mark"], since=LONG_AGO, until=LAST)
    Seat.objects.create(person=was["Mark"], committee=safeguarding, since=LONG_AGO, until=LAST)
    for name, role in (("co-optee", "co_optee"), ("substitute", "substitute")):
        who = person(name.title(), "Seated")
        found[name] = user(who, f"{name}@borsetshire.example").pk
        Seat.objects.create(person=who, committee=safeguarding, since=LONG_AGO, role=role, voting=False)
    found["co-optee elsewhere"] = user(was["Owen"], "ow@borsetshire.example").pk
    Seat.objects.create(person=was["Owen"], committee=planning, since=LONG_AGO, voting=False)
    for name, role in (("suspended clerk", Role.CLERK), ("suspended member", None)):
        who = person(name.split()[1].title(), "Suspended")
        shut = user(who, f"{who.slug}@borsetshire.example", *([role] if role else []))
        Term.objects.create(person=who, since=LONG_AGO)
        Seat.objects.create(person=who, committee=safeguarding, since=LONG_AGO)
        User.objects.filter(pk=shut.pk).update(is_active=False)
        found[name] = shut.pk
    contact = User.objects.get(pk=found["contact officer"])
    Committee.objects.filter(pk=safeguarding.pk).update(contact_officer=contact.person)
    return found


def grantees(people: dict[str, int | None]) -> list[User]:
    names = ("granted", "granted and nothing else", "suspended member", "was a member", "other member")
    return [User.objects.get(pk=people[name]) for name in names]


def readers(people: dict[str, int | None]) -> Iterator[tuple[str, User | AnonymousUser, dt.date]]:
    """Everybody on every day, as another request reads them."""
    for (name, pk), day in itertools.product(people.items(), DAYS):
        yield f"{name} on {day}", User.objects.get(pk=pk) if pk else AnonymousUser(), day


def agree(people, found: Callable[..., QuerySet], by_itself: Callable[..., bool], things: QuerySet) -> None:
    """Fail where `found(user, day)` is not those `things` of which `by_itself(thing, user, day)` is true, each once."""
    both, everything = set(), list(things)
    assert everything
    for who, reader, day in readers(people):
        said = {thing.pk: by_itself(thing, reader, day) for thing in everything}
        listed = list(found(reader, day).values_list("pk", flat=True))
        wrong = {pk for pk in said if said[pk] != (pk in listed)}
        assert not wrong, f"{who}: {[str(one) for one in everything if one.pk in wrong][:5]}"
        assert len(listed) == len(set(listed)), who
        both |= set(said.values())
    assert both == {True, False}, "there is nothing that divides them"


@pytest.fixture
def papers(people, rows, safeguarding, officer) -> SimpleNamespace:
    """Papers of every access, some of them of an officer: published, published otherwise, taken down, and not out."""
    meeting, coming = rows.meeting(safeguarding), rows.meeting(safeguarding)
    stand_in(people, coming, rows)
    version, again = rows.version(meeting), rows.version(meeting)
    own = {"": {}, "owner": {"owner": officer.person}}
    for place, ((is_access, numbers, terms), owned) in enumerate(itertools.product(ACCESS, own.values())):
        for item in (rows.item(meeting), rows.item(meeting, officer)):
            paper = rows.paper(item, is_access, numbers, terms, **owned)
            rows.publish(version, paper)
            if place % 3 == 0:
                rows.publish(again, paper)
            if place % 4 == 1:
                rows.take_down(paper, "paper", redacted=place % 8 == 1)
        rows.paper(rows.item(coming), is_access, numbers, terms, **owned)
        rows.publish(version, rows.paper(rows.item(meeting), is_access, numbers, terms, **owned), Access.OPEN)
        rows.publish(version, rows.paper(rows.item(meeting), Access.OPEN, **owned), is_access)
    Paper.objects.create(item=rows.item(coming), title="Without grounds", access=Access.WITHHELD)
    undone = rows.paper(rows.item(meeting), Access.OPEN)
    rows.publish(version, undone)
    rows.take_down(undone, "paper", state="undone")
    for paper, who in itertools.product(Paper.objects.all()[::2], grantees(people)):
        about = {"reason": "To decide.", "granted_at": AT, "granted_by": rows.clerk}
        NeedToKnow.objects.create(paper=paper, person=who.person, **about)
    return SimpleNamespace(
        all=Paper.objects.select_related("item__meeting__committee"),
        published=PublishedPaper.objects.select_related("paper_file__paper__item__meeting__committee"),
    )


def down(subject: str) -> set[int]:
    """Ids of the things of a kind that are down, with no redacted copy in their place."""
    rows = Takedown.objects.exclude(state="undone").filter(subject=subject, redacted=None)
    return set(rows.values_list("subject_id", flat=True))


def may_read_as_published() -> Callable[[PublishedPaper, User | AnonymousUser, dt.date], bool]:
    """Return a function that gives the law's answer for a paper as published; no for one taken down."""
    papers_down = down("paper")

    def may(row: PublishedPaper, reader, day: dt.date) -> bool:
        paper = copy(row.paper_file.paper)
        if paper.access == Access.OPEN:
            paper.access = row.access
        return access.may_read(reader, paper, day).may and paper.pk not in papers_down

    return may


def works_on(paper: Paper, reader, day: dt.date) -> bool:
    """Whether the paper is theirs in the work of an officer: the law opens it, however secret, by no seat or leave."""
    secret = copy(paper)
    secret.access, secret.pk = Access.CONFIDENTIAL, 0
    elsewhere = copy(paper.item)
    elsewhere.meeting = Meeting(committee=Committee(contact_officer_id=paper.item.meeting.committee.contact_officer_id))
    secret.item = elsewhere
    return access.may_read(reader, secret, day).may


def stand_in(people, meeting: Meeting, rows: Rows, name: str = "substitute") -> None:
    """List somebody as the substitute of one meeting."""
    minutes = Minutes.objects.create(meeting=meeting, quorum=3, opened_at=AT, opened_by=rows.clerk)
    stands_in, member = (User.objects.get(pk=people[who]).person for who in (name, "member"))
    Attendee.objects.create(
        minutes=minutes, person=stands_in, name="S", capacity="substitute", voting=False, replaces=member
    )


def test_a_substitute_reads_for_the_meeting_at_which_they_stand_in_and_a_co_optee_as_the_council_has_it(
    people, rows, safeguarding
):
    theirs, others = rows.meeting(safeguarding), rows.meeting(safeguarding)
    made = {meeting: rows.paper(rows.item(meeting), Access.EXEMPT, "1") for meeting in (theirs, others)}
    for meeting, paper in made.items():
        rows.publish(rows.version(meeting, members_pack=rows.pack(meeting, "members")), paper)

    def read(name: str) -> list[Meeting]:
        """Return the meetings whose paper, pack and exempt minute are open, alike."""
        reader = User.objects.get(pk=people[name])
        papers = set(Paper.objects.readable_by(reader, LAST).values_list("item__meeting", flat=True))
        assert papers == set(Pack.objects.readable_by(reader, LAST).values_list("meeting", flat=True))
        for meeting, paper in made.items():
            assert access.may_read(reader, paper, LAST).may == (meeting.pk in papers)
            assert access.may_read_minute(reader, meeting, Access.EXEMPT, [1], LAST).may == (meeting.pk in papers)
        return [meeting for meeting in made if meeting.pk in papers]

    assert read("substitute") == read("co-optee") == []
    assert read("member") == [theirs, others]
    stand_in(people, theirs, rows)
    Council.objects.update(co_optees_read=True)
    assert read("substitute") == [theirs] and read("co-optee") == [theirs, others]


def test_a_seat_opens_what_the_law_says_of_it(people, safeguarding):
    joint = Committee.objects.create(
        name="Joint", short_name="Joint", slug="joint", kind=LegalKind.JOINT, since=LONG_AGO
    )
    about = {"role": "co_optee", "voting_ground": "partner", "voting_authority": "Felpersham City Council"}
    Seat.objects.create(person=person("Pat", "Partner"), committee=joint, since=LONG_AGO, **about)
    for lets, seat in itertools.product((False, True), Seat.objects.all()):
        Council.objects.update(co_optees_read=lets)
        partner = seat.voting_ground == "partner"
        law = seat_opens(seat.role, of_another_council=partner, sits_then=False, co_optees_read=lets)
        assert Seat.objects.reading().filter(pk=seat.pk).exists() == law, seat


def test_the_law_and_the_queryset_open_the_same_papers_to_everybody(people, papers):
    def found(reader, day: dt.date) -> QuerySet:
        return Paper.objects.filter(Q(access=Access.OPEN) | rights_of(standing_of(reader, day)))

    agree(people, found, lambda one, reader, day: access.may_read(reader, one, day).may, papers.all)


def test_a_published_paper_is_read_as_the_law_has_it_and_not_while_it_is_down(people, papers):
    agree(people, PublishedPaper.objects.readable_by, may_read_as_published(), papers.published)


def test_a_paper_is_read_as_it_is_published_and_before_by_those_who_work_on_it(people, papers):
    published: dict[int, list[PublishedPaper]] = {}
    as_published = may_read_as_published()
    for row in papers.published:
        published.setdefault(row.paper_file.paper_id, []).append(row)

    def may(paper: Paper, reader, day: dt.date) -> bool:
        out = any(as_published(row, reader, day) for row in published.get(paper.pk, []))
        return out or works_on(paper, reader, day)

    agree(people, Paper.objects.readable_by, may, papers.all)


def test_who_may_read_everything_of_a_meeting_is_one_rule_from_both_sides(people, rows, safeguarding, planning):
    meetings = [rows.meeting(safeguarding), rows.meeting(safeguarding), rows.meeting(planning)]
    stand_in(people, meetings[0], rows)
    for meeting, day in itertools.product(meetings, DAYS):
        one_by_one = {
            reader.pk for _, reader, on in readers(people) if on == day and access.may_read_in_full(reader, meeting, on)
        }
        assert set(access.readers_in_full(meeting, day).values_list("pk", flat=True)) == one_by_one
        assert one_by_one or day < LONG_AGO


@pytest.fixture
def packs(rows, safeguarding, planning, council) -> None:
    informal = Committee.objects.create(
        name="Working group", short_name="Group", slug="group", kind=LegalKind.INFORMAL, since=LONG_AGO
    )
    for committee in (safeguarding, planning, informal):
        meeting, coming = rows.meeting(committee), rows.meeting(committee)
        for edition in Edition.values:
            rows.pack(coming, edition)
        main = {"public_pack": rows.pack(meeting, "public"), "members_pack": rows.pack(meeting, "members")}
        more = {"public_pack": rows.pack(meeting, "public", (10, 19)), "members_pack": rows.pack(meeting, "members")}
        version = rows.version(meeting, **main)
        rows.version(meeting, **more)
        rows.publish(version, rows.paper(rows.item(meeting), Access.OPEN), page=3)
        rows.publish(version, rows.paper(rows.item(meeting), Access.EXEMPT, "1"), page=4)
        if committee == safeguarding:  # withheld since
            rows.publish(version, rows.paper(rows.item(meeting), Access.EXEMPT, "1"), Access.OPEN, page=12)
        for edition in ("public", "members"):
            rows.pack(meeting, edition, large_print=True)
        for edition, emptied in itertools.product(("public", "members"), (True, False)):
            rows.version(meeting, **{f"{edition}_pack": rows.pack(meeting, edition, emptied=emptied)})


def test_a_pack_is_for_those_whose_edition_it_is_once_it_is_published(people, packs):
    withheld = {
        (row.version.meeting_id, row.first_page)
        for row in PublishedPaper.objects.select_related("version", "paper_file__paper")
        if row.access == Access.OPEN and row.paper_file.paper.is_withheld
    }

    def may(pack: Pack, reader, day: dt.date) -> bool:
        versions = pack.meeting.versions.all()
        if pack.emptied or not (
            pack.large_print or any(pack.pk in (one.public_pack_id, one.members_pack_id) for one in versions)
        ):
            return False
        if pack.edition == Edition.MEMBERS:
            return access.may_read_in_full(reader, pack.meeting, day)
        pages = [page for meeting, page in withheld if meeting == pack.meeting_id]
        holds = any(pack.large_print or pack.first_page <= page <= pack.last_page for page in pages)
        return pack.edition == Edition.PUBLIC and not pack.meeting.committee.is_informal and not holds

    agree(people, Pack.objects.readable_by, may, Pack.objects.select_related("meeting__committee"))


def test_a_meeting_of_an_informal_body_is_for_those_who_sit_there_and_for_the_desk(people, packs, chairman):
    group = Committee.objects.get(slug="group")
    Seat.objects.create(committee=group, person=chairman.person, since=LONG_AGO, until=LAST)

    def may(meeting: Meeting, reader, day: dt.date) -> bool:
        return (
            not meeting.committee.is_informal or sits_on(reader, meeting.committee, day) or runs_the_desk(reader, day)
        )

    agree(people, Meeting.objects.readable_by, may, Meeting.objects.select_related("committee"))


def test_a_draft_agenda_is_for_those_it_was_sent_to_while_they_sit_and_until_it_is_published(people, packs, rows):
    for meeting in Meeting.objects.all():
        pack = rows.pack(meeting, "draft")
        for some in (grantees(people), grantees(people)[2:], []):
            sent = Preview.objects.create(meeting=meeting, pack=pack, sent_at=AT, sent_by=rows.clerk)
            sent.sent_to.set([who.person for who in some])

    def may(draft: Preview, reader, day: dt.date) -> bool:
        sent = getattr(reader, "person", None) in draft.sent_to.all() and not draft.meeting.versions.exists()
        return sent and sits_on(reader, draft.meeting.committee, day)

    agree(people, Preview.objects.readable_by, may, Preview.objects.select_related("meeting__committee"))


@pytest.fixture
def minuted_rows(people, rows, safeguarding, chairman) -> None:
    """Minutes in every state, each with a version of every kind; the drafts sent to some, with days for comments."""
    for state, comments_by in itertools.product(("taking", "draft", "published"), (LAST, DAYS[-1])):
        minutes = Minutes.objects.create(
            meeting=rows.meeting(safeguarding), opened_at=AT, opened_by=rows.clerk, presiding=chairman.person,
            numbered_at=AT, ended_at=AT, began_at=AT, state=state,
        )  # fmt: skip
        about = {"document": {}, "sha256": "0", "made_at": AT, "made_by": rows.clerk}
        kinds = ["circulated", "circulated", "decisions", *(["draft"] if state == "published" else [])]
        for number, kind in enumerate(kinds, 1):
            version = MinutesVersion.objects.create(minutes=minutes, number=number, kind=kind, **about)
            if kind == "circulated":
                sent = Circulation.objects.create(
                    version=version, comments_by=comments_by, sent_at=AT, sent_by=rows.clerk
                )
                sent.sent_to.set([who.person for who in grantees(people)[number:]])


def may_read_draft(sent: Circulation, reader, day: dt.date) -> bool:
    theirs = getattr(reader, "person", None) in sent.sent_to.all() and reader.is_active
    state = sent.version.minutes.state
    return theirs and (state in ("taking", "draft") or (state == "published" and day <= sent.comments_by))


def test_a_draft_of_minutes_is_for_those_it_was_sent_to_while_comments_are_taken(people, minuted_rows):
    sent = Circulation.objects.select_related("version__minutes")
    agree(people, Circulation.objects.readable_by, may_read_draft, sent)


def test_minutes_are_read_once_they_are_published_and_before_by_those_who_were_sent_a_draft(people, minuted_rows):
    def may(version: MinutesVersion, reader, day: dt.date) -> bool:
        sent = Circulation.objects.filter(version=version).first()
        return may_read_draft(sent, reader, day) if sent else True

    agree(people, MinutesVersion.objects.readable_by, may, MinutesVersion.objects.all())


@pytest.fixture
def asked(people, rows, safeguarding, minuted_rows) -> None:
    """Actions asked beside open and withheld minutes, and withheld themselves; with answers to each, and documents."""
    minutes = Minutes.objects.filter(state="published").first()
    secret = rows.paper(rows.item(minutes.meeting), Access.EXEMPT, "1")
    owners = [None, *(who.person for who in grantees(people))]
    for place, (access_, withheld) in enumerate(itertools.product((None, "open", "exempt"), (True, False))):
        item = rows.item(minutes.meeting)
        if access_:
            paragraphs = "1" if access_ == "exempt" else ""
            Minute.objects.create(
                minutes=minutes, item=item, position=place, heading="A", access=access_, paragraphs=paragraphs
            )
        for owner in owners:
            about = {"text": "report back", "asked_in": "Elsewhere", "opened_at": AT, "opened_by": rows.clerk}
            action = Action.objects.create(meeting=minutes.meeting, item=item, withheld=withheld, owner=owner, **about)
            for by, shut in itertools.product((rows.clerk, grantees(people)[0]), (True, False)):
                answered = {"answered_at": AT, "answered_by": by, "text": "It is done.", "withheld": shut}
                first = Answer.objects.create(action=action, **answered)
                Answer.objects.create(
                    action=action, stored=secret.its_file.stored, document_title="A document", **answered
                )
            if owner:
                rows.take_down(first, "answer")


def test_an_action_is_read_where_it_is_open_and_by_whoever_it_is_asked_of(people, asked):
    def may(action: Action, reader, day: dt.date) -> bool:
        theirs = reader.is_active and action.owner_id is not None and action.owner_id == reader.person_id
        return not action.is_private or theirs or runs_the_desk(reader, day)

    agree(people, Action.objects.readable_by, may, Action.objects.select_related("item__minute", "limb"))


def test_an_answer_is_read_where_it_is_open_and_by_whoever_gave_or_owes_it(people, asked):
    answers_down = down("answer")

    def may(answer: Answer, reader, day: dt.date) -> bool:
        if runs_the_desk(reader, day):
            return True
        known = reader.is_active
        gave = known and answer.answered_by_id == reader.pk
        owes = known and answer.action.owner_id is not None and answer.action.owner_id == reader.person_id
        if answer.withheld:
            return gave
        return gave or owes or not (answer.action.is_private or answer.pk in answers_down)

    agree(people, Answer.objects.readable_by, may, Answer.objects.select_related("action__item__minute"))
    assert Answer.objects.public().filter(stored__isnull=False).exists()
    assert not Answer.objects.public().with_open_document().exists(), "each is the file of a withheld paper"


def test_a_background_document_is_read_with_its_open_paper_and_not_where_it_is_a_withheld_file(people, papers, rows):
    secret = papers.all.filter(access=Access.EXEMPT).first().its_file.stored
    for place, paper in enumerate(papers.all.exclude(file=None)):
        stored = secret if place % 5 == 0 else rows.stored()
        made = BackgroundDocument.objects.create(
            paper=paper, title="A survey", stored=stored, added_at=AT, added_by=rows.clerk
        )
        if place % 5 == 1:
            rows.take_down(made, "background")
    public = set(PublishedPaper.objects.public().values_list("paper_file__paper", flat=True))
    withheld = set(BackgroundDocument.objects.exclude(paper__access=Access.OPEN).values_list("stored", flat=True))
    withheld.add(secret.pk)
    documents_down = down("background")

    def may(document: BackgroundDocument, reader, day: dt.date) -> bool:
        is_open = document.paper_id in public and document.stored_id not in withheld
        return runs_the_desk(reader, day) or (is_open and document.pk not in documents_down)

    agree(people, BackgroundDocument.objects.readable_by, may, BackgroundDocument.objects.select_related("paper"))


def test_an_item_of_a_programme_is_read_once_it_is_taken_up_and_by_the_officer_who_leads_it(
    people, programme, officer, rows, year, planning
):
    hidden = Programme.objects.create(committee=planning, year=year, created_at=AT)
    granted = grantees(people)[0]
    for shown, state in itertools.product((programme.programme, hidden), (ItemState.SUGGESTED, ItemState.TBC)):
        for who in (None, officer, granted, User.objects.get(pk=people["suspended clerk"])):
            item = ProgrammeItem.objects.create(programme=shown, title="An item", state=state, created_at=AT)
            if who:
                item.leads.create(person=who.person)
                item.leads.create(person=who.person, role="cabinet_member")
    leading = {"officer": officer.pk, "granted": granted.pk}

    def may(item: ProgrammeItem, reader, day: dt.date) -> bool:
        leads = item.leads.filter(person__user=reader.pk, role="lead_officer").exists()
        active = reader.pk in leading.values() and day >= LONG_AGO
        return item.is_public or plans_scrutiny(reader, day) or (leads and active and item.state == ItemState.TBC)

    agree(people, ProgrammeItem.objects.readable_by, may, ProgrammeItem.objects.select_related("programme"))


def test_what_a_member_asks_of_scrutiny_is_theirs_and_the_planners(people, safeguarding, rows):
    for who in grantees(people):
        DocumentRequest.objects.create(
            committee=safeguarding, member=who.person, document="A report", asked_on=LAST, due_on=LAST,
            recorded_by=rows.clerk,
        )  # fmt: skip
        CallForAction.objects.create(
            committee=safeguarding, councillor=who.person, matter="A road", received_on=LAST, recorded_by=rows.clerk
        )

        UrgentDecision.objects.create(
            committee=safeguarding, title="A bridge", kind="special", why="It is cracked.", asked_at=AT,
            chairman=who.person, recorded_by=rows.clerk,
        )  # fmt: skip
    for some in (grantees(people)[:3], grantees(people)[2:]):
        named = CallIn.objects.create(
            committee=safeguarding, decision_title="A school", decided_by="Cabinet", decision_published_on=LAST,
            decision_key=str(next(rows.count)), reasons="It closes.", received_at=AT, due_on=LAST, needed=1,
            recorded_by=rows.clerk,
        )  # fmt: skip
        for who in some:
            named.signatories.create(person=who.person, named_at=AT, named_by=rows.clerk)

    def of(whose: Callable[[Any], set[int]]) -> Callable[..., bool]:
        def may(row: Model, reader, day: dt.date) -> bool:
            theirs = reader.is_active and reader.person_id in whose(row)
            return theirs or plans_scrutiny(reader, day)

        return may

    named_in = of(lambda row: set(row.members.values_list("pk", flat=True)))
    agree(people, CallIn.objects.readable_by, named_in, CallIn.objects.all())
    for model, name in ((DocumentRequest, "member"), (CallForAction, "councillor"), (UrgentDecision, "chairman")):
        asked_by = of(lambda row, name=name: {getattr(row, f"{name}_id")})
        agree(people, model._default_manager.readable_by, asked_by, model._default_manager.all())


@pytest.fixture
def panels(people, rows, safeguarding) -> None:
    """Reviews, published or not, with panels whose members sit for a committee or not, some of whom have left."""
    for published, until, represents in itertools.product((None, AT), (None, LAST), (safeguarding, None)):
        number = next(rows.count)
        review = Review.objects.create(
            slug=f"review-{number}", title=f"Review {number}", question="Who?", monitored_by=safeguarding,
            proposed_on=LONG_AGO, published_at=published, created_at=AT,
        )  # fmt: skip
        role = "member" if represents else "expert"
        others = [people[name] for name in ("suspended clerk", "member", "co-optee", "substitute")]
        for who in [*grantees(people)[:3], *User.objects.filter(pk__in=others)]:
            review.panel.create(person=who.person, since=LAST, until=until, role=role, represents=represents)
        about = {"received_on": LAST, "added_at": AT, "title": "Evidence", "text": "It is so."}
        about |= {"may_be_published": True, "agreed_on": LAST, "agreed_how": "By letter"}
        grounds = {
            "exempt": {"paragraphs": "1", "public_interest_reason": "A pupil.", "not_own_development": True},
            "confidential": {"confidential_reason": "The terms of the Department."},
        }
        states = ({}, {"withdrawn_on": LAST, "withdrawn_reason": "A mistake."}, {"forgotten_on": LAST, "text": ""})
        kinds = enumerate(itertools.product(("open", "private", "exempt", "confidential", "withheld"), states), 1)
        for place, (access_, state) in kinds:
            review.evidence.create(number=place, access=access_, **about | grounds.get(access_, {}) | state)
        review.evidence.create(number=20, access="open", published_at=AT, **about)
        review.evidence.create(
            number=21, access="exempt", redacted_text="So.", published_at=AT, **about | grounds["exempt"]
        )


def place_on_the_panel(review: Review, reader, day: dt.date) -> Panellist | None:
    theirs = [place for place in review.panel.all() if place.person_id == getattr(reader, "person_id", None)]
    return next((place for place in theirs if reader.is_active and place.held_on(day)), None)


def test_a_review_is_read_once_it_is_published_and_before_by_its_panel(people, panels):
    def may(review: Review, reader, day: dt.date) -> bool:
        return review.is_public or plans_scrutiny(reader, day) or place_on_the_panel(review, reader, day) is not None

    agree(people, Review.objects.readable_by, may, Review.objects.prefetch_related("panel"))


def test_evidence_is_read_by_the_panel_and_what_is_exempt_by_those_who_sit_for_a_committee(people, panels):
    def opens(place: Panellist, reader, day: dt.date) -> bool:
        seats = Seat.objects.on(day).reading().filter(person=reader.person, committee=place.represents)
        return place.represents_id is not None and (standing_of(reader, day).is_councillor or seats.exists())

    def whole(evidence: Evidence, reader, day: dt.date) -> bool:
        place = place_on_the_panel(evidence.review, reader, day)
        theirs = place is not None and (not evidence.is_withheld or opens(place, reader, day))
        return plans_scrutiny(reader, day) or (theirs and not evidence.is_gone)

    def may(evidence: Evidence, reader, day: dt.date) -> bool:
        out = evidence.is_public and evidence.review.is_public and not evidence.is_gone
        return out or whole(evidence, reader, day)

    rows = Evidence.objects.select_related("review").prefetch_related("review__panel")
    agree(people, Evidence.objects.readable_by, may, rows)
    agree(people, Evidence.objects.whole_for, whole, rows)


def readable() -> list[type[Model]]:
    """Every model whose rows are found by who reads them."""
    return [model for model in apps.get_models() if hasattr(model._default_manager, "readable_by")]


@pytest.mark.indexed_at_once  # no index can be made of agendas without a snapshot
def test_it_is_one_query_and_nobody_reads_less_than_the_public(
    people, papers, packs, asked, programme, panels, django_assert_max_num_queries
):
    nobody = AnonymousUser()
    for model in readable():
        public = getattr(model._default_manager, "public", model._default_manager.none)
        anybodys = set(public().values_list("pk", flat=True))
        for who, reader, day in readers(people):
            with django_assert_max_num_queries(1 + (reader != nobody and reader.is_active)):
                found = set(model._default_manager.readable_by(reader, day).values_list("pk", flat=True))
            assert anybodys <= found, f"{model.__name__}: {who}"
            assert found == anybodys or (reader != nobody and reader.is_active), f"{model.__name__}: {who}"


# What a page for members or officers asks of such a model by another name, with the reason.
ASKED_OTHERWISE = {
    ("meetings.agendas.views.members", "Pack.bound_for"): "an emptied pack's address says that it was taken down",
    ("meetings.agendas.views.members", "PublishedPaper.bound_for"): "a paper's address says that it was taken down",
    ("meetings.minutes.publication.views.members", "Circulation.sent_to"): "a reader of a draft is told it is closed",
    ("meetings.members.views.notes", "MemberNote.filter"): "an author deletes even a note that they may no longer read",
    ("meetings.minutes.publication.views.members", "Meeting.filter"): "the meetings of drafts they may read",
    ("meetings.papers.views.officers", "PublishedPaper.filter"): "whether a paper that is read is published",
    ("reviews.answers.views.members", "Addressee.signed_off_by"): "fewer sign an answer off than read it",
}
BY_THE_READER = {"readable_by", "public", "none"}


def asked_of_models(tree: ast.AST, models: set[str]) -> Iterator[tuple[int, str]]:
    """Line and name of what is asked first of a manager of `models`, and of look-ups that are given one whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            manager = node.value
            if isinstance(manager.value, ast.Name) and manager.value.id in models and manager.attr.endswith(MANAGERS):
                yield node.lineno, f"{manager.value.id}.{node.attr}"
        if isinstance(node, ast.Call):
            whole = node.args[0] if node.args and ast.unparse(node.func).startswith("get_") else None
            name = ast.unparse(whole).removesuffix(".objects") if whole else ""
            if name in models:
                yield node.lineno, f"{name}.{ast.unparse(node.func)}"


MANAGERS = ("objects", "_base_manager", "_default_manager")


def readers_pages() -> Iterator[tuple[str, Path]]:
    """Yield the module and file of each page for members or officers."""
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("views/**/*.py")):
        module = module_of(path, ROOT)
        if audience_of(module) in ("members", "officers"):
            yield module, path


def test_pages_for_members_and_officers_find_things_by_who_reads_them():
    """By `Model.objects` alone: what a page reaches from a row that it has found is that row's."""
    models = {model.__name__ for model in readable()}
    found = {
        (module, asked): line
        for module, path in readers_pages()
        for line, asked in asked_of_models(ast.parse(path.read_text(encoding="utf-8")), models)
        if asked.split(".")[1] not in BY_THE_READER
    }
    assert not found.keys() - ASKED_OTHERWISE.keys(), found
    assert not ASKED_OTHERWISE.keys() - found.keys(), "it is not asked so any more"

"""Things to try in the demonstration: five for each sign-in, each with its page."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from committee.models import MunicipalYear, User
from meetings.minutes.confirmation.confirming import to_sign
from meetings.models import Action, ActionState, Circulation, Meeting, Minutes, MinutesState, Paper, PaperState
from reviews.models import Addressee, AnswerDraft, DraftState
from workprogramme.models import ItemState, KeyDecision, Programme, ProgrammeItem
from workprogramme.outcomes.draft_from_minute import to_write


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to try: its name, how to do it, and the address of its page ("" where nothing is left to try)."""

    title: str
    how: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """Things to try with one of the sign-ins."""

    role: str
    email: str
    who: str
    things: list[Thing]


def sections(today: dt.date) -> list[Section]:
    """Return a section for each existing sign-in, the clerk's first."""
    makers: dict[str, tuple[str, Callable[[User, dt.date], list[Thing]]]] = {
        "clerk": ("a clerk", _clerk),
        "member": ("a member", _member),
        "officer": ("an officer", _officer),
        "scrutiny": ("a scrutiny officer", _scrutiny),
        "cabinet": ("a cabinet member", _cabinet),
    }
    emails = {f"{name}@demo.example": maker for name, maker in makers.items()}
    users = User.objects.select_related("person").in_bulk(list(emails), field_name="email")
    return [
        Section(role, email, users[email].name, make(users[email], today))
        for email, (role, make) in emails.items()
        if email in users
    ]


def _clerk(user: User, today: dt.date) -> list[Thing]:
    coming = Meeting.objects.upcoming(today).unpublished().filter(committee__slug="safeguarding").first()
    draft = Minutes.objects.filter(state=MinutesState.DRAFT).select_related("meeting__committee").first()
    action = Action.objects.filter(state=ActionState.OPEN).exclude(owner=user.person).order_by("pk").first()
    return [
        Thing("Add an item to an agenda", "Enter a title, choose the author of its paper, then find it on the agenda.",
              _of(coming, "desk:item-new")),
        Thing("Check an agenda before you publish it", "See what is missing and the last day to publish.",
              _of(coming, "desk:agenda-publish")),
        Thing("Write up draft minutes", "Change a sentence. Members read version 1 until you circulate it again.",
              _of(draft.meeting if draft else None, "desk:minutes-write-up")),
        Thing("Assign an action to someone else", "Choose a person and a date. They are emailed.",
              _pk(action, "desk:action-assign")),
        Thing("Arrange a meeting", "Choose a committee and a day. You are warned if the place is taken.",
              reverse("desk:meeting-new")),
    ]  # fmt: skip


def _member(user: User, today: dt.date) -> list[Thing]:
    meetings = Meeting.objects.upcoming(today).published().filter(committee__seats__person=user.person)
    sign = to_sign(user)
    return [
        Thing("Read your pack", "The exempt paper at its end is for members only. Open it, then go to one page.",
              _of(meetings.first(), "members:meeting")),
        Thing("Comment on draft minutes", "Choose a minute and write what should change.",
              _draft(user, today, "members:minutes-draft")),
        Thing("Sign minutes", "You chaired the meeting that confirmed them, so you sign them.",
              _of(sign[0].meeting if sign else None, "members:minutes-sign")),
        _action(user),
        Thing("Ask for a document", "Enter which of the executive’s documents you need for scrutiny.",
              reverse("members:document-request")),
    ]  # fmt: skip


def _officer(user: User, today: dt.date) -> list[Thing]:
    owed = Paper.objects.filter(owner=user.person, state=PaperState.DUE, item__meeting__date__gte=today)
    outcomes = to_write(user.person, today) if user.person else []
    answers = AnswerDraft.objects.filter(writer=user.person, state=DraftState.ASKED)
    return [
        Thing("Send a report", "Choose a PDF or Word file. See straight away if anything is wrong, and send it again.",
              _pk(owed.order_by("item__meeting__date", "pk").first(), "officers:paper")),
        _action(user),
        Thing("Write the outcome of an item", "Start from what the committee resolved: accept it or change it.",
              _pk(outcomes[0] if outcomes else None, "officers:outcome")),
        Thing("Answer a recommendation", "Accept it or not, and say what will be done and by when.",
              _pk(answers.order_by("pk").first(), "officers:review-answer")),
        Thing("Comment on draft minutes", "You were at the meeting, so the clerk has sent you the draft.",
              _draft(user, today, "officers:minutes-draft")),
    ]  # fmt: skip


def _scrutiny(user: User, today: dt.date) -> list[Thing]:
    year = MunicipalYear.of(today)
    programme = Programme.objects.filter(committee__slug="safeguarding", year=year).select_related("committee", "year")
    rows = ProgrammeItem.objects.filter(programme__in=programme)
    suggestion = rows.filter(state=ItemState.SUGGESTED).order_by("pk").first()
    later = rows.filter(state=ItemState.SCHEDULED, meeting__date__gt=today).order_by("-meeting__date", "pk").first()
    coming = Meeting.objects.upcoming(today).unpublished().filter(committee__slug="safeguarding").first()
    current = programme.first()
    where = [current.committee.slug, current.year.slug] if current else []
    of_safeguarding = Addressee.objects.filter(recommendation__review__parents__committee__slug="safeguarding")
    answered = of_safeguarding.filter(response__isnull=False).order_by("-pk").first()
    return [
        Thing("Score a suggestion", "A resident suggested it. Score it, then accept or decline it.",
              _url(suggestion and current, "desk:programme-suggestion", *where[:1], suggestion and suggestion.pk)),
        Thing("Move an item to another meeting", "Give a reason, which is printed in the programme.",
              _url(later and current, "desk:programme-item-move", *where, later and later.pk)),
        Thing("Print the programme for the next meeting", "Check its pages, then add them to the agenda as a paper.",
              _url(coming and current, "desk:programme-print", *where, coming and coming.slug)),
        Thing("Carry the programme forward to next year", "See what is carried forward and what is not.",
              _url(current, "desk:programme-roll-forward", *where)),
        Thing("Record progress on a recommendation", (
            "Read what the officer reported, and give the "
            "committee’s view."
        ),
              _url(answered, "desk:review-progress-judge", answered and answered.recommendation.review.slug,
                   answered and answered.pk)),
    ]  # fmt: skip


def _cabinet(user: User, today: dt.date) -> list[Thing]:
    sent = AnswerDraft.objects.readable_by(user, today).filter(state=DraftState.SENT).order_by("pk").first()
    decision = KeyDecision.objects.public().order_by("-pk").first()
    year = MunicipalYear.of(today)
    return [
        Thing("Sign off an answer", "An officer has written it for you. Sign it off, or send it back with a reason.",
              _pk(sent, "members:portfolio-answer")),
        Thing("See what scrutiny recommends to you", (
            "See which are answered, which are not, and how many "
            "days are left."
        ),
              reverse("members:portfolio")),
        _action(user),
        Thing("Read the notice of a key decision", "It is in your portfolio, and scrutiny will consider it first.",
              _pk(decision, "public:key-decision")),
        Thing("See what scrutiny is looking into", "Find the items that you lead in the work programme.",
              _url(year, "public:programme", "safeguarding", year.slug if year else "")),
    ]  # fmt: skip


def _action(user: User) -> Thing:
    """Return the thing to try with the user's first open action."""
    mine = Action.objects.filter(owner=user.person, state=ActionState.OPEN).order_by("pk").first()
    how = "A committee has asked you for information. Answer in a few words, or upload a PDF."
    return Thing("Answer an action", how, _pk(mine, "officers:action"))


def _draft(user: User, today: dt.date, name: str) -> str:
    sent = Circulation.objects.readable_by(user, today).select_related("version__minutes__meeting__committee").first()
    return _of(sent.version.minutes.meeting if sent else None, name)


def _of(meeting: Meeting | None, name: str) -> str:
    return reverse(name, args=[meeting.committee.slug, meeting.slug]) if meeting else ""


def _pk(row: Model | None, name: str) -> str:
    return reverse(name, args=[row.pk]) if row else ""


def _url(is_there: object, name: str, *args: object) -> str:
    return reverse(name, args=args) if is_there else ""

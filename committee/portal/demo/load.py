"""Loading the demonstration: all steps, or the missing steps of an interrupted load."""

import datetime as dt
from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.db import transaction

from committee.acts.refusal import Refused
from committee.models import Committee, Council, MunicipalYear, User
from committee.portal.demo import (
    meetings,
    minutes,
    other_meetings,
    people,
    programme,
    programme_now,
    review_now,
    reviews,
)
from committee.portal.demo.papers import Desk, facts_of
from committee.search.index import STORES
from meetings.models import AgendaVersion


def load(today: dt.date, tell: Callable[[str], None] = lambda line: None) -> list[tuple[str, str]]:
    """
    Load the demonstration as of `today`, and return its sign-ins: (email, roles). Call `tell` before every step.

    Each step is one transaction, so a second load completes an interrupted load. Raise Refused outside demo mode, and
    where the database already belongs to a council.
    """
    if not settings.DEMO:
        raise Refused("The demonstration is loaded in demo mode only: set COMMITTEE_DEMO=1, or run script/demo.")
    council = Council.objects.first()
    if council and not council.demonstration_notice:
        raise Refused(f"This database belongs to {council}. The demonstration is not loaded into it.")
    with Desk() as desk:
        if not AgendaVersion.objects.exists():
            desk.begin()
        loader = _Loader(today, desk)
        steps = loader.steps()
        for number, (what, step) in enumerate(steps, 1):
            tell(f"Preparing the demonstration, {number} of {len(steps)}: {what}")
            with transaction.atomic():
                step()
    return [(user.email, _who(user, today)) for user in loader.users]


class _Loader:
    """The steps of the demonstration. Each step skips rows that exist already, except the council's own record."""

    def __init__(self, today: dt.date, desk: Desk) -> None:
        self.today, self.desk = today, desk
        self.ground, self.upcoming, self.past = map(facts_of, ("committees", "upcoming", "meeting-2022-04-21"))
        self.written, self.planned = facts_of("minutes-2022-01-10"), facts_of("programme-2021-22")
        self.users: list[User] = []

    def steps(self) -> list[tuple[str, Callable[[], object]]]:
        """Return each step's name and function."""
        return [
            ("the council and its committees", self._council),
            ("people and sign-ins", self._people),
            ("calendar of 2021/22", self._calendar),
            ("minutes of 10 January", lambda: minutes.load_minutes(self.committee, self.written, self.clerk)),
            ("work programme of 2021/22", lambda: programme.load_programme(self.committee, self.planned, self.clerk)),
            ("papers of 21 April", self._papers),
            ("publication on 11 April", lambda: meetings.load_publication(self.committee, self.past, self.clerk)),
            ("confirmation of minutes", lambda: minutes.load_confirmation(self.committee, self.written, self.clerk)),
            ("recordings of two meetings", self._recordings),
            ("the meeting to come", self._meeting_to_come),
            ("work programme of this year", self._programme_now),
            ("meetings of other committees, one of them published", self._others),
            ("the joint spotlight review, and two of this year", self._review),
            ("what can be searched", self._index),
        ]

    @cached_property
    def committee(self) -> Committee:
        """Committee of the demonstration's meetings."""
        return Committee.objects.get(slug=self.past["committee"])

    @property
    def clerk(self) -> User:
        """Clerk who acts in the demonstration."""
        return self.users[0]

    def _council(self) -> None:
        people.load_council(facts_of("council"))
        people.load_committees({"committees": [{**entry, "contact": ""} for entry in self.ground["committees"]]})

    def _people(self) -> None:
        year = MunicipalYear.objects.get(starts=dt.date(2021, 5, 20))
        people.load_people(self.ground["people"], year.starts, year.ends, invented=False)
        people.load_committees(self.ground)
        since = people.year_of(self.today).starts
        self.users = people.load_sign_ins(self.upcoming["sign_ins"], self.upcoming["password"], since)
        people.load_people(self.upcoming["people"], since, None, invented=True)

    def _calendar(self) -> None:
        meetings.load_standing_items(self.committee, self.past)
        meetings.load_year(self.committee, self.past, self.clerk)

    def _papers(self) -> None:
        meetings.load_papers(self.committee, self.past, self.planned, self.clerk, self.desk)

    def _recordings(self) -> None:
        other_meetings.load_recordings(self.committee, facts_of("recordings"), self.clerk, self.today)

    def _meeting_to_come(self) -> None:
        self.meeting = meetings.load_upcoming(self.committee, self.upcoming, self.clerk, self.today, self.desk)

    @cached_property
    def planner(self) -> User:
        """Scrutiny officer of the demonstration."""
        return User.objects.get(email="scrutiny@demo.example")

    def _programme_now(self) -> None:
        facts = facts_of("programme-now")
        programme_now.load_now(self.committee, facts, self.meeting, self.today, clerk=self.clerk, by=self.planner)

    def _others(self) -> None:
        other_meetings.load_others(facts_of("others"), self.meeting, self.clerk, self.today, self.desk)

    def _review(self) -> None:
        reviews.load_review(facts_of("review-2022-04-21"), self.planner)
        review_now.load_review_now(facts_of("review-now"), self.today, self.planner)
        review_now.load_review_asking(facts_of("review-asking"), self.today, self.planner)

    def _index(self) -> None:
        for store in STORES:
            for _ in store.rebuild():
                pass


def _who(user: User, today: dt.date) -> str:
    roles = [grant.get_role_display() for grant in user.role_grants.on(today)]
    if user.person:
        roles += [holding.get_role_display() for holding in user.person.portfolio_holdings.on(today)]
        roles += [seat.role_label for seat in user.person.seats.on(today)]
    return ", ".join(roles)

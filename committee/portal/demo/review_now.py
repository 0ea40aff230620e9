"""
Two invented reviews of this year.

One review gathers evidence, and anybody can answer its call for evidence. The other review has an answer to write, an
answer to sign off, an answer with its progress, and an answer of a partner. The people who are to write or report are
emailed, as the desk and the daily timer would email them.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from committee.acts.seen import having_read
from committee.law.periods import months_from
from committee.models import Committee, Person, Portfolio, User
from committee.portal.demo.programme import noon
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as sign_off
from reviews.evidence import call_verbs as call
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import BEFORE_REPORT, Addressee, AddresseeKind, ProgressSide, Review, SentBy, State
from reviews.proposing import verbs as proposing
from reviews.report.issuing import issue_report
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs as steps

Facts = dict[str, Any]
WORDS = ("answer", "action", "reasons", "officer", "resources")
INVENTED = "This review is invented for the demonstration, with every entry of its timeline."


def load_review_now(facts: Facts, today: dt.date, by: User) -> Review:
    """Load the review up to its open tasks; return an existing review as it is."""
    if existing := Review.objects.filter(title=facts["title"]).first():
        return existing
    return _Loader(facts, today, by).load()


class _Loader:
    """Steps of the review, with the facts, today and the user who acts."""

    def __init__(self, facts: Facts, today: dt.date, by: User) -> None:
        self.facts, self.today, self.by = facts, today, by
        self.writer = User.objects.get(person__slug=facts["writer"])
        self.portfolio = Portfolio.objects.get(name=facts["portfolio"])

    def day(self, number: int) -> dt.date:
        return self.today + dt.timedelta(days=number)

    def load(self) -> Review:
        """Load the review, reported and endorsed, with its notice and its answers."""
        facts, by = self.facts, self.by
        reported = self.day(facts["reported"])
        review = _proposed(facts, self.day(facts["proposed"]), by)
        named = [(self._recommend(review, entry), entry) for entry in facts["recommendations"]]
        _go_on(review, BEFORE_REPORT[1:], reported, by)
        having_read(issue_report)(review, on=reported, at=noon(reported), by=by)
        having_read(endorsement.record_decision)(
            review.parents.get(), decision="endorsed", on=reported, proof=INVENTED, at=noon(reported), by=by
        )
        self._ask(review, [addressee for addressee, _ in named if addressee.portfolio_id])
        for addressee, entry in named:
            addressee.refresh_from_db()
            self._answer(addressee, entry)
        return review

    def _recommend(self, review: Review, entry: Facts) -> Addressee:
        words = {name: entry.get(name, "") for name in ("text", "measure")}
        recommendation = recommendations.add_recommendation(review, **words, by=self.by)
        if "made_to" in entry:
            kind, name, portfolio = AddresseeKind.OTHER, entry["made_to"], None
        else:
            kind, portfolio = AddresseeKind.EXECUTIVE, self.portfolio
            name = f"Cabinet Member for {portfolio}"
        return recommendations.name_addressee(recommendation, kind=kind, name=name, portfolio=portfolio, by=self.by)

    def _ask(self, review: Review, addressees: list[Addressee]) -> None:
        served, received = self.day(self.facts["served"]), self.day(self.facts["received"])
        notice = having_read(responses.serve_notice)(
            review, addressees, recipient="Cabinet (invented)", served_on=served, served_by=SentBy.EMAIL,
            report_on=self.day(self.facts["reported"]), at=noon(served), by=self.by,
        )  # fmt: skip
        responses.record_receipt(notice, received_on=received, at=noon(received), by=self.by)

    def _answer(self, addressee: Addressee, entry: Facts) -> None:
        at = noon(self.day(self.facts["answered"]))
        forename, surname = entry.get("partner", ("", ""))
        writer = None if forename else self.writer.person
        draft = sign_off.name_writer(
            addressee, writer=writer, forename=forename, surname=surname, mailbox=entry.get("mailbox", ""), at=at,
            by=self.by,
        )  # fmt: skip
        if entry["state"] == "asked":
            sign_off.ask_for_answer(draft, at=noon(self.day(self.facts["asked"])), by=self.by)
            return
        words = {name: entry.get(name, "") for name in WORDS} | {"target_on": self._target_on(entry)}
        draft = having_read(sign_off.send_answer)(draft, **words, at=at, by=self.writer)
        if entry["state"] == "published":
            holder = self.portfolio.holdings.executive().on(self.today).get().person
            draft = having_read(sign_off.sign_off)(draft, at=at, by=User.objects.get(person=holder))
            received = self.day(self.facts["answered"])
            having_read(sign_off.publish_answer)(draft, received_on=received, at=at, by=self.by)
        for report in entry.get("progress", []):
            self._tell(addressee, report)
        if "progress_asked" in entry:
            on = self.day(entry["progress_asked"])
            progress.ask_for_progress(draft, at=noon(on), by=self.by)

    def _target_on(self, entry: Facts) -> dt.date:
        """Return the target day: the last day of a month, as the form sets it, or the facts' `target_day`."""
        if "target_day" in entry:
            return self.day(entry["target_day"])
        return months_from(self.day(entry["target"]).replace(day=1), 1) - dt.timedelta(days=1)

    def _tell(self, addressee: Addressee, report: Facts) -> None:
        on = self.day(report["day"])
        words = {"status": report["status"], "evidence": report["evidence"], "on": on, "at": noon(on)}
        if report["side"] == ProgressSide.COMMITTEE:
            having_read(progress.judge_progress)(addressee, **words, by=self.by)
        else:
            progress.report_progress(addressee, **words, by=self.writer)
            having_read(progress.publish_progress)(addressee.recommendation.review, at=noon(on), by=self.by)


def load_review_asking(facts: Facts, today: dt.date, by: User) -> Review:
    """Load the review that gathers evidence, with its call open; return an existing review as it is."""
    if existing := Review.objects.filter(title=facts["title"]).first():
        return existing
    day = {name: today + dt.timedelta(days=facts[name]) for name in ("proposed", "gathering", "opens", "closes")}
    review = _proposed(facts, day["proposed"], by)
    _go_on(review, (State.SCOPING, State.SCOPE_AGREED, State.EVIDENCE), day["gathering"], by)
    having_read(call.open_call)(review, text=facts["text"], opens_on=day["opens"], closes_on=day["closes"], by=by)
    return review


def _proposed(facts: Facts, on: dt.date, by: User) -> Review:
    """Propose the review that `facts` describe, and publish the proposal."""
    words = {name: facts[name] for name in ("title", "question", "why", "success")}
    committee = Committee.objects.get(slug=facts["committee"])
    contact = Person.objects.get(slug=facts["contact"])
    review = proposing.propose_review(**words, contact=contact, committees=[committee], at=noon(on), by=by)
    having_read(proposing.publish_review)(review, at=noon(on), by=by)
    return review


def _go_on(review: Review, states: Iterable[State], on: dt.date, by: User) -> None:
    for state in states:
        reason = INVENTED if state == State.SCOPE_AGREED else ""  # replaces the committees' agreement
        steps.take_step(review, state, on=on, reason=reason, at=noon(on), by=by)

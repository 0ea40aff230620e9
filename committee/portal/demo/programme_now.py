"""An invented programme for the year of the meeting to come, entered with the verbs that people use."""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, MunicipalYear, Person, Portfolio, User
from committee.portal.demo import minutes, people
from committee.portal.demo.programme import load_item, noon, tie
from meetings.calendar import verbs as calendar
from meetings.minutes.publication import circulating, publishing
from meetings.models import Meeting
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.models import Duty, KeyDecision, ProgrammeItem
from workprogramme.programmes import briefings, duties
from workprogramme.programmes import verbs as programmes
from workprogramme.programmes.printing import print_for
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing

Facts = dict[str, Any]
WORDS = ("title", "table", "leads", "details", "purpose", "brief", "origin", "origin_words")
# The fixture's words for meetings, each with its distance from the meeting to come in weeks.
WEEKS = {"before": -12, "last": -6, "upcoming": 0, "next": 6, "later": 12}


def load_now(committee: Committee, facts: Facts, meeting: Meeting, today: dt.date, *, clerk: User, by: User) -> None:
    """Load the programme around `meeting`, the meeting to come; do nothing where that year's programme has items."""
    year = people.year_of(meeting.date)
    if ProgrammeItem.objects.filter(programme__committee=committee, programme__year=year).exists():
        return
    _Loader(committee, year, facts, meeting, today, by).load(clerk)


class _Loader:
    """Steps of the programme. The fixture names meetings by the words of WEEKS, and counts days from today."""

    def __init__(
        self, committee: Committee, year: MunicipalYear, facts: Facts, meeting: Meeting, today: dt.date, by: User
    ) -> None:
        self.committee, self.year, self.facts, self.upcoming = committee, year, facts, meeting
        self.today, self.by = today, by
        self.keys: dict[str, ProgrammeItem] = {}

    def load(self, clerk: User) -> None:
        """Run the programme's acts, step by step."""
        facts = self.facts
        self._minute(clerk)
        self.programme = programmes.open_programme(
            self.committee, self.year, introduction=facts["introduction"], outcome=facts["outcome"],
            venues=facts["venues"], load_limit=facts["load_limit"], at=noon(self.day(facts["opened"])), by=self.by,
        )  # fmt: skip
        for kind, (title, source) in duties.USUAL.items():
            if not self.committee.duties.filter(title=title).exists():
                duties.record_duty(self.committee, kind=kind, title=title, source=source, by=self.by)
        early = [entry for entry in facts["items"] if entry["added"] < facts["printed"]]
        for entry in early:
            self._add(entry)
        at = noon(self.day(facts["published"]))
        self.programme = having_read(programmes.publish_programme)(self.programme, at=at, by=self.by)
        if last := self.meeting("last"):
            print_for(last, at=noon(min(last.date, self.day(facts["printed"]))), by=self.by)
            self._send_round(last, clerk)
        for entry in early:
            self._go_on(entry)
        for entry in facts["items"]:
            if entry not in early:
                self._add(entry)
                self._go_on(entry)
        self._decide()
        self._tie()
        for entry in facts["briefings"]:
            self._brief(entry)
        for entry in facts["suggestions"]:
            self._suggest(entry)

    def day(self, number: int) -> dt.date:
        """Return the day `number` days from today."""
        return self.today + dt.timedelta(days=number)

    def meeting(self, word: str) -> Meeting | None:
        """Return the meeting for a word of WEEKS; None where no such meeting exists, or it was before this year."""
        day = self.upcoming.date + dt.timedelta(weeks=WEEKS[word])
        rows = self.committee.meetings.select_related("committee", "venue").filter(date__gte=self.year.starts)
        return rows.filter(date=day).first()

    def _minute(self, clerk: User) -> None:
        """Schedule and minute the meeting twelve weeks before the meeting to come, and publish its draft minutes."""
        day = self.upcoming.date + dt.timedelta(weeks=WEEKS["before"])
        if day < self.year.starts or self.committee.meetings.filter(date=day).exists():
            return
        calendar.schedule(self.committee, day, by=clerk)
        published = dt.datetime.combine(day + dt.timedelta(days=14), dt.time(10))
        minutes.load_minutes(self.committee, {**self._held(day), "published_at": published}, clerk)

    def _held(self, day: dt.date, **more: Any) -> Facts:
        """Return the facts of a meeting on `day`."""
        hours = {"began_at": 10, "ended_at": 12}
        times = {name: dt.datetime.combine(day, dt.time(hour)) for name, hour in hours.items()}
        facts = {**self.facts["minutes"], **times, "day": day, **more}
        return {**facts, "minutes": [self._due(entry) for entry in facts["minutes"]]}

    def _due(self, entry: Facts) -> Facts:
        """Return the facts of a minute, with the due day of each limb in place of its number of days from today."""
        limbs = [limb | ({"due_on": self.day(limb["due"])} if "due" in limb else {}) for limb in entry.get("limbs", [])]
        return {**entry, "limbs": limbs}

    def _send_round(self, last: Meeting, clerk: User) -> None:
        """Minute the meeting `last`, send its draft minutes round for comments, and publish its decisions."""
        if not self.committee.meetings.filter(date__lt=last.date, date__gte=self.year.starts).exists():
            return  # this year has no earlier meeting, so there are no minutes to confirm
        facts = self.facts["draft"]
        draft = minutes.take_minutes(self.committee, self._held(last.date, minutes=facts["minutes"]), clerk)
        readers = Person.objects.filter(slug__in=facts["sent_to"])
        having_read(circulating.circulate)(
            draft, to=readers, comments_by=self.day(facts["comments_by"]), message=facts["message"],
            at=noon(self.day(facts["sent"])), by=clerk,
        )  # fmt: skip
        having_read(publishing.publish_decisions)(draft, at=noon(self.day(facts["sent"])), by=clerk)

    def _add(self, entry: Facts) -> None:
        words = {name: entry[name] for name in WORDS if name in entry}
        meeting = self.meeting(entry["meeting"]) if "meeting" in entry else None
        if "held" in entry:
            words["held_on"] = self.day(entry["held"])
        if meeting:
            words["meeting"] = meeting.date
        if "origin" in entry and entry["origin"] not in ("annual", "duty"):
            words["origin_on"] = self.day(entry["added"])
        words["added_on"] = self.day(entry["added"])
        item = load_item(self.programme, words, self.keys, self.by)
        if "duty" in entry:
            items.edit_item(item, duty=Duty.objects.get(committee=self.committee, kind=entry["duty"]), by=self.by)
        self.keys[str(entry.get("key", entry["title"]))] = item

    def _go_on(self, entry: Facts) -> None:
        """Move or withdraw the item after the last printing."""
        item = self.keys[entry["title"] if "key" not in entry else entry["key"]]
        for move in entry.get("moves", []):
            if meeting := self.meeting(move["meeting"]):
                on = self.day(move["on"])
                scheduling.schedule(item, meeting, reason=move["reason"], on=on, at=noon(on), by=self.by)
        if "withdrawn" in entry:
            on = self.day(entry["withdrawn"])
            scheduling.withdraw(item, reason=entry["reason"], on=on, at=noon(on), by=self.by)

    def _tie(self) -> None:
        """Tie items to the agendas they are on, and mark minuted items as considered."""
        for entry in self.facts["items"]:
            item = self.keys[entry.get("key", entry["title"])]
            now = ProgrammeItem.objects.select_related("programme", "meeting").get(pk=item.pk)
            if now.meeting is None:
                continue
            on = min(now.meeting.date, self.today)
            tie(now.meeting, {"title": now.title}, now.title, on=on, at=noon(on), by=self.by)
            if entry.get("minuted"):
                scheduling.mark_considered(now, on=on, at=noon(on), by=self.by)

    def _decide(self) -> None:
        facts = dict(self.facts["decision"])
        facts["portfolio"] = Portfolio.objects.filter(name=facts["portfolio"]).first()
        first = self.upcoming.date + dt.timedelta(days=21)
        at = noon(self.day(-25))
        decision: KeyDecision = forward_plan.enter_decision(
            **facts, earliest_on=first, latest_on=first + dt.timedelta(days=14), at=at, by=self.by
        )
        having_read(forward_plan.publish_notice)(decision, at=at, by=self.by)
        for entry in self.facts["items"]:
            if entry.get("decision"):
                items.edit_item(self.keys[entry["title"]], precedes=decision, by=self.by)

    def _brief(self, entry: Facts) -> None:
        words = {name: entry[name] for name in ("body", "attended", "note")}
        briefed_on, met = self.day(entry["held"]), self.day(entry["body_met"])
        briefings.record_briefing(
            self.programme, **words, held_on=briefed_on, body_met_on=met, reports_to=self.upcoming,
            item=self.keys[entry["item"]], at=noon(briefed_on), by=self.by,
        )  # fmt: skip

    def _suggest(self, entry: Facts) -> None:
        on = self.day(entry["on"])
        if on < self.year.starts:
            return
        words = {name: entry.get(name, "") for name in ("title", "details", "origin", "name", "email", "origin_words")}
        item = suggestions.suggest(self.committee, **words, on=on, at=noon(on))
        if "weighed" in entry:
            on = self.day(entry["weighed"])
            questions = self.committee.weighing_questions.filter(is_active=True).order_by("position")
            answers = {
                question: (points, entry.get("note", "") if place == 0 else "")
                for place, (question, points) in enumerate(zip(questions, entry["points"], strict=True))
            }
            weighing.score(item, answers, on=on, at=noon(on), by=self.by)
        if "declined" in entry:
            on = self.day(entry["declined"])
            scheduling.decline(item, reason=entry["reason"], on=on, at=noon(on), by=self.by)

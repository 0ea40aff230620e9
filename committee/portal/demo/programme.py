"""
The demonstration's work programme of 2021/22, entered with the verbs that people use, each act on its own day.

The programme is printed into the agenda of 21 April 2022, and takes eight pages of the public pack.
"""

import datetime as dt
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, MunicipalYear, Person, User
from committee.portal.demo import people
from committee.wording.dates import LONDON
from meetings.models import Meeting, Paper
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import ItemState, Programme, ProgrammeItem, Table
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import briefings
from workprogramme.programmes import verbs as programmes
from workprogramme.programmes.printing import print_for

Facts = dict[str, Any]
WORDS = ("details", "purpose", "brief", "origin", "origin_words", "origin_on")


def load_programme(committee: Committee, facts: Facts, by: User) -> Programme:
    """Create the programme with its history up to its last printing; return an existing programme as it is."""
    year = MunicipalYear.objects.get(starts=facts["year"])
    existing = Programme.objects.filter(committee=committee, year=year).first()
    if existing:
        return existing
    people.load_people(facts["people"], year.starts, year.ends, invented=False)
    programme = programmes.open_programme(
        committee, year, introduction=facts["introduction"], outcome=facts["outcome"], venues=facts["venues"],
        at=noon(facts["opened_on"]), by=by,
    )  # fmt: skip
    keys: dict[str, ProgrammeItem] = {}
    for entry in facts["items"]:
        keys[entry.get("key", entry["title"])] = load_item(programme, entry, keys, by)
    having_read(programmes.publish_programme)(programme, at=noon(facts["published_on"]), by=by)
    for entry in facts["briefings"]:
        _brief(programme, entry, keys, by)
    return programme


def print_into(meeting: Meeting, facts: Facts, *, at: dt.datetime, by: User) -> Paper:
    """Tie the programme's items to the items of the agenda, then print the programme into the agenda."""
    for entry in facts["items"]:
        if "agenda" in entry:
            tie(meeting, entry, entry["agenda"], on=at.date(), at=at, by=by)
    return print_for(meeting, at=at, by=by)


def load_item(programme: Programme, entry: Facts, keys: dict[str, ProgrammeItem], by: User) -> ProgrammeItem:
    """Create one item with its steps: added, scheduled, moved, tied to its agenda, considered, withdrawn."""
    day, steps = entry.get("meeting"), entry.get("moves", [])
    at_once = day if not steps and "scheduled_on" not in entry else None
    words = {name: entry[name] for name in WORDS if name in entry}
    if "origin_meeting" in entry:
        words |= {"origin_meeting": _meeting(programme, entry["origin_meeting"])}
    if "follow_up_of" in entry:
        words |= {"follow_up_of": keys[entry["follow_up_of"]]}
    item = items.add_item(
        programme, title=entry["title"], table=entry.get("table", Table.MEETINGS), held_on=entry.get("held_on"),
        meeting=_meeting(programme, at_once) if at_once else None, leads=[_lead(lead) for lead in entry["leads"]],
        **words, on=entry["added_on"], at=noon(entry["added_on"]), by=by,
    )  # fmt: skip
    if "scheduled_on" in entry:
        steps = [{"day": day, "on": entry["scheduled_on"]}, *steps]
    for step in steps:
        _move(item, step, by)
    _end(item, entry, by)
    return item


def noon(day: dt.date) -> dt.datetime:
    """Return noon of a day, London time."""
    return dt.datetime.combine(day, dt.time(12), LONDON)


def _meeting(programme: Programme, day: dt.date) -> Meeting:
    return programme.committee.meetings.select_related("committee", "venue").get(date=day)


def _lead(words: str) -> LeadDraft:
    """Return the lead of "lead_officer karen-coker" (role, slug), or of "independent_chair John Wood" (role, name)."""
    role, _, name = words.partition(" ")
    person = Person.objects.filter(slug=name).first()
    return LeadDraft(role, person, "" if person else name)


def _move(item: ProgrammeItem, step: Facts, by: User) -> None:
    when = {"on": step["on"], "at": noon(step["on"]), "by": by}
    if "day" in step:
        scheduling.schedule(item, _meeting(item.programme, step["day"]), reason=step.get("reason", ""), **when)
    else:
        scheduling.put_back(item, reason=step["reason"], **when)


def _end(item: ProgrammeItem, entry: Facts, by: User) -> None:
    if "withdrawn_on" in entry:
        on = entry["withdrawn_on"]
        scheduling.withdraw(item, reason=entry["reason"], on=on, at=noon(on), by=by)
    if "accepted_on" not in entry:
        return
    on = entry["accepted_on"]
    if "meeting" in entry:
        tie(_meeting(item.programme, entry["meeting"]), entry, entry["title"], on=on, at=noon(on), by=by)
    outcomes.accept(item, text=entry["outcome"], on=on, at=noon(on), by=by)


def tie(meeting: Meeting, entry: Facts, title: str, *, on: dt.date, at: dt.datetime, by: User) -> None:
    """Tie the programme's item of `entry` to the item of the agenda with that title, where both exist."""
    listed = meeting.items.filter(title=title, withdrawn_at__isnull=True).first()
    rows = meeting.programme_items.filter(title=entry["title"], state=ItemState.SCHEDULED)
    item = rows.select_related("programme__committee", "programme__year").first()
    if listed and item:
        on_agenda.tie_to_agenda(item, listed, on=on, at=at, by=by)


def _brief(programme: Programme, entry: Facts, keys: dict[str, ProgrammeItem], by: User) -> None:
    facts = {name: entry[name] for name in ("held_on", "body", "body_met_on", "attended", "note")}
    reports_to = _meeting(programme, entry["reports_to"])
    at = noon(entry["recorded_on"])
    briefings.record_briefing(programme, **facts, reports_to=reports_to, item=keys[entry["item"]], at=at, by=by)

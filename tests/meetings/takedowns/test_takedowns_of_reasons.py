"""Takedowns of what was said beside papers, packs not made again, words written anew; and who hears of them (R60)."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Role, RoleGrant
from meetings.agendas import amendments
from meetings.calendar import verbs as calendar
from meetings.minutes.document import minute_text
from meetings.minutes.publication import publishing
from meetings.models import (
    AgendaVersion,
    Meeting,
    MeetingMove,
    MinutesVersion,
    PaperFile,
    Takedown,
    TakedownWords,
    UrgencyRuling,
)
from meetings.packs import collated
from meetings.takedowns import undecided
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of
from tests.conftest import user
from tests.meetings import minuted, taken_down
from tests.meetings.minuted import AFTER, APRIL, entry, schedule, write
from tests.meetings.taken_down import CONFIRMED, DECIDED, GROUND, NOW, POISON, answers, confirm_all, telling
from tests.staging import staged
from tests.workprogramme.considered import LATER
from workprogramme.models import ProgrammeVersion
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import printing

# What a crawl of every address finds there is the same on both databases; what the triggers let through is not.
on_both = pytest.mark.both_databases("queries: what is read where after a takedown")


@staged
def published_minutes(minuted, clerk, proper_officer, chairman, vice_chairman, member) -> MinutesVersion:
    """Publish the minutes of 10 January with the word in one of them."""
    write(entry(minuted, "Young Carers"), f"<p>Members heard of {POISON}.</p>", clerk)
    return publishing.publish_draft(minuted, at=AFTER, by=clerk)


# Notes, reasons and rulings


@pytest.mark.parametrize("what", ["note", "move"])
def test_r60_what_was_said_of_a_meeting_is_taken_down_and_comes_back(world, clerk, proper_officer, after_commit, what):
    meeting, name = world.meeting, "Grimbleshanks"
    told = {"reason": f"{name} is ill.", "at": NOW, "by": clerk}
    thing = meeting
    if what == "note":
        calendar.set_details(meeting, note=f"{name} will speak", by=clerk)
    else:
        thing = calendar.rearrange(meeting, day=dt.date(2022, 5, 12), starts=meeting.starts, **told)
    at = f"/committees/safeguarding/{type(meeting).objects.get(pk=meeting.pk).slug}"
    paths = {f"{at}/", f"{at}.json", f"{at}/notice/", f"{at}/notice.pdf", "/committees/safeguarding/2022-04-21/", "/"}
    told = telling(answers(paths), name.lower())
    assert told
    rows = [list(model.objects.order_by("pk").values()) for model in (Meeting, MeetingMove, AgendaVersion)]
    hidden = after_commit(lambda: takedowns.hide(type(thing).objects.get(pk=thing.pk), **GROUND, by=clerk))
    assert telling(answers(told), name.lower()) == set()
    after_commit(lambda: takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer))
    assert [list(model.objects.order_by("pk").values()) for model in (Meeting, MeetingMove, AgendaVersion)] == rows
    again = after_commit(lambda: takedowns.hide(type(thing).objects.get(pk=thing.pk), **GROUND, by=clerk))
    after_commit(lambda: takedowns.confirm(again, **CONFIRMED, by=proper_officer))
    assert telling(answers(paths), name.lower()) == set()
    rows = [list(model.objects.values()) for model in (Meeting, MeetingMove, AgendaVersion, TakedownWords)]
    assert name not in str(rows)


def test_r60_an_urgency_ruling_is_taken_down(world, clerk, proper_officer, after_commit, chairman):
    name = "Grimbleshanks"
    ruling = UrgencyRuling.objects.create(
        item=world.other.item,
        chairman=chairman.person,
        circumstances=f"{name} is ill.",
        ruled_at=NOW,
        recorded_by=clerk,
    )
    amendments.correct(
        world.meeting, note="A word.", at=NOW, by=clerk, items={world.other.item_id: {"title": "Fostering report"}}
    )
    at = "/committees/safeguarding/2022-04-21"
    told = telling(answers({f"{at}/", f"{at}/versions/2/", f"{at}/items/4/", f"{at}/items/4.json"}), name.lower())
    assert len(told) > 2
    hidden = after_commit(lambda: takedowns.hide(ruling, **GROUND, by=clerk))
    assert telling(answers(told), name.lower()) == set()
    after_commit(lambda: takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer))
    assert telling(answers(told), name.lower()) == told


# Packs that cannot be made again


@on_both
def test_r60_a_pack_that_cannot_be_made_again_is_shown_tried_again_and_never_the_old_one(
    world, clerk, after_commit, monkeypatch
):
    desk, address = client_of(clerk), "/committees/safeguarding/2022-04-21/pack.pdf"

    def broken(*args):
        raise RuntimeError("the worker died")

    with monkeypatch.context() as patched:
        patched.setattr(collated, "again", broken)
        hidden = after_commit(lambda: takedowns.hide(world.upload, **GROUND, by=clerk, with_item=True))
        page = reverse("desk:takedown", args=[hidden.pk])
        said = desk.get(page).content.decode()
        assert "Packs could not be rebuilt" in said
        assert "The pack, public edition" in said
        after_commit(lambda: desk.post(f"{page}make-again/"))
        assert "Packs could not be rebuilt" in desk.get(page).content.decode()
    ((status, said),) = answers({address}).values()
    assert (status, POISON in said.lower()) == (410, False)
    after_commit(lambda: desk.post(f"{page}make-again/"))
    said = desk.get(page).content.decode()
    assert "could not be made again" not in said
    assert "Rebuild them" not in said
    ((status, said),) = answers({address}).values()
    assert (status, f"report on {POISON}" in said.lower()) == (200, False)
    with pytest.raises(Refused, match="there again"):
        takedowns.make_again(hidden, at=NOW, by=clerk)


@on_both
def test_r60_minutes_taken_down_and_written_anew_are_read_again(published_minutes, clerk, proper_officer, after_commit):
    minutes = published_minutes.minutes
    at = "/committees/safeguarding/2022-01-10/minutes"
    after_commit(lambda: takedowns.hide(minutes, **GROUND, by=clerk))
    confirm_all(proper_officer, after_commit)
    number = minutes.entries.filter(number__isnull=False).order_by("number").first().number
    paths = {f"{at}/", f"{at}/{number}/", f"{at}/{number}.json", f"{at}.pdf", f"{at}.docx", f"{at}.json"}
    assert {status for status, _ in answers(paths).values()} == {410}
    for one in minutes.entries.filter(omitted=False):
        write(one, "<p>Members met, unnamed.</p>", clerk)
    for one in minutes.entries.exclude(access="open"):
        minute_text.summarise(one, text="<p>A placement was approved.</p>", by=clerk, at=minuted.ENDED)
    publishing.publish_draft(type(minutes).objects.get(pk=minutes.pk), at=DECIDED, by=clerk, change_note="Anew.")
    found = answers(paths)
    assert {path: status for path, (status, _) in found.items()} == dict.fromkeys(paths, 200)
    assert "Members met, unnamed" in found[f"{at}/{number}/"][1]
    assert telling(found) == set()
    assert type(minutes).objects.public().filter(pk=minutes.pk).exists()


@on_both
def test_r60_an_outcome_leaves_the_programme_that_waits_printed_for_an_agenda(
    considered, clerk, proper_officer, after_commit
):
    considered.change_limbs(f"figures on {POISON} be sent to members")
    considered.publish()
    when = {"at": LATER, "on": LATER.date()}
    outcomes.accept(considered.item, text=f"Resolved that figures on {POISON} be sent.", **when, by=clerk)
    april = schedule(considered.minutes.meeting.committee, APRIL, clerk)
    paper = printing.print_for(april, at=taken_down.AT, by=clerk)
    was = paper.file.stored
    version = ProgrammeVersion.objects.get(meeting=april)
    before = version.document
    minute = minuted.entry(considered.minutes, "Young Carers")
    hidden = after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    assert PaperFile.objects.get(pk=paper.file_id).stored_id != was.pk
    assert POISON not in str(ProgrammeVersion.objects.get(pk=version.pk).document)
    after_commit(lambda: takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer))
    assert PaperFile.objects.get(pk=paper.file_id).stored_id == was.pk
    assert ProgrammeVersion.objects.get(pk=version.pk).document == before
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    confirm_all(proper_officer, after_commit)
    assert not files.holds(was)


DAY = dt.timedelta(days=1)


@pytest.fixture
def officers(db):
    """Return the email addresses of the proper officer, a deputy in that role, and the monitoring officer."""
    return {
        "proper": user(None, "po@borsetshire.example", Role.PROPER_OFFICER, name="Paul").email,
        "deputy": user(None, "dep@borsetshire.example", Role.PROPER_OFFICER, name="Dora").email,
        "monitoring": user(None, "mo@borsetshire.example", Role.MONITORING_OFFICER, name="Mona").email,
    }


def told() -> set[str]:
    """Return who was mailed since, but for the proper officer of the world."""
    addresses = {address for message in mail.outbox for address in message.to} - {"petra@borsetshire.example"}
    mail.outbox.clear()
    return addresses


def test_r60_the_proper_officer_is_mailed_at_once_and_daily_with_the_monitoring_officer_once_the_day_is_over(
    published, clerk, officers, proper_officer
):
    mail.outbox.clear()
    hidden = takedowns.hide(published.open_paper, **GROUND, by=clerk)
    body = mail.outbox[0].body
    assert GROUND["why"] not in body and "/desk/takedowns/" in body
    assert told() == {officers["proper"], officers["deputy"]}
    due = dt.datetime.combine(hidden.decide_by, dt.time(6), NOW.tzinfo)
    assert list(undecided.remind_of_undecided(at=due)) == [] and told() == set()
    for day in (due + DAY, due + 2 * DAY):
        (line,) = undecided.remind_of_undecided(at=day)
        assert "overdue" in line.text
        assert told() == set(officers.values())
        assert list(undecided.remind_of_undecided(at=day)) == [] and told() == set()
    assert Takedown.objects.get().state == "hidden", "nothing is republished by silence"
    takedowns.confirm(hidden, **CONFIRMED, by=proper_officer)
    assert list(undecided.remind_of_undecided(at=due + 3 * DAY)) == [] and told() == set()


def test_r60_a_mail_that_was_not_taken_is_sent_by_the_daily_task(published, clerk, officers, monkeypatch):
    def refuse(*about, **more):
        raise OSError("no mail")

    with monkeypatch.context() as broken:
        broken.setattr(undecided.notices, "mail", refuse)
        takedowns.hide(published.open_paper, **GROUND, by=clerk)
    told()
    list(undecided.remind_of_undecided(at=NOW + DAY / 2))
    assert told() == {officers["proper"], officers["deputy"]}


def test_r60_nobody_to_tell_is_said_by_the_daily_task(published, clerk, council):
    RoleGrant.objects.filter(role=Role.PROPER_OFFICER).delete()
    council.email = ""
    council.save()
    takedowns.hide(published.open_paper, **GROUND, by=clerk)
    assert any("No one was told" in line.text for line in undecided.remind_of_undecided(at=NOW + 9 * DAY))


@pytest.mark.parametrize(
    ("ground", "why"),
    [("other", "The Leader does not like it."), ("forbidden", "The Leader does not like it.")],
)
def test_r60_nobody_takes_down_what_no_law_is_named_for(published, clerk, ground, why):
    with pytest.raises(Refused):
        takedowns.hide(published.open_paper, ground=ground, why=why, at=NOW, by=clerk)
    assert not Takedown.objects.exists()
    order = "A court order of the Family Court, 1 April 2022."
    assert takedowns.hide(published.open_paper, ground="forbidden", why=order, at=NOW, by=clerk).is_waiting

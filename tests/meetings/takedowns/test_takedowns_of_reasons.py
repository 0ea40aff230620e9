"""Takedowns of minutes, of what was said beside papers, of words written anew; and who hears of them (R60)."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Role, RoleGrant
from meetings.agendas import amendments
from meetings.calendar import verbs as calendar
from meetings.minutes.confirmation import confirming, signing
from meetings.minutes.document import minute_text
from meetings.minutes.document.minute_text import Conflict
from meetings.minutes.publication import publishing
from meetings.models import (
    Action,
    AgendaVersion,
    Answer,
    Limb,
    Meeting,
    MeetingMove,
    MinutesVersion,
    Paper,
    PaperFile,
    Takedown,
    TakedownWords,
    UrgencyRuling,
)
from meetings.packs import collated
from meetings.takedowns import moving, undecided
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of
from tests.conftest import user
from tests.meetings import minuted, taken_down
from tests.meetings.minuted import AFTER, APRIL, entry, schedule, write
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import issue, poisoned
from tests.meetings.taken_down import CONFIRMED, DECIDED, GROUND, NOW, POISON, answers, confirm_all, roads, telling
from tests.staging import staged
from tests.workprogramme.considered import LATER, Considered
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


def printed_for_april(considered, clerk) -> Paper:
    """Accept a programme item's outcome from its minute, and print the programme for April's agenda."""
    considered.change_limbs(f"figures on {POISON} be sent to members")
    considered.publish()
    when = {"at": LATER, "on": LATER.date()}
    outcomes.accept(considered.item, text=f"Resolved that figures on {POISON} be sent.", **when, by=clerk)
    april = schedule(considered.minutes.meeting.committee, APRIL, clerk)
    return printing.print_for(april, at=taken_down.AT, by=clerk)


@on_both
def test_r60_an_outcome_leaves_the_programme_that_waits_printed_for_an_agenda(
    considered, clerk, proper_officer, after_commit
):
    paper = printed_for_april(considered, clerk)
    april = paper.item.meeting
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
    ("ground", "why"), [("other", "The Leader does not like it."), ("forbidden", "The Leader does not like it.")]
)
def test_r60_nobody_takes_down_what_no_law_is_named_for(published, clerk, ground, why):
    with pytest.raises(Refused):
        takedowns.hide(published.open_paper, ground=ground, why=why, at=NOW, by=clerk)
    assert not Takedown.objects.exists()
    order = "A court order of the Family Court, 1 April 2022."
    assert takedowns.hide(published.open_paper, ground="forbidden", why=order, at=NOW, by=clerk).is_waiting


# What a crawl of every address finds there is the same on both databases; what the triggers let through is not.
triggers_on_both = pytest.mark.both_databases("triggers: a takedown alone changes what was published")


@staged
def minutes_and_april(minuted, clerk, proper_officer, chairman, vice_chairman, member) -> MinutesVersion:
    """Publish the minutes of 10 January with the word in one of them, and the agenda that confirms them."""
    april = schedule(minuted.meeting.committee, APRIL, clerk)
    write(entry(minuted, "Young Carers"), f"<p>Members heard of {POISON}.</p>", clerk)
    version = publishing.publish_draft(minuted, at=AFTER, by=clerk)
    issue(april, clerk)
    return version


def test_r60_no_public_address_tells_a_minute_that_was_taken_down(
    minutes_and_april, clerk, proper_officer, after_commit
):
    minutes = minutes_and_april.minutes
    april = minutes.meeting.committee.meetings.get(date=minuted.APRIL)
    paths = set(roads(minutes.meeting, april))
    before = answers(paths)
    told = telling(before)
    for part in ("minutes/", "minutes.pdf", "minutes.docx", "minutes.json", "/minutes/38.json", "2022-04-21/pack.pdf",
                 "2022-04-21/papers/"):  # fmt: skip
        assert any(part in path for path in told) or part.endswith(("docx", "38.json")), part
    minute = minuted.entry(minutes, "Young Carers")
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    assert telling(answers(told)) == set()
    rows = list(Takedown.objects.all())
    assert {row.subject for row in rows} == {"minute", "paper"}, "April's agenda has them too"
    for row in rows:
        after_commit(lambda row=row: takedowns.confirm(row, **CONFIRMED, by=proper_officer))
    after = answers(paths)
    assert telling(after) == set()
    gone = [f"/committees/safeguarding/2022-01-10/minutes/{minute.number}{end}" for end in ("/", ".json")]
    assert {after[path][0] for path in gone} == {410}


def test_r60_what_was_answered_to_a_minute_is_down_while_the_minute_is(minutes_and_april, clerk, after_commit):
    minutes = minutes_and_april.minutes
    minute = entry(minutes, "Young Carers")
    limb = Limb.objects.get(resolution__minute=minute, kind="information")
    action, _ = Action.objects.get_or_create(
        limb=limb, defaults={"meeting": minutes.meeting, "text": limb.text, "opened_at": AFTER, "opened_by": clerk}
    )
    answer = Answer.objects.create(
        action=action, text=f"{POISON} is well.", stored=files.keep(poisoned(POISON, 1)), pages=1,
        document_title=f"On {POISON}", answered_at=AFTER, answered_by=clerk,
    )  # fmt: skip
    at = "/committees/safeguarding/2022-01-10"
    lists, file = {f"{at}/minutes/", f"{at}/minutes.json"}, f"{at}/answers/{answer.pk}/x.pdf"
    assert telling(answers({*lists, file})) == {*lists, file}
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    found = answers({*lists, file})
    assert telling(found) == set()
    assert (found[file][0], {found[path][0] for path in lists}) == (410, {200})


@triggers_on_both
def test_r60_words_written_in_a_hidden_minute_are_kept_by_undoing(minutes_and_april, clerk, proper_officer):
    minute = entry(minutes_and_april.minutes, "Young Carers")
    open_in_a_window = minute.revision
    hidden = takedowns.hide(minute, **GROUND, by=clerk)
    with pytest.raises(Conflict):  # a page that was open before it was hidden
        minute_text.write_text(minute, text=f"<p>More of {POISON}.</p>", revision=open_in_a_window, at=NOW, by=clerk)
    write(type(minute).objects.get(pk=minute.pk), "<p>Members heard of a child, unnamed.</p>", clerk)
    takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer)
    minute.refresh_from_db()
    assert (minute.text, minute.heading) == ("<p>Members heard of a child, unnamed.</p>", "Young Carers")
    assert POISON in str(minutes_and_april.minutes.versions.get().document), "what was published is put back"


@triggers_on_both
def test_r60_a_minute_written_anew_is_read_at_its_own_address(
    minutes_and_april, clerk, proper_officer, after_commit, client
):
    minutes = minutes_and_april.minutes
    minute = entry(minutes, "Young Carers")
    minutes.declarations.update(item=minute.item, nature=f"Knows {POISON}")
    after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    confirm_all(proper_officer, after_commit)
    at = f"/committees/safeguarding/2022-01-10/minutes/{minute.number}"
    assert {client.get(f"{at}{end}").status_code for end in ("/", ".json")} == {410}
    write(type(minute).objects.get(pk=minute.pk), "<p>Members heard of a child, unnamed.</p>", clerk)
    publishing.publish_draft(minutes, at=DECIDED, by=clerk, change_note="A name was removed.")
    found = answers({f"{at}/", f"{at}.json", at.removesuffix(str(minute.number))})
    assert {status for status, _ in found.values()} == {200}
    assert all("a child, unnamed" in said for _, said in found.values())
    assert telling(found) == set()


@triggers_on_both
def test_r60_minutes_confirmed_and_taken_down_before_the_signature_are_signed_with_the_note(
    minutes_and_april, clerk, proper_officer, after_commit
):
    minutes = minutes_and_april.minutes
    april = minutes.meeting.committee.meetings.get(date=APRIL)
    then = taken_down.moment(2022, 4, 21, 10)
    theirs = minuted.in_the_room(april, clerk, then)
    confirming.confirm(minutes, confirming=entry(theirs, "Minutes"), at=then, by=clerk)
    signed = {"scan": pdf_of(1, "Signed"), "signed_on": APRIL, "at": then, "by": clerk}
    minute = entry(minutes, "Young Carers")
    after_commit(lambda: takedowns.hide(minute, **GROUND | {"at": then}, by=clerk))
    with pytest.raises(Refused, match="proper officer confirms"):
        signing.sign_on_paper(minutes, **signed)
    for row in Takedown.objects.waiting():
        after_commit(lambda row=row: takedowns.confirm(row, **CONFIRMED | {"at": then}, by=proper_officer))
    write(minute, "<p>Words that no meeting confirmed.</p>", clerk)
    with pytest.raises(Refused, match="not what the meeting confirmed"):
        signing.sign_on_paper(minutes, **signed)
    note = Takedown.objects.latest("pk").note
    write(minute, f"<p>{note}</p>", clerk)
    signing.sign_on_paper(minutes, **signed)
    document = minutes.versions.get(kind="confirmed").document
    assert note in [one["heading"] for one in document["entries"]]
    assert POISON not in str(document)


@staged
def outcome_told(considered, clerk) -> Considered:
    """Accept a programme item's outcome from its minute, and print it into April's published agenda."""
    april = printed_for_april(considered, clerk).item.meeting
    issue(april, clerk)
    return considered


@triggers_on_both
def test_r60_an_outcome_in_the_programme_goes_with_its_minute(outcome_told, clerk, proper_officer, after_commit):
    meeting = outcome_told.minutes.meeting
    april = f"/committees/safeguarding/{APRIL.isoformat()}/"
    page = f"/work-programme/safeguarding/2021-22/items/{outcome_told.item.pk}/"
    files_of = Paper.objects.filter(item__meeting__date=APRIL, file__isnull=False).values_list("file", flat=True)
    paths = {page, page.partition("items/")[0], "/work-programme/safeguarding/2021-22.csv", april, f"{april}pack.pdf",
             f"/committees/{meeting.committee.slug}/{meeting.slug}/minutes/"}  # fmt: skip
    paths |= {f"{april}papers/{pk}/{end}" for pk in files_of for end in ("x.pdf", "text/")}
    seen = telling(answers(paths))
    for part in (page, "/2021-22/", ".csv", "2022-04-21/papers/"):
        assert any(part in path for path in seen), part
    minute = minuted.entry(outcome_told.minutes, "Young Carers")
    hidden = after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    assert telling(answers(paths)) == set()
    assert any("Resolved that" in text for text in moving.kept_texts(hidden)), "the desk sees that it goes too"
    confirm_all(proper_officer, after_commit)
    assert telling(answers(paths)) == set()
    assert POISON not in outcome_told.again().item.outcome


@triggers_on_both
def test_r60_the_story_tells_no_answer_while_the_minutes_that_asked_for_it_are_down(
    outcome_told, clerk, proper_officer, after_commit
):
    minute = entry(outcome_told.minutes, "Young Carers")
    about = {"meeting": outcome_told.minutes.meeting, "text": "Send figures", "opened_at": AFTER, "opened_by": clerk}
    action = Action.objects.create(asked_in="Work programme 2021/22: Young Carers", item=minute.item, **about)
    outcome_told.item.actions.add(action)
    answer = Answer.objects.create(
        action=action, text=f"{POISON} is well.", stored=files.keep(poisoned(POISON, 1)), pages=1,
        document_title=f"On {POISON}", answered_at=AFTER, answered_by=clerk,
    )  # fmt: skip
    page = f"/work-programme/safeguarding/2021-22/items/{outcome_told.item.pk}/"
    file = f"/committees/safeguarding/2022-01-10/answers/{answer.pk}/x.pdf"
    assert telling(answers({page, file})) == {page, file}
    after_commit(lambda: takedowns.hide(outcome_told.minutes, **GROUND, by=clerk))
    found = answers({page, file})
    assert telling(found) == set()
    assert (found[page][0], found[file][0]) == (200, 410)
    for row in Takedown.objects.waiting():
        after_commit(lambda row=row: takedowns.undo(row, reason="It is lawful.", at=DECIDED, by=proper_officer))
    assert telling(answers({page, file})) == {page, file}

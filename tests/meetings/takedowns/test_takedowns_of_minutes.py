"""Takedowns of minutes, and of what the work programme tells of them (R60)."""

import pytest

from committee.acts.refusal import Refused
from committee.files import files
from meetings.agendas import publishing as publication
from meetings.minutes.confirmation import confirming, signing
from meetings.minutes.document import minute_text as text
from meetings.minutes.document.minute_text import Conflict
from meetings.minutes.publication import publishing
from meetings.models import (
    Action,
    Answer,
    Limb,
    MinutesVersion,
    Paper,
    Takedown,
)
from meetings.takedowns import moving
from meetings.takedowns import verbs as takedowns
from tests.meetings import minuted, taken_down
from tests.meetings.minuted import AFTER, APRIL, entry, schedule, write
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import built
from tests.meetings.taken_down import (
    CONFIRMED,
    DECIDED,
    GROUND,
    NOW,
    POISON,
    answers,
    confirm_all,
    roads,
    telling,
)
from tests.meetings.world import poisoned
from tests.staging import staged
from tests.workprogramme.considered import LATER, Considered
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import printing

# What a crawl of every address finds there is the same on both databases; what the triggers let through is not.
on_both = pytest.mark.both_databases("triggers: a takedown alone changes what was published")


@staged
def published_minutes(minuted, clerk, proper_officer, chairman, vice_chairman, member) -> MinutesVersion:
    """Publish the minutes of 10 January with the word in one of them, and the agenda that confirms them."""
    april = schedule(minuted.meeting.committee, APRIL, clerk)
    write(entry(minuted, "Young Carers"), f"<p>Members heard of {POISON}.</p>", clerk)
    version = publishing.publish_draft(minuted, at=AFTER, by=clerk)
    built(april)
    publication.publish_agenda(april, at=taken_down.AT, by=clerk)
    return version


def test_r60_no_public_address_tells_a_minute_that_was_taken_down(
    published_minutes, clerk, proper_officer, after_commit
):
    minutes = published_minutes.minutes
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


def test_r60_what_was_answered_to_a_minute_is_down_while_the_minute_is(published_minutes, clerk, after_commit):
    minutes = published_minutes.minutes
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


@on_both
def test_r60_words_written_in_a_hidden_minute_are_kept_by_undoing(published_minutes, clerk, proper_officer):
    minute = entry(published_minutes.minutes, "Young Carers")
    open_in_a_window = minute.revision
    hidden = takedowns.hide(minute, **GROUND, by=clerk)
    with pytest.raises(Conflict):  # a page that was open before it was hidden
        text.write_text(minute, text=f"<p>More of {POISON}.</p>", revision=open_in_a_window, at=NOW, by=clerk)
    write(type(minute).objects.get(pk=minute.pk), "<p>Members heard of a child, unnamed.</p>", clerk)
    takedowns.undo(hidden, reason="It is lawful.", at=DECIDED, by=proper_officer)
    minute.refresh_from_db()
    assert (minute.text, minute.heading) == ("<p>Members heard of a child, unnamed.</p>", "Young Carers")
    assert POISON in str(published_minutes.minutes.versions.get().document), "what was published is put back"


@on_both
def test_r60_a_minute_written_anew_is_read_at_its_own_address(
    published_minutes, clerk, proper_officer, after_commit, client
):
    minutes = published_minutes.minutes
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


@on_both
def test_r60_minutes_confirmed_and_taken_down_before_the_signature_are_signed_with_the_note(
    published_minutes, clerk, proper_officer, after_commit
):
    minutes = published_minutes.minutes
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
def told(considered, clerk) -> Considered:
    """Accept a programme item's outcome from its minute, and print it into April's published agenda."""
    considered.change_limbs(f"figures on {POISON} be sent to members")
    considered.publish()
    when = {"at": LATER, "on": LATER.date()}
    outcomes.accept(considered.item, text=f"Resolved that figures on {POISON} be sent.", **when, by=clerk)
    april = schedule(considered.minutes.meeting.committee, APRIL, clerk)
    printing.print_for(april, at=taken_down.AT, by=clerk)
    built(april)
    publication.publish_agenda(april, at=taken_down.AT, by=clerk)
    return considered


@on_both
def test_r60_an_outcome_in_the_programme_goes_with_its_minute(told, clerk, proper_officer, after_commit):
    meeting = told.minutes.meeting
    april = f"/committees/safeguarding/{APRIL.isoformat()}/"
    page = f"/work-programme/safeguarding/2021-22/items/{told.item.pk}/"
    files_of = Paper.objects.filter(item__meeting__date=APRIL, file__isnull=False).values_list("file", flat=True)
    paths = {page, page.partition("items/")[0], "/work-programme/safeguarding/2021-22.csv", april, f"{april}pack.pdf",
             f"/committees/{meeting.committee.slug}/{meeting.slug}/minutes/"}  # fmt: skip
    paths |= {f"{april}papers/{pk}/{end}" for pk in files_of for end in ("x.pdf", "text/")}
    seen = telling(answers(paths))
    for part in (page, "/2021-22/", ".csv", "2022-04-21/papers/"):
        assert any(part in path for path in seen), part
    minute = minuted.entry(told.minutes, "Young Carers")
    hidden = after_commit(lambda: takedowns.hide(minute, **GROUND, by=clerk))
    assert telling(answers(paths)) == set()
    assert any("Resolved that" in text for text in moving.kept_texts(hidden)), "the desk sees that it goes too"
    confirm_all(proper_officer, after_commit)
    assert telling(answers(paths)) == set()
    assert POISON not in told.again().item.outcome


@on_both
def test_r60_the_story_tells_no_answer_while_the_minutes_that_asked_for_it_are_down(
    told, clerk, proper_officer, after_commit
):
    minute = entry(told.minutes, "Young Carers")
    about = {"meeting": told.minutes.meeting, "text": "Send figures", "opened_at": AFTER, "opened_by": clerk}
    action = Action.objects.create(asked_in="Work programme 2021/22: Young Carers", item=minute.item, **about)
    told.item.actions.add(action)
    answer = Answer.objects.create(
        action=action, text=f"{POISON} is well.", stored=files.keep(poisoned(POISON, 1)), pages=1,
        document_title=f"On {POISON}", answered_at=AFTER, answered_by=clerk,
    )  # fmt: skip
    page = f"/work-programme/safeguarding/2021-22/items/{told.item.pk}/"
    file = f"/committees/safeguarding/2022-01-10/answers/{answer.pk}/x.pdf"
    assert telling(answers({page, file})) == {page, file}
    after_commit(lambda: takedowns.hide(told.minutes, **GROUND, by=clerk))
    found = answers({page, file})
    assert telling(found) == set()
    assert (found[page][0], found[file][0]) == (200, 410)
    for row in Takedown.objects.waiting():
        after_commit(lambda row=row: takedowns.undo(row, reason="It is lawful.", at=DECIDED, by=proper_officer))
    assert telling(answers({page, file})) == {page, file}

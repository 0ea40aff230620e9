"""What is withheld, before or after the meeting, is told nowhere: no heading, no word of an exempt paper (R16, R53)."""

import datetime as dt
import io
import json

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from meetings.actions import verbs as actions
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_states, minute_text
from meetings.minutes.document.document import for_public, take
from meetings.minutes.findings import findings
from meetings.minutes.publication import circulating, published, publishing
from meetings.minutes.publication.circulating import document_for
from meetings.minutes.registers import registers
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Action, Declaration, Limb, LimbKind, Minute, Minutes, Paper
from meetings.papers import verbs as papers
from tests.answers import refused
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, BEGAN, EXEMPT_WORDS, IN_APRIL, POISON, entry
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment
from tests.staging import staged

CONFIDENTIAL = {"access": "confidential", "reason": "A court order."}

SECRET = "saffronvault"


def blocks(minutes: Minutes) -> set[str]:
    """Return the rules that stop the publication of the draft."""
    return {check.rule for check in findings.found(minutes, on=AFTER.date()) if check.severity == "block"}


def withhold(minutes: Minutes, heading: str, clerk, **fields) -> Minute:
    """Make the minute confidential, which needs no exclusion (R18)."""
    minute = minute_states.set_access(entry(minutes, heading), **CONFIDENTIAL, by=clerk, **fields)
    return minute_text.summarise(minute, text="<p>Carers were spoken of.</p>", by=clerk, at=AFTER)


def test_a_note_of_decisions_gives_way_to_minutes_that_withhold_what_it_told(minutes, clerk, client):
    publishing.publish_decisions(minutes, at=AFTER, by=clerk)
    at = "/committees/safeguarding/2022-01-10/"
    told = b"figures on young carers"
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    assert told in client.get(f"{at}decisions/").content, "beside minutes that withhold no more"
    withhold(minutes, "Young Carers", clerk)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    for path in ("decisions/", "decisions.json", "decisions.pdf"):
        assert client.get(at + path).status_code == 404
    for path in ("", "minutes/", "minutes.json"):
        assert told not in client.get(at + path).content
    assert published.decisions(minutes.meeting) is None


def test_a_draft_that_was_sent_shows_no_more_of_what_is_withheld_since(minutes, clerk, member, other_member):
    people = [member.person, other_member.person]
    sent = circulating.circulate(minutes, to=people, comments_by=dt.date(2022, 1, 19), at=AFTER, by=clerk)
    told = "figures on young carers"
    assert told in json.dumps(document_for(other_member, sent, AFTER.date()))
    withhold(minutes, "Young Carers", clerk, public_heading="Some carers")
    seen = json.dumps(document_for(other_member, sent, AFTER.date()))
    assert told not in seen and "Young Carers" not in seen
    assert "Some carers" in seen and "Carers were spoken of" in seen
    assert told in json.dumps(document_for(member, sent, AFTER.date()))


def test_neither_a_reminder_nor_what_cron_prints_tells_of_a_minute_that_is_withheld_now(minutes, clerk, officer):
    limb = Limb.objects.get(kind="information")
    action = actions.open_action(limb, at=AFTER, by=clerk)
    actions.assign(action, owner=officer.person, due_on=dt.date(2022, 2, 1), at=AFTER, by=clerk)
    Minute.objects.filter(pk=limb.resolution.minute_id).update(access="confidential")
    assert not Action.objects.get(pk=action.pk).withheld
    actions.remind(action, at=AFTER, by=clerk)
    (message,) = mail.outbox
    out = io.StringIO()
    call_command("daily", on=dt.date(2022, 2, 3), stdout=out)
    assert f"action {action.pk}" in out.getvalue()
    assert "figures on young carers" not in f"{message.subject} {message.body} {out.getvalue()}"


def test_minutes_that_tell_a_hidden_title_are_not_printed_for_the_public_from_the_shell(minutes, clerk, tmp_path):
    output = tmp_path / "minutes.pdf"
    given = ("safeguarding", minutes.meeting.slug, "--output", str(output))
    call_command("print_minutes", *given, stdout=io.StringIO())
    output.unlink()
    writing_of = entry(minutes, "Work Programme")
    minuted.write(writing_of, f"<p>After the Placement of {POISON} it was late.</p>", clerk)
    with pytest.raises(CommandError, match="hidden from the public"):
        call_command("print_minutes", *given)
    assert not output.exists()
    call_command("print_minutes", *given, "--edition", "members", stdout=io.StringIO())
    assert output.exists()


def test_an_open_minute_is_offered_no_recommendation_of_a_withheld_paper(minutes, desk):
    secret = entry(minutes, "Placement")
    paper = secret.item.papers.get()
    paper.recommendations = f"That {SECRET} be bought"
    paper.save()
    address = f"/desk/meetings/safeguarding/2022-01-10/minutes/text/{secret.pk}/"
    assert SECRET.encode() in desk.get(address).content
    Minute.objects.filter(pk=secret.pk).update(access="open", paragraphs="")
    assert SECRET.encode() not in desk.get(address).content


def test_r16_an_interest_that_repeats_a_hidden_heading_stops_publication(minutes, clerk, member):
    told = {"nature": "A friend", "dispensed_by": "the Standards Committee", "dispensed_on": dt.date(2022, 1, 3)}
    row = Declaration.objects.create(
        minutes=minutes, attendee=minuted.person_of(minutes, member.person), item=entry(minutes, "Placement").item,
        kind="dpi", made_at=BEGAN, dispensation=f"For the Placement of {POISON}", **told,
    )  # fmt: skip
    assert blocks(minutes) == {"R16"}
    row.made_at = moment(2022, 1, 10, 11, 10)
    row.save()
    assert blocks(minutes) == set(), "said while the public were out, it is not told"
    assert POISON not in json.dumps(for_public(take(minutes, at=AFTER)))


def test_r16_the_note_of_the_meeting_tells_no_heading_that_is_hidden_after_it(minutes, clerk):
    calendar.set_details(minutes.meeting, note="A visit to Young Carers comes first.", by=clerk)
    minutes = Minutes.objects.get(pk=minutes.pk)
    assert blocks(minutes) == set()
    withhold(minutes, "Young Carers", clerk, public_heading="Some carers")
    assert blocks(minutes) == {"R16"}


def test_r16_neither_a_note_nor_a_correction_may_tell_a_hidden_heading_or_title(published, clerk):
    minuted.write(entry(published, "Work Programme"), "<p>Members heard of the plan.</p>", clerk)
    with refused("R16", "hidden from the public"):
        publishing.publish_draft(published, at=AFTER, by=clerk, change_note=f"It has the Report on {POISON}.")
    here = minuted.confirming(published, clerk)

    def correct(heading, old, new):
        about = {"agreed_in": here.minutes.meeting, "at": IN_APRIL, "by": clerk}
        return confirming.correct(entry(published, heading), old_words=old, new_words=new, **about)

    with refused("R16", "a title of a paper that is hidden from the public"):
        correct("Young Carers", "Members heard", f"The Report on {POISON} told")
    correct("Young Carers", "Members heard of the", "Members heard of the Placement of")
    with refused("R16", "a heading that is hidden from the public"):
        correct("Young Carers", "work with", f"{POISON} with")
    with refused("R16", "hidden from the public"):
        correct("Placement", "A placement was", f"The Placement of {POISON} was")
    correct("Placement", "at length", f"at length, and of the Placement of {POISON}")


def test_an_interest_in_an_item_of_part_two_that_waits_for_its_paragraphs_has_no_nature(minutes, clerk, member):
    item = agenda.add_item(minutes.meeting, title=f"Sale of {POISON}", public_title="A sale", part=2, by=clerk)
    opening.catch_up(minutes, by=clerk)
    attendee = minuted.person_of(minutes, member.person)
    Declaration.objects.create(
        minutes=minutes, attendee=attendee, item=item, kind="personal", nature=f"Owns {SECRET}.", made_at=BEGAN
    )
    assert SECRET not in json.dumps(for_public(take(minutes, at=AFTER)))
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    rows = registers.declarations(minutes.meeting.committee, dt.date(2022, 1, 1), dt.date(2022, 2, 1))
    assert registers.HIDDEN in [row.nature for row in rows] and SECRET not in str(rows)


def test_r17_an_exempt_minute_with_words_that_was_never_reached_stops_publication(minutes, clerk):
    declared = entry(minutes, "Declarations")
    assert declared.text and declared.opened_at is None
    declared = minute_states.set_access(declared, access="exempt", paragraphs=(3,), by=clerk)
    minute_text.summarise(declared, text="<p>There were some.</p>", by=clerk, at=AFTER)
    assert blocks(minutes) == {"R17"}
    secret = entry(minutes, "Placement")
    Minute.objects.filter(pk=secret.pk).update(opened_at=None, closed_at=None)
    secret.resolutions.update(result="pending", decided_at=None)
    with refused("R17", "so it was reached"):
        minute_states.set_item_times(entry(minutes, "Placement"), opened_at=None, closed_at=None, by=clerk)


# What was certified, and what the public read: each change makes the certificate lapse.
CHANGES = {
    "text": lambda made, clerk: minuted.write(entry(made, "Young Carers"), "<p>Nothing.</p>", clerk),
    "summary": lambda made, clerk: minute_text.summarise(entry(made, "Placement"), text="", by=clerk, at=AFTER),
    "not taken": lambda made, clerk: minute_states.say_taken(entry(made, "Work"), taken=False, by=clerk),
    "decision": lambda made, clerk: voting.demand(
        entry(made, "Work Programme").resolutions.get(), made.attendees.get(role_label="Chairman"), "for", by=clerk
    ),
    "withheld": lambda made, clerk: minute_states.set_access(entry(made, "Young Carers"), **CONFIDENTIAL, by=clerk),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_r20_the_certificate_lapses_when_what_it_was_given_of_changes(minutes, clerk, change):
    """It was given of the words as they were: a minute emptied afterwards leaves no fair record."""
    publishing.certify_record(minutes, at=AFTER, by=clerk)
    CHANGES[change](minutes, clerk)
    minutes.refresh_from_db()
    assert minutes.fair_record_at is None


TEST_OF_THE_ACT = (
    "In all the circumstances of the case the public interest in maintaining the exemption outweighs the public "
    "interest in disclosing the information"
)


@staged
def exempt(minutes, clerk):
    """Return the minutes with an exempt paper that holds the words."""
    minuted.put_in_exempt_paper(minutes, clerk, f"{EXEMPT_WORDS}. {TEST_OF_THE_ACT}.")
    return minutes


def write(minutes, words, clerk):
    minuted.write(entry(minutes, "Young Carers"), f"<p>{words}</p>", clerk)


def resolve(minutes, words, clerk):
    motion = entry(minutes, "Young Carers").resolutions.get()
    limbs = [LimbDraft(f"it be noted that {words}", LimbKind.NOTED)]
    resolving.set_limbs(motion, limbs, reason="They were taken down wrongly.", by=clerk)


def test_r16_a_note_of_decisions_is_asked_of_what_it_tells_and_of_nothing_else(exempt, clerk):
    write(exempt, EXEMPT_WORDS, clerk)
    assert publishing.publish_decisions(exempt, at=AFTER, by=clerk).pk
    resolve(exempt, EXEMPT_WORDS, clerk)
    with refused("R16", "the withheld paper of item"):
        publishing.publish_decisions(exempt, at=AFTER, by=clerk)


def test_few_words_what_the_law_says_of_every_exemption_and_what_an_open_paper_says_are_no_leak(exempt, clerk):
    for words in (" ".join(EXEMPT_WORDS.split()[:9]), TEST_OF_THE_ACT):
        write(exempt, words, clerk)
        resolve(exempt, words, clerk)
        assert leaks(exempt) == []
    write(exempt, EXEMPT_WORDS, clerk)
    assert len(leaks(exempt)) == 1
    given = {"data": pdf_of(1, EXEMPT_WORDS), "filename": "open.pdf", "background_papers": "None"}
    papers.add_paper(entry(exempt, "Young Carers").item, title="Open version", at=BEGAN, by=clerk, **given)
    assert leaks(exempt) == []


def test_the_public_title_of_a_paper_is_no_public_word_before_its_grounds_are_given(exempt, clerk):
    write(exempt, EXEMPT_WORDS, clerk)
    paper = Paper.objects.filter(item__meeting=exempt.meeting, access="exempt")
    pk = paper.get().pk
    paper.update(public_title=EXEMPT_WORDS)
    assert leaks(exempt) == []
    Paper.objects.filter(pk=pk).update(
        access="withheld", paragraphs="", public_interest_reason="", not_own_development=False
    )
    assert len(leaks(exempt)) == 1


def leaks(minutes) -> list[str]:
    return [check.text for check in findings.found(minutes, on=AFTER.date()) if check.rule == "R16"]


def register(minutes) -> list[registers.Declared]:
    return registers.declarations(minutes.meeting.committee, dt.date(2022, 1, 1), dt.date(2022, 2, 1))


@pytest.mark.both_databases("JSON of what was published, and its latest version")
def test_r35_the_register_tells_an_interest_as_it_was_published_last(minutes, published, clerk):
    [first] = register(minutes)
    assert (first.kind, first.nature, first.item) == ("Personal interest", "A friend.", "Work Programme")
    row = Declaration.objects.get(minutes=minutes)
    carers, late = entry(minutes, "Young Carers").item, {"kind": "personal", "nature": f"Knows {POISON}"}
    interests.declare(row.attendee, carers, at=moment(2022, 1, 10, 10, 20), by=clerk, **late)
    Declaration.objects.filter(pk=row.pk).update(nature=f"Knows {POISON}")
    [told] = register(minutes)
    assert told.kind == registers.AS_PUBLISHED
    assert told.nature == f"{row.attendee.name} declared a personal interest in minute {told.minute} (A friend)."
    assert POISON not in registers.declarations_csv([told])
    Declaration.objects.update(nature="An old friend")
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    assert [one.nature for one in register(minutes)] == ["An old friend", "An old friend"]
    Declaration.objects.update(sensitive=True)
    assert {one.nature for one in register(minutes)} == {registers.SENSITIVE}, "hidden at once"
    interests.undeclare(row, at=AFTER, reason="Entered by mistake", by=clerk)
    assert len(register(minutes)) == 1


def test_r53_all_that_is_made_public_is_read_for_personal_data(minutes, clerk):
    def warned() -> list[str]:
        checks = [check for act in findings.ACTS for check in findings.found(minutes, on=AFTER.date(), for_=act)]
        return [check.text for check in checks if check.rule == "R53"]

    assert warned() == []
    attendance.add_guest(minutes, name="Gus Two", body="My son, born on 12 March 2009, goes there", by=clerk)
    assert ["may hold someone’s date of birth" in text for text in warned()] == [True, True]

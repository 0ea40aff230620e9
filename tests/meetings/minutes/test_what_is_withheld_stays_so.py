"""What is found to be exempt after the meeting is withheld from then on; what hides a heading is nowhere told (R16)."""

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
from meetings.minutes.room.resolutions import voting
from meetings.models import Action, Declaration, Limb, Minute, Minutes
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, BEGAN, IN_APRIL, POISON, entry
from tests.meetings.minutes.world import refused
from tests.meetings.world import moment

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

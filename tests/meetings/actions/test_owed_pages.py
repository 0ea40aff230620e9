"""What was asked for: its pages, what the public reads, what nobody may, and its line on the next agenda."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from committee.files import files
from committee.law.clear_days import publication_day
from meetings.actions import verbs as actions
from meetings.agendas import amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.document.document import take
from meetings.minutes.publication.versions import freeze
from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Answer,
    Declaration,
    Edition,
    ItemKind,
    Minute,
    MinutesState,
    MinutesVersionKind,
)
from meetings.outstanding_actions import shown_to_public
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from tests.answers import body, everything_in, words, words_in
from tests.committee.page_stamp import walking
from tests.meetings import asking
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import SECRET, moment
from tests.staging import staged

FEBRUARY = moment(2022, 2, 3, 9)


@staged
def action(safeguarding, clerk, officer, chairman, year) -> Action:
    return asking.asked(safeguarding, clerk, officer.person)


def more(action, count: int, **fields) -> None:
    minute = action.limb.resolution.minute
    start = Action.objects.count() + 10
    for place in range(start, start + count):
        limb = asking.limb(minute, f"thing {place} be done", place, **fields)
        actions.open_action(limb, at=asking.AT, by=action.opened_by)


def test_the_list_shows_each_kind_and_counts_the_others(desk, action, officer):
    more(action, 2)
    Action.objects.filter(pk=action.pk).update(due_on=dt.date(2022, 3, 1))
    page = words(desk.get("/desk/actions/"))
    assert "That data on young carers be sent to members" in page and "Overdue" in page and "Choose an owner" in page
    assert "2 actions have no owner" in words(desk.get("/desk/"))
    assert "thing" not in words(desk.get("/desk/actions/?show=overdue"))
    assert "thing 11" in words(desk.get("/desk/actions/?show=undated"))
    assert "No answers to close" in words(desk.get("/desk/actions/?show=answered"))
    actions.answer(action, text="412", at=FEBRUARY, by=officer)
    assert ">Close<" in words(desk.get("/desk/actions/?show=answered&committee=safeguarding"))
    assert desk.get("/desk/actions/?show=nonsense&committee=nonsense&page=x").status_code == 200


def test_the_desk_assigns_answers_closes_and_takes_up_again(desk, action, member):
    page = f"/desk/actions/{action.pk}/"
    desk.post(page + "assign/", {"owner": member.person.pk, "due_on": "2022-03-01"})
    assert "Mary Member" in words(desk.get(page))
    refused = desk.post(page + "assign/", {"owner": member.person.pk, "owner_body": "The board"})
    assert refused.status_code == 422 and "not both" in words(refused)
    assert "Enter an answer" in words(desk.post(page + "answer/", {"text": " ", "withheld": "False"}))
    desk.post(page + "answer/", {"text": "There are 412.", "withheld": "False"})
    assert "There are 412." in words(desk.get(page))
    desk.post(page + "close/", {"evidence": "Sent to members"})
    assert "Sent to members" in words(desk.get(page))
    desk.post(page + "reopen/", {"reason": "The figures were wrong"})
    assert "The figures were wrong" in words(desk.get(page))
    assert Action.objects.get().state == "answered"


def test_one_button_reminds_once_a_day_and_comes_back(desk, action, member, clerk):
    back = "/desk/actions/?show=owed"
    answer = desk.post(f"/desk/actions/{action.pk}/remind/", {"back": back})
    assert answer.headers["Location"] == back
    assert "Olive Officer has been reminded" in words(desk.get(back))
    outside = desk.post(f"/desk/actions/{action.pk}/remind/", {"back": "//evil.example/"})
    assert outside.headers["Location"] == f"/desk/actions/{action.pk}/"
    for page in (back, f"/desk/actions/{action.pk}/"):
        assert "/remind/" not in words(desk.get(page)), "once a day"
    assert "/reminder/" not in words(desk.get(back)), "they have a sign-in"
    actions.assign(action, owner=member.person, due_on=None, at=timezone.now(), by=clerk)
    for page in (back, f"/desk/actions/{action.pk}/"):
        assert "Remind" in words(desk.get(page)) and "/remind/" in words(desk.get(page)), "another owner"


def test_an_officer_answers_in_one_form_and_is_told_what_happens_next(action, by_officer):
    assert "1 action to answer." in words(by_officer.get("/officers/"))
    page = f"/officers/actions/{action.pk}/"
    sent = {"text": "There are 412.", "file": SimpleUploadedFile("data.pdf", pdf_of(2), "application/pdf")}
    assert by_officer.post(page, {"text": "There are 412."}).status_code == 422, "whether it is private was not said"
    assert not Answer.objects.exists()
    answer = by_officer.post(page, sent | {"withheld": "False"}, follow=True)
    assert answer.redirect_chain == [(page + "answered/", 302)]
    assert "Thank you" in words(answer) and "What happens next" in words(answer)
    made = Answer.objects.get()
    assert (made.pages, made.document_title, made.withheld) == (2, "Data", False)
    assert body(by_officer.get(f"/officers/answers/{made.pk}.pdf")).startswith(b"%PDF")
    assert "You have no reports to send or actions to answer" in words(by_officer.get("/officers/"))


def test_the_public_reads_an_answer_and_its_document_where_the_minute_is_open(client, action, officer):
    answer = actions.answer(
        action, text="There are 412.", data=pdf_of(1), filename="d.pdf", title="The data", at=FEBRUARY, by=officer
    )
    minute = action.limb.resolution.minute_id
    (shown,) = shown_to_public([minute], timezone.localdate())[minute]
    assert (shown.reference, shown.state, shown.owner) == ("Minute 39 b)", "Answered", "Olive Officer")
    address = shown.answers[0]["url"]
    assert address == f"/committees/safeguarding/2022-01-10/answers/{answer.pk}/the-data.pdf"
    assert body(client.get(address)).startswith(b"%PDF")


@pytest.mark.parametrize("how", ["answer", "action", "minute", "draft", "other meeting"])
def test_a_withheld_answer_answers_as_one_that_never_was(client, safeguarding, clerk, officer, chairman, year, how):
    if how == "draft":
        minutes = asking.held(safeguarding, asking.TENTH, clerk, state=MinutesState.DRAFT)
        limb = asking.limb(asking.minute(minutes, 39, "Carers"), f"data on {SECRET}", asked_of=officer.person)
        action = actions.open_action(limb, at=asking.AT, by=clerk)
    else:
        action = asking.asked(safeguarding, clerk, officer.person)
    sent = {"data": pdf_of(1), "filename": "d.pdf", "title": SECRET, "at": FEBRUARY, "by": officer}
    answer = actions.answer(action, text=f"About {SECRET}", withheld=how == "answer", **sent)
    if how == "action":
        Action.objects.update(withheld=True)
    if how == "minute":
        Minute.objects.update(access="exempt", paragraphs="1")
    meeting = "2021-09-06" if how == "other meeting" else "2022-01-10"
    if how == "other meeting":
        asking.held(safeguarding, dt.date(2021, 9, 6), clerk)
    for slug in (SECRET, "x"):
        address = f"/committees/safeguarding/{meeting}/answers/{answer.pk}/{slug}.pdf"
        assert client.get(address).status_code == 404
    if how != "other meeting":
        minute = action.limb.resolution.minute_id
        assert SECRET not in str(shown_to_public([minute], timezone.localdate()))


def declare(minutes, member, clerk, **fields) -> Declaration:
    item = AgendaItem.objects.filter(meeting=minutes.meeting).first()
    item = item or agenda.add_item(minutes.meeting, title="Young carers", by=clerk)
    who = minutes.attendees.filter(person=member.person).first() or asking.attended(minutes, member.person)
    fields = {"kind": "personal", "nature": "Governor of a school", **fields}
    return Declaration.objects.create(minutes=minutes, attendee=who, item=item, made_at=minutes.began_at, **fields)


def out(minutes, clerk) -> None:
    """Its minutes as they stand, published: what the register is drawn from."""
    freeze(minutes, MinutesVersionKind.DRAFT, take(minutes, at=FEBRUARY), at=FEBRUARY, by=clerk)


REGISTERS = [f"/committees/safeguarding/declarations/{tail}" for tail in ("", "2021-22/", "2021-22.csv")]


def test_interests_are_on_record_from_published_minutes_and_no_formula_is_in_the_csv(
    client, safeguarding, clerk, member, chairman, year
):
    minutes = asking.held(safeguarding, asking.TENTH, clerk)
    declare(minutes, member, clerk, left_room=True, nature="=HYPERLINK(1)")
    assert "Mary Member" not in words(client.get(REGISTERS[1]))
    out(minutes, clerk)
    for address in REGISTERS[1:]:
        page = words(client.get(address))
        assert "Mary Member" in page and "=HYPERLINK(1)" in page, address
    assert "'=HYPERLINK" in words(client.get(REGISTERS[2]))


@pytest.mark.parametrize("how", ["sensitive", "exempt minute", "draft"])
def test_r35_a_sensitive_nature_or_one_of_a_withheld_minute_is_never_public(
    client, safeguarding, clerk, member, chairman, year, how
):
    state = MinutesState.DRAFT if how == "draft" else MinutesState.PUBLISHED
    minutes = asking.held(safeguarding, asking.TENTH, clerk, state=state)
    secret = {"nature": f"Owns {SECRET}", "dispensation": f"for {SECRET}"}
    declared = declare(minutes, member, clerk, sensitive=how == "sensitive", **secret)
    if how == "exempt minute":
        asking.minute(minutes, 39, "Placement", item=declared.item, access="exempt", paragraphs="1")
    out(minutes, clerk)
    for address in REGISTERS:
        assert SECRET not in everything_in(client.get(address)), address
    assert ("Mary Member" in words(client.get(REGISTERS[1]))) == (how != "draft")


def test_attendance_is_a_chart_and_the_same_figures_as_a_table_and_csv(
    client, safeguarding, clerk, member, chairman, year
):
    minutes = asking.held(safeguarding, asking.TENTH, clerk)
    asking.attended(minutes, member.person)
    page = words(client.get("/committees/safeguarding/attendance/2021-22/"))
    assert "<desc" not in page and "Possible" in page, "of one meeting there is nothing to compare"
    assert "Mary Member, MBE" in page and "Charles Chair (Chairman)" in page
    table = words(client.get("/committees/safeguarding/attendance/2021-22.csv"))
    assert '"Mary Member, MBE",,1,1,0,0,,' in table and "Charles Chair,Chairman,0,1" in table
    assert "%" not in page.partition("<main")[2].partition("</main")[0]


def test_r21_the_desk_says_until_when_the_record_is_kept(desk, published):
    page = words(desk.get("/desk/meetings/safeguarding/2022-04-21/"))
    assert "Thursday 20 April 2028" in page and "Monday 20 April 2026" in page


APRIL = dt.date(2022, 4, 21)
PUBLISHED = moment(2022, 4, 11, 9)


@staged
def april(action, safeguarding, clerk, proper_officer):
    meeting = calendar.schedule(safeguarding, APRIL, by=clerk)
    if not meeting.items.filter(kind=ItemKind.MINUTES).exists():
        agenda.add_item(meeting, title="Minutes of the previous meeting", kind=ItemKind.MINUTES, by=clerk)
    return meeting


def lines(meeting) -> list[str]:
    ground = snapshots.Ground.of(meeting, publication_day(PUBLISHED))
    taken = snapshots.take(ground, issued_on=APRIL, placed={})
    return [line["text"] for item in taken["items"] for line in item.get("asked", [])]


def published(meeting, clerk) -> AgendaVersion:
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        build.build(meeting, edition, at=PUBLISHED)
    return publishing.publish_agenda(meeting, at=PUBLISHED, by=clerk)


def test_the_next_agenda_says_who_owes_what_since_when(april):
    assert lines(april) == [
        "Minute 39 b): data on young carers be sent to members – "
        "requested from Olive Officer 10 January 2022, not answered"
    ]


def test_what_is_overdue_says_so_in_words(april, action):
    Action.objects.filter(pk=action.pk).update(due_on=dt.date(2022, 3, 4))
    assert lines(april)[0].endswith(
        "requested from Olive Officer 10 January 2022, not answered, overdue since 4 March 2022"
    )
    Action.objects.filter(pk=action.pk).update(due_on=APRIL - dt.timedelta(days=1))  # after the agenda is issued
    assert lines(april)[0].endswith("not answered, due 20 April 2022")
    Action.objects.filter(pk=action.pk).update(due_on=dt.date(2022, 5, 4), owner=None)
    assert lines(april)[0].endswith("requested 10 January 2022, not answered, due 4 May 2022")


def test_an_answer_is_reported_until_the_action_is_closed(april, action, clerk, officer, safeguarding):
    actions.answer(action, text="There are 412.", at=moment(2022, 2, 3, 9), by=officer)
    assert lines(april)[0].endswith("answered 3 February 2022")
    actions.answer(action, text="Her name is Zoe.", withheld=True, at=moment(2022, 2, 9, 9), by=officer)
    assert lines(april)[0].endswith("answered 3 February 2022"), "the day of a withheld answer is not public"
    published(april, clerk)
    assert action.answers.get(withheld=False).reported_in == april
    june = calendar.schedule(safeguarding, dt.date(2022, 6, 9), by=clerk)
    agenda.add_item(june, title="Minutes again", kind=ItemKind.MINUTES, by=clerk)
    assert lines(june)[0].endswith("answered 3 February 2022")
    actions.close_action(action, evidence="Sent to members", at=moment(2022, 4, 22, 9), by=clerk)
    assert lines(june) == []


def test_what_was_answered_and_closed_between_two_agendas_is_reported_once(april, action, clerk, officer):
    actions.answer(action, text="There are 412.", at=moment(2022, 2, 3, 9), by=officer)
    actions.close_action(action, evidence="Sent to members", at=moment(2022, 2, 4, 9), by=clerk)
    assert lines(april)[0].endswith("answered 3 February 2022, closed")


def test_lines_are_frozen_at_publication(april, action, clerk, officer, client):
    published(april, clerk)
    actions.answer(action, text="There are 412.", at=moment(2022, 4, 12, 9), by=officer)
    assert lines(april)[0].endswith("10 January 2022, not answered")
    page = words(client.get("/committees/safeguarding/2022-04-21/"))
    assert "Minute 39 b): data on young carers be sent to members – requested from Olive Officer" in page
    assert "answered 12 April" not in page and "Answered on 12 April 2022: There are 412." in page
    Minute.objects.filter(resolutions__limbs__action=action).update(access="exempt", paragraphs="1")
    assert "There are 412." not in words(client.get("/committees/safeguarding/2022-04-21/"))
    Minute.objects.filter(resolutions__limbs__action=action).update(access="open", paragraphs="")
    words_of = {april.items.first().pk: {"lead_line": "Apologies received"}}
    corrected = amendments.correct(april, note="A word.", at=moment(2022, 4, 12, 10), by=clerk, items=words_of)
    kept = [line["text"] for item in corrected.snapshot["items"] for line in item.get("asked", [])]
    assert kept == lines(april)


@pytest.mark.both_databases("triggers: stamps of the pages of another meeting")
def test_a_kept_page_tells_what_was_answered_since_to_another_meeting(april, action, clerk, officer, client):
    published(april, clerk)
    asked_in = Minute.objects.filter(resolutions__limbs__action=action)
    with walking.kept_in_a_transaction():
        for path in ("/committees/safeguarding/2022-04-21/", "/committees/safeguarding/2022-04-21/versions/1/"):
            for change, told in (
                (lambda: actions.answer(action, text="There are 412.", at=moment(2022, 4, 12, 9), by=officer), True),
                (lambda: asked_in.update(access="exempt", paragraphs="1"), False),
                (lambda: asked_in.update(access="open", paragraphs=""), True),
            ):
                client.get(path)
                walking.another_transaction()
                change()
                walking.another_transaction()
                assert ("There are 412." in words(client.get(path))) is told


def test_front_sheet_and_page_say_the_same_and_public_lines_hold_no_ids(april, clerk):
    version = published(april, clerk)
    said = words_in(version.public_pack.stored.sha256, files.read(version.public_pack.stored))
    assert "requested from Olive Officer 10 January 2022, not answered" in " ".join(said.split())
    public = snapshots.for_public(version.snapshot)
    assert [list(line) for item in public["items"] for line in item.get("asked", [])] == [["text"]]


@pytest.mark.parametrize("how", ["exempt minute", "withheld action", "draft minutes", "other committee"])
def test_what_the_public_may_not_read_is_on_no_agenda(april, action, clerk, planning, how, client):
    word = "zanzibarquill"
    if how == "draft minutes":
        drafted = asking.held(april.committee, dt.date(2022, 2, 8), clerk, state=MinutesState.DRAFT)
        of = asking.limb(asking.minute(drafted, 50, "Fostering"), f"data on {word}")
        other = actions.open_action(of, at=asking.AT, by=clerk)
        assert [line for line in lines(april) if word in line] == []
        Action.objects.filter(pk=other.pk).update(owner=action.owner)
        Action.objects.filter(pk=action.pk).update(withheld=True)
    else:
        Action.objects.filter(pk=action.pk).update(text=f"data on {word}", withheld=how == "withheld action")
    if how == "exempt minute":
        Minute.objects.filter(pk=action.limb.resolution.minute_id).update(access="exempt", paragraphs="1")
    if how == "other committee":
        type(april).objects.filter(pk=action.meeting_id).update(committee=planning)
    assert lines(april) == []
    if how != "exempt minute":  # what is published is made of the same lines
        return
    version = published(april, clerk)
    assert word not in json.dumps(version.snapshot)
    assert word not in everything_in(client.get("/committees/safeguarding/2022-04-21/"))
    for edition in ("public_pack", "members_pack"):
        stored = getattr(version, edition).stored
        assert word not in words_in(stored.sha256, files.read(stored))

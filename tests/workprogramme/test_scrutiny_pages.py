"""Pages of the forward plan and scrutiny's procedures, front pages, and the year as a strip."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from committee.acts.verbs import PORTAL
from committee.models import MunicipalYear
from meetings.models import Meeting, PrivateNotice
from tests.answers import client_of, words
from tests.staging import staged
from tests.workprogramme import executive
from tests.workprogramme import world as worlds
from workprogramme.desk_tasks import waiting
from workprogramme.forward_plan import private_notices
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.models import (
    CallForAction,
    CallIn,
    ItemState,
    KeyDecision,
    ProgrammeVersion,
    ScrutinyRules,
    UrgentDecision,
)
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import verbs as programmes
from workprogramme.year_strip import TALL, Mark, draw

pytestmark = pytest.mark.django_db
PARTICULARS = {
    "title": "School transport",
    "why_key": "both",
    "in_private": "False",
    "matter": "Whether to change it.",
    "decision_maker": "Cabinet",
    "members": "Alan Leader",
    "documents": "Report of the Director",
    "address": "Shire Hall",
    "other_documents": "on",
    "how_to_ask": "Write to us.",
}


@pytest.fixture
def desk(scrutiny, safeguarding):
    return client_of(scrutiny)


@staged
def made(safeguarding, member, chairman, clerk):
    return executive.one_of_each(safeguarding, clerk)


@pytest.mark.parametrize("name", ["decision", "private"])
def test_r53_whoever_publishes_a_notice_is_warned_of_personal_data_in_it(desk, clerk, name):
    born = "The placement of a boy, born on 12 March 2009, with a family."
    if name == "decision":
        address = f"/desk/forward-plan/{executive.decision(clerk, matter=born).pk}/publish/"
    else:
        meeting = executive.cabinet_meeting(clerk)
        about = {"matter": born, "reasons": "Paragraph 1.", "at": executive.at("2022-05-10")}
        address = f"/desk/private-meetings/{private_notices.enter(meeting, **about, by=clerk).pk}/first/"
    warning = "may hold someone’s date of birth. Remove it unless it must be there."
    assert warning in words(desk.get(address))
    KeyDecision.objects.update(matter="A placement.")
    PrivateNotice.objects.update(matter="A placement.")
    assert warning not in words(desk.get(address))


def test_a_key_decision_is_entered_published_and_read_by_everybody(desk):
    day = timezone.localdate() + dt.timedelta(days=60)
    answer = desk.post("/desk/forward-plan/new/", PARTICULARS | {"earliest_on": day.isoformat()}, follow=True)
    row = KeyDecision.objects.get()
    assert row.latest_on == day
    assert "Publish its notice by" in words(answer)
    assert Client().get(f"/forward-plan/{row.pk}/").status_code == 404
    desk.post(f"/desk/forward-plan/{row.pk}/publish/", {"notice": "full"})
    public = words(Client().get(f"/forward-plan/{row.pk}/"))
    for said in ("Whether to change it.", "Alan Leader", "Report of the Director", "Shire Hall", "Write to us."):
        assert said in public
    assert "School transport" in words(Client().get("/forward-plan/"))


def test_a_period_that_ends_before_it_begins_is_refused(desk):
    days = {"earliest_on": "2022-06-15", "latest_on": "2022-06-14"}
    answer = desk.post("/desk/forward-plan/new/", PARTICULARS | days)
    assert answer.status_code == 422
    assert "must end on or after its first day" in words(answer)


def test_the_desk_answers_members_from_its_pages(desk, made, this_year):
    today = timezone.localdate().isoformat()
    pages = {
        f"/desk/call-ins/{made['call_in'].pk}/refuse/": {"reasons": "One name only.", "on": today},
        f"/desk/calls-for-action/{made['call'].pk}/accept/": {"title": "A crossing", "meeting": ""},
    }
    for path, data in pages.items():
        assert desk.post(path, data).status_code == 302, path
    assert CallIn.objects.get().state == "refused"
    assert CallForAction.objects.get().item.title == "A crossing"


def test_the_rules_are_changed_in_one_form(desk):
    data = {
        "counting": "working",
        "call_in_days": 3,
        "call_in_by": "scrutiny",
        "call_in_members": 2,
        "call_in_meeting_days": 7,
    }
    assert desk.post("/desk/scrutiny-rules/", data | {"suggestions_kept_months": 6}).status_code == 302
    rules = ScrutinyRules.current()
    assert (rules.counting, rules.call_in_days, rules.suggestions_kept_months) == ("working", 3, 6)
    assert desk.post("/desk/scrutiny-rules/", data | {"suggestions_kept_months": 0}).status_code == 422


def test_a_member_asks_for_a_document_and_sees_when_it_is_owed(member, other_member, safeguarding):
    data = {"document": "The contract with the carer", "committee": safeguarding.pk, "item": ""}
    answer = client_of(member).post("/members/scrutiny/document/", data, follow=True)
    assert "The contract with the carer" in words(answer)
    assert "It is due by the end of" in words(answer)
    assert "The contract" not in words(client_of(other_member).get("/members/scrutiny/"))


def test_a_member_is_offered_no_item_of_a_programme_that_is_not_published(
    member, safeguarding, this_year, clerk, scrutiny
):
    when = {"at": timezone.now(), "by": clerk}
    programme = programmes.open_programme(safeguarding, this_year, **when)
    items.add_item(programme, title="A hush-hush item", on=timezone.localdate(), **when)
    assert "hush-hush" in words(client_of(scrutiny).get("/desk/document-requests/new/"))
    assert "hush-hush" not in words(client_of(member).get("/members/scrutiny/document/"))
    programmes.publish_programme(programme, **when)
    assert "hush-hush" in words(client_of(member).get("/members/scrutiny/document/"))


def test_a_member_is_told_at_the_form_what_the_law_excludes(other_member, safeguarding):
    data = {"matter": "A shed", "committee": safeguarding.pk, "excluded": "planning"}
    answer = client_of(other_member).post("/members/scrutiny/call-for-action/", data)
    assert answer.status_code == 422
    assert "failing systemically" in words(answer)
    assert not CallForAction.objects.exists()
    answer = client_of(other_member).post("/members/scrutiny/call-for-action/", data | {"systemic": "on"})
    assert answer.status_code == 302


def test_asking_the_chairman_says_whether_an_e_mail_has_gone(desk, safeguarding, chairman):
    data = {"committee": safeguarding.pk, "kind": "special", "title": "A lease", "why": "It ends."}
    said = words(desk.post("/desk/urgent-decisions/new/", data, follow=True))
    assert "An email has gone to Charles Chair" in said
    (letter,) = mail.outbox
    assert letter.to == [chairman.email] and "lease" not in letter.body + letter.subject
    assert f"/members/scrutiny/urgent/{UrgentDecision.objects.get().pk}/" in letter.body
    chairman.is_active = False
    chairman.save()
    said = words(desk.post("/desk/urgent-decisions/new/", data | {"title": "A roof"}, follow=True))
    assert "No email could be sent to Charles Chair" in said


def test_a_member_calls_in_and_the_other_one_confirms_on_their_own_page(member, chairman, safeguarding, clerk):
    today = timezone.localdate().isoformat()
    data = {
        "committee": safeguarding.pk, "decision_title": "A road", "decided_by": "Leader", "reasons": "But Why?",
        "decision_published_on": today, "members": [chairman.person.pk],
    }  # fmt: skip
    assert client_of(member).post("/members/scrutiny/call-in/", data).status_code == 302
    call_in = CallIn.objects.get()
    assert [letter.to for letter in mail.outbox] == [["charles@borsetshire.example"]]
    charles = client_of(chairman)
    assert "Your name does not count yet" in words(charles.get("/members/scrutiny/"))
    assert [one.person for one in call_in.signatories.filter(confirmed_at=None)] == [chairman.person]
    assert charles.post(f"/members/scrutiny/call-in/{call_in.pk}/confirm/").status_code == 302
    assert "You confirmed it on" in words(charles.get("/members/scrutiny/"))
    said = words(client_of(clerk).get(f"/desk/call-ins/{call_in.pk}/"))
    assert "2 of the 4 needed" in said and "by their own sign-in" in said


def test_the_desk_gives_both_notices_of_private_business_and_everybody_reads_them(desk, clerk):
    day = timezone.localdate() + dt.timedelta(days=60)
    meeting = executive.cabinet_meeting(clerk, day.isoformat())
    data = {"meeting": meeting.pk, "matter": "A lease in Felpersham", "reasons": "Paragraph 3: our price."}
    assert "Publish the first notice by" in words(desk.post("/desk/private-meetings/new/", data, follow=True))
    row = PrivateNotice.objects.get()
    page, public = f"/desk/private-meetings/{row.pk}/", f"/forward-plan/private-meetings/{row.pk}/"
    assert Client().get(public).status_code == 404
    assert "First notice given" in words(desk.post(f"{page}first/", follow=True))
    assert "Paragraph 3: our price." in words(Client().get(public))
    assert desk.post(f"{page}second/", {"representations": "", "response": "x"}).status_code == 422
    said = {"representations": "One: hear it in public.", "response": "The price is ours."}
    assert "Both notices given" in words(desk.post(f"{page}second/", said, follow=True))
    for text in said.values():
        assert text in words(Client().get(public))
    assert "A lease in Felpersham" in words(Client().get("/forward-plan/private-meetings/"))


@pytest.fixture
def today():
    return timezone.localdate()


@staged
def world(safeguarding, clerk, officer, today):
    """Return a programme of this year: its first meeting was an informal session a month ago."""
    year = MunicipalYear.objects.create(
        is_draft=False, starts=today - dt.timedelta(days=60), ends=today + dt.timedelta(days=300)
    )
    days = tuple(today + dt.timedelta(days=ahead) for ahead in (-30, 30, 60, 90))
    made = worlds.make(safeguarding, year, clerk, officer, days)
    Meeting.objects.filter(pk=made.meetings[0].pk).update(informal=True)
    return made


def test_an_officer_is_shown_the_outcomes_to_write_until_they_are_accepted(world, officer, today, by_officer):
    page = words(by_officer.get("/officers/"))
    assert "1 outcome to write" in page and "Young Carers" in page
    outcomes.accept(world.scheduled, text="Heard.", on=today, at=timezone.now(), by=officer)
    assert "No reports to send" in words(by_officer.get("/officers/"))


def test_the_desk_is_told_of_suggestions_and_outcomes_with_where_to_go(world, today):
    now = {"on": today, "at": timezone.now(), "by": PORTAL}
    for title in ("One", "Two"):
        items.add_item(world.programme, title=title, state=ItemState.SUGGESTED, **now)
    year = world.programme.year
    assert [(one.words, one.of) for one in waiting(today)] == [
        ("1 outcome to write", f"Safeguarding, {year}"), ("2 suggestions to score", "Safeguarding"),
    ]  # fmt: skip
    assert waiting(today)[0].url == f"/desk/work-programme/safeguarding/{year.slug}/items/{world.scheduled.pk}/outcome/"


def printed(world, number: int, at, by) -> None:
    """Print the programme for its second meeting."""
    ProgrammeVersion.objects.create(
        programme=world.programme, number=number, meeting=world.meetings[1], document={}, sha256=f"{number}" * 64,
        printed_at=at, printed_by=by,
    )  # fmt: skip


def test_the_desk_is_told_of_a_printed_programme_that_something_has_come_about_since(world, clerk, today):
    def outdated() -> list[str]:
        return [one.url for one in waiting(today) if one.words.startswith("Work programme printed for")]

    at, hour = timezone.now(), dt.timedelta(hours=1)
    printed(world, 1, at, clerk)
    outcomes.keep_draft(world.scheduled, text="A draft", on=today, at=at + hour, by=clerk)
    assert outdated() == []
    scheduling.schedule(world.tbc, world.meetings[2], on=today, at=at + hour, by=clerk)
    (url,) = outdated()
    assert url.endswith(f"/print/{world.meetings[1].slug}/")
    printed(world, 2, at + 2 * hour, clerk)
    assert outdated() == []
    with time_machine.travel(at + 3 * hour, tick=False):
        programmes.edit_programme(world.programme, introduction="A shorter year.", by=clerk)
    assert outdated() == [url]


STARTS, ENDS = dt.date(2021, 5, 20), dt.date(2022, 5, 18)
JUNE, JULY = dt.date(2021, 6, 15), dt.date(2021, 7, 5)


def test_every_month_stands_once_with_its_meetings_in_order_and_what_is_too_much_over_the_box():
    drawn = draw([Mark(JULY, 6), Mark(JUNE, 1)], 3, starts=STARTS, ends=ENDS)
    assert [month.name for month in drawn.months][:3] == ["May 2021", "Jun", "Jul"] and len(drawn.months) == 13
    assert [box.mark.day for box in drawn.boxes] == [JUNE, JULY]
    under, over = drawn.boxes
    assert (under.over, over.too_many) == (0, 3)
    assert over.fits + over.over == TALL and over.over_top < over.fits_top

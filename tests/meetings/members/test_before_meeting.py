"""Members' messages before a meeting: apologies, substitutes, interests; and the clerk's records of them."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from committee.acts.verbs import NotAllowed
from committee.models import AuditEntry, Portfolio, PortfolioHolding, Seat, SeatRole
from meetings.agendas import notifying
from meetings.calendar import verbs as calendar
from meetings.members import before_meeting, expected
from meetings.minutes.room.presence import attendance
from meetings.models import AttendancePlan, Declaration, InterestNotice, MinutesState
from tests.acts.before_meeting import INTEREST, SENT, ask_oscar, send_apologies
from tests.answers import client_of, everything_in, refused
from tests.conftest import LONG_AGO, person, user
from tests.meetings.minutes.world import at

BEGUN = at(10)
REASON, NATURE = "quelmarsh", "fennelstrode"


def plan_of(meeting, who) -> AttendancePlan:
    return AttendancePlan.objects.get(meeting=meeting, person=who.person)


def page_url(name, meeting):
    return reverse(name, args=[meeting.committee.slug, meeting.slug])


def test_apologies_are_sent_and_taken_back_until_the_meeting_begins(meeting, cast):
    member = cast["member"]
    send_apologies(meeting, cast)
    assert plan_of(meeting, member).choice == "apologies"
    before_meeting.plan_attendance(meeting, choice="coming", at=SENT, by=member)
    assert (plan_of(meeting, member).choice, plan_of(meeting, member).reason) == ("coming", "")
    with refused("", "has begun"):
        before_meeting.plan_attendance(meeting, choice="screen", at=BEGUN, by=member)
    with pytest.raises(NotAllowed):
        before_meeting.plan_attendance(meeting, choice="apologies", at=SENT, by=cast["other member"])
    calendar.cancel(meeting, reason="No business.", at=SENT, by=cast["clerk"])
    with refused("", "cancelled"):
        before_meeting.plan_attendance(meeting, choice="apologies", at=SENT, by=member)


def test_plans_and_requests_lapse_when_the_meeting_moves_to_another_day(meeting, cast):
    plan = ask_oscar(meeting, cast)
    before_meeting.answer_substitute_request(plan, accepts=True, at=SENT, by=cast["other member"])
    assert expected.Expected.of(meeting).plans == [plan]
    calendar.rearrange(
        meeting, day=dt.date(2022, 5, 12), starts=dt.time(10), reason="No room.", at=SENT, by=cast["clerk"]
    )
    meeting.refresh_from_db()
    assert expected.Expected.of(meeting).plans == []
    emailed = [recipient.user for recipient in notifying.recipients(meeting, SENT.date())]
    assert cast["other member"] in emailed, "the substitute, who has no seat, is emailed the new day"
    with refused("", "no longer asking"):
        before_meeting.answer_substitute_request(plan, accepts=False, at=SENT, by=cast["other member"])


def test_r37_nobody_of_the_executive_is_asked_to_substitute_on_scrutiny(meeting, cast):
    send_apologies(meeting, cast)
    oscar = cast["other member"].person
    PortfolioHolding.objects.create(person=oscar, portfolio=Portfolio.objects.create(name="Transport"), since=LONG_AGO)
    with refused("R37", "Oscar"):
        before_meeting.ask_substitute(meeting, person=oscar, at=SENT, by=cast["member"])
    assert oscar not in attendance.able_substitutes(meeting)


@pytest.mark.parametrize(("who", "why"), [("officer", "not a councillor"), ("chairman", "has a seat")])
def test_a_person_who_cannot_substitute_is_refused(meeting, cast, who, why):
    send_apologies(meeting, cast)
    with refused("", why):
        before_meeting.ask_substitute(meeting, person=cast[who].person, at=SENT, by=cast["member"])


def test_a_substitute_accepts_for_one_member_alone_and_is_emailed_when_not_needed(
    meeting, cast, django_capture_on_commit_callbacks
):
    oscar = cast["other member"]
    for by in (cast["member"], cast["chairman"]):
        before_meeting.plan_attendance(meeting, choice="apologies", at=SENT, by=by)
        before_meeting.ask_substitute(meeting, person=oscar.person, at=SENT, by=by)
    assert expected.Expected.of(meeting).voting == 1, "until somebody accepts, nobody stands in"
    with django_capture_on_commit_callbacks(execute=True):
        before_meeting.answer_substitute_request(plan_of(meeting, cast["member"]), accepts=True, at=SENT, by=oscar)
    assert [message.to for message in mail.outbox] == [[cast["member"].email]]
    assert expected.Expected.of(meeting).voting == 2
    with refused("", "the substitute for Mary Member already"):
        before_meeting.answer_substitute_request(plan_of(meeting, cast["chairman"]), accepts=True, at=SENT, by=oscar)
    with django_capture_on_commit_callbacks(execute=True):
        before_meeting.plan_attendance(meeting, choice="coming", at=SENT, by=cast["member"])
    assert plan_of(meeting, cast["member"]).reply == "withdrawn"
    assert "no longer asking you" in mail.outbox[-1].body


def test_an_accepted_substitute_reads_no_more_before_the_clerk_has_listed_them(published, cast):
    meeting, oscar = published.meeting, cast["other member"]
    plan = ask_oscar(meeting, cast)
    with time_machine.travel(SENT):
        before_meeting.answer_substitute_request(plan, accepts=True, at=SENT, by=oscar)
        page = everything_in(client_of(oscar).get(page_url("members:meeting-before", meeting)))
        assert "once the committee team has listed you" in page
        assert "zanzibarquill" not in page
        assert "zanzibarquill" in everything_in(
            client_of(cast["member"]).get(page_url("members:meeting-before", meeting))
        )


def test_reasons_and_interests_are_read_by_the_member_and_the_clerk_alone(
    published, cast, django_capture_on_commit_callbacks
):
    meeting, member = published.meeting, cast["member"]
    with time_machine.travel(SENT), django_capture_on_commit_callbacks(execute=True):
        client, url = client_of(member), page_url("members:meeting-before", meeting)
        assert client.post(url, {"act": "Send apologies", "reason": REASON}).status_code == 302
        form = {"act": "Tell the committee team", "item": published.open_paper.item_id, "kind": "personal"}
        form |= {"nature": NATURE, "sensitive": "True", "registered": "True"}
        assert client.post(url, form).status_code == 302
        assert client.post(url, {"act": "Ask substitute", "person": cast["other member"].person.pk}).status_code == 302
        answer = client.get(url)
        assert REASON in everything_in(answer) and NATURE in everything_in(answer)
        offered = answer.context["interest"].fields["item"].queryset
        assert not {"apologies", "declarations", "exclusion"} & set(offered.values_list("kind", flat=True))
        assert answer["Cache-Control"] == "private, no-store"
        desk = everything_in(client_of(cast["clerk"]).get(page_url("desk:meeting-before", meeting)))
        assert REASON in desk and NATURE in desk
        assert "Expected, without a message" in desk and cast["chairman"].person.surname in desk
        others = {
            "chairman": ["members:meeting-before", "members:meeting"],
            "other member": ["members:meeting-before", "members:meeting"],
            "clerk": ["desk:meeting", "desk:meeting-trail"],
            "public": ["public:meeting", "public:meeting-json"],
        }
        pages = [
            everything_in(client_of(cast[who]).get(page_url(name, meeting))) for who in others for name in others[who]
        ]
        pages += [everything_in(client_of(cast["chairman"]).get("/members/")), *(email.body for email in mail.outbox)]
    pages.append(str(list(AuditEntry.objects.values())))
    assert len(mail.outbox) == 1
    assert not [page for page in pages if REASON in page or NATURE in page]
    assert "Mary Member" in pages[4], "the clerk's page of the meeting says who cannot come"


def test_the_clerk_records_members_plans_in_the_room_and_none_that_was_taken_back(meeting_opened, cast, clerk):
    room, member, oscar = meeting_opened, cast["member"], cast["other member"]
    plan = ask_oscar(room.meeting, cast)
    before_meeting.answer_substitute_request(plan, accepts=True, at=SENT, by=oscar)
    before_meeting.plan_attendance(room.meeting, choice="screen", at=SENT, by=cast["chairman"])
    assert not room.who("Mary").apologies, "nothing is recorded by itself"
    client, url = client_of(clerk), reverse("desk:room-plan-record", args=["safeguarding", "2022-04-21", plan.pk])
    page = everything_in(
        client.get(reverse("desk:room-item", args=["safeguarding", "2022-04-21", room.minute("Fost").pk]))
    )
    assert "Mary Member, MBE sent apologies on 14 April 2022." in page
    assert "Charles Chair will watch by screen" in page
    for act in ("apologies", "substitute"):
        client.post(url, {"act": act})
    assert room.who("Mary").apologies
    assert room.minutes.attendees.get(replaces=member.person).person == oscar.person
    assert [part.what for part in expected.waiting(room.minutes)] == ["screen"]
    voting = expected.Expected.of(room.meeting).voting
    AttendancePlan.objects.filter(pk=plan.pk).update(substitute=person("Bea", "Instead"))
    assert [part.words for part in expected.waiting(room.minutes)][1].endswith("not Oscar Outsider."), (
        "listed, then replaced"
    )
    assert expected.Expected.of(room.meeting).voting == voting, "one substitute a member"
    AttendancePlan.objects.filter(pk=plan.pk).update(substitute=oscar.person)
    before_meeting.plan_attendance(room.meeting, choice="coming", at=SENT, by=member)
    answer = client.post(url, {"act": "substitute"}, follow=True)
    assert "This has changed since you opened the page" in everything_in(answer)
    assert [part.what for part in expected.waiting(room.minutes)] == ["screen", "no_apologies", "no_substitute"]
    for act in ("no_apologies", "no_substitute"):
        client.post(url, {"act": act})
    assert not room.who("Mary").apologies
    assert not room.minutes.attendees.filter(person=oscar.person).exists()


def test_a_notice_of_an_interest_becomes_a_declaration_once_the_member_is_present(meeting_begun, cast, clerk):
    room = meeting_begun
    fields = {"item": room.item("Fostering"), "person": cast["member"].person, "told_at": SENT}
    notice = InterestNotice.objects.create(**fields, **INTEREST)
    url = reverse("desk:room-interest-record", args=["safeguarding", "2022-04-21", notice.pk])
    assert expected.undeclared_notices(room.minutes) == [notice]
    client_of(clerk).post(url)
    assert Declaration.objects.get().nature == INTEREST["nature"]
    assert expected.undeclared_notices(room.minutes) == []


def test_plans_and_notices_are_deleted_once_the_minutes_are_confirmed_or_ninety_days_later(meeting_opened, cast):
    room = meeting_opened
    send_apologies(room.meeting, cast)
    InterestNotice.objects.create(item=room.item("Fostering"), person=cast["member"].person, told_at=SENT, **INTEREST)
    assert list(expected.forget_in_time(at=at(12, day=dt.date(2022, 7, 20)))) == []
    [done] = expected.forget_in_time(at=at(12, day=dt.date(2022, 7, 21)))
    assert done.text.startswith("2 ")
    send_apologies(room.meeting, cast)
    type(room.minutes).objects.update(state=MinutesState.CONFIRMED, numbered_at=SENT, ended_at=SENT, presiding=1)
    assert len(list(expected.forget_in_time(at=SENT))) == 1


def test_a_co_optee_has_no_substitute(meeting, cast, safeguarding):
    colin = user(person("Colin", "Coopted"), "colin@borsetshire.example")
    Seat.objects.create(
        committee=safeguarding, person=colin.person, role=SeatRole.CO_OPTEE, since=LONG_AGO, voting=False
    )
    before_meeting.plan_attendance(meeting, choice="apologies", at=SENT, by=colin)
    with refused("", "not a co-optee"):
        before_meeting.ask_substitute(meeting, person=cast["other member"].person, at=SENT, by=colin)

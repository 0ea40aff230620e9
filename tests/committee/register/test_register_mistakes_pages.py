"""The pages on which what was recorded by mistake is struck out, corrected, renamed or taken off."""

import datetime as dt
import html

import pytest
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.models import Division, MunicipalYear, PoliticalGroup, Seat, Term, Venue
from committee.register import bodies, council, names, people
from committee.wording.dates import full_date
from meetings.calendar import verbs as calendar
from tests.conftest import LONG_AGO, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


def words(answer) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def test_a_seat_of_the_wrong_person_is_struck_out_from_their_page(desk, member):
    page = desk.get("/register/people/mary-member/")
    address = page.content.decode().partition("/strike-out/")[0].rpartition('href="')[2] + "/strike-out/"
    asked = desk.get(address)
    assert "Remove this entry?" in words(asked) and "Record its last day" in words(asked)
    assert "Enter the reason" in words(desk.post(address, {"reason": ""}))
    before = Seat.objects.count() + Term.objects.count()
    done = desk.post(address, {"reason": "It was the wrong person."}, follow=True)
    assert "removed" in words(done)
    assert Seat.objects.count() + Term.objects.count() == before - 1


def test_a_misspelt_name_is_corrected_or_taken_off(desk):
    row = PoliticalGroup.objects.create(name="Felpersahm North")
    address = f"/register/names/group/{row.pk}/"
    assert f'href="{address}">Correct the name<' in desk.get("/register/divisions-and-groups/").content.decode()
    assert "There is a problem" in words(desk.post(address, {"name": ""}))
    assert "Felpersham North has been saved" in words(desk.post(address, {"name": "Felpersham North"}, follow=True))
    assert "has been taken off" in words(desk.post(f"{address}take-off/", follow=True))
    assert not PoliticalGroup.objects.exists()
    again = words(desk.post(f"{address}take-off/", follow=True))
    assert "This has already been done: Carol Clerk removed from the register the" in again


def test_what_somebody_was_recorded_for_is_not_taken_off(desk, clerk):
    division = names.add(Division, "Ambrige", by=clerk)
    people.give_term(person("Nell", "New"), division=division, since=LONG_AGO, by=clerk)
    told = words(desk.post(f"/register/names/division/{division.pk}/take-off/"))
    assert "The register needs it for: Nell New, Ambrige" in told and "Correct its name instead" in told
    assert Division.objects.exists()


def test_two_names_that_read_alike_are_one_name(desk, clerk):
    names.add(Division, "Felpersham North", by=clerk)
    address = "/register/divisions-and-groups/division/"
    for alike in ("Felpersham\u200b North", "felpersham  north"):
        assert "There is a division called Felpersham North already" in words(desk.post(address, {"name": alike}))
    assert "There is a problem" in words(desk.post(address, {"name": "\u200b"}))
    other = names.add(Division, "Épping", by=clerk)
    assert "called Épping already" in words(desk.post(address, {"name": "épping"}))
    same = words(desk.post(f"/register/names/division/{other.pk}/", {"name": "felpersham north"}))
    assert "There is a division called Felpersham North already" in same
    assert Division.objects.count() == 2


def test_a_mistyped_municipal_year_is_corrected_or_taken_off(desk):
    desk.post("/register/years/new/", {"starts": "19/05/2022", "ends": "17/06/2023"})
    year = MunicipalYear.objects.latest("starts")
    assert f"/register/years/{year.pk}/" in desk.get("/register/years/").content.decode()
    dates = {"starts": "19/05/2022", "ends": "17/05/2023"}
    assert "2022/23: 19 May 2022 to 17 May 2023" in words(desk.post(f"/register/years/{year.pk}/", dates, follow=True))
    told = words(desk.post("/register/years/new/", {"starts": "18/05/2023", "ends": "16/05/2024"}, follow=True))
    assert "2023/24 has been added" in told
    refused = words(desk.post(f"/register/years/{year.pk}/", {"starts": "19/05/2022", "ends": "17/06/2023"}))
    assert "It overlaps the municipal year 2023/24" in refused and "17/06/2023" in refused
    wrong = MunicipalYear.objects.latest("starts")
    assert "has been removed" in words(desk.post(f"/register/years/{wrong.pk}/take-off/", follow=True))


def test_a_municipal_year_stays_with_what_stands_in_it(minuted, clerk, desk, year):
    from meetings.minutes.publication import publishing
    from tests.meetings import minuted as made

    there = "10 January 2022 is in it"
    assert there in words(desk.post(f"/register/years/{year.pk}/take-off/"))
    publishing.publish_draft(minuted, at=made.AFTER, by=clerk)
    told = words(desk.post(f"/register/years/{year.pk}/", {"starts": "13/01/2022", "ends": "16/12/2022"}))
    assert "The minutes of the Safeguarding" in told and "have their numbers" in told
    year.refresh_from_db()
    assert year.starts == dt.date(2021, 5, 20)


def test_a_form_that_came_without_its_mark_is_asked_about_and_nothing_is_lost(desk, clerk):
    hall = council.save_venue(Venue(), name="Oak Room", address="Felpersham", by=clerk)
    address, typed = f"/register/venues/{hall.pk}/", {"name": "Oak Room", "address": "Ambridge", "began_from": ""}
    assert desk.post(address, typed | {"began_from": "access_notes:0"}).status_code == 422, "a mark of other fields"
    answer = desk.post(address, typed)
    form = answer.context["form"]
    assert answer.status_code == 422 and "came without part of its page" in words(answer)
    assert [(kept.label, kept.text) for kept in form.kept_now][:1] == [("Address", "Felpersham")]
    assert Venue.objects.get(pk=hall.pk).address == "Felpersham"
    assert desk.post(address, typed | {"began_from": form["began_from"].value()}).status_code == 302
    assert Venue.objects.get(pk=hall.pk).address == "Ambridge"


def test_a_second_duty_is_refused_in_our_words(clerk, safeguarding):
    from workprogramme.models import DutyKind
    from workprogramme.programmes import duties

    duty = {"kind": DutyKind.CRIME_AND_DISORDER, "title": "Crime and Disorder", "by": clerk}
    duties.record_duty(safeguarding, **duty)
    with pytest.raises(Refused, match=r"^That is recorded already: "):
        duties.record_duty(safeguarding, **duty)


def test_a_committee_ends_after_the_meetings_that_it_is_to_hold(desk, clerk, planning, safeguarding):
    Seat.objects.filter(committee=planning).delete()
    today = timezone.localdate()
    coming = calendar.schedule(planning, today + dt.timedelta(60), by=clerk)
    gone = calendar.schedule(planning, today + dt.timedelta(70), by=clerk)
    calendar.cancel(gone, reason="No one wants it.", at=timezone.now(), by=clerk)
    last = today + dt.timedelta(10)
    address = "/register/committees/planning/particulars/"
    given = {name: value for name, value in desk.get(address).context["form"].initial.items() if value}
    given |= {"since": f"{planning.since}", "until": f"{last}", "usual_time": "10:00", "predecessors": []}
    told = words(desk.post(address, given))
    assert (
        f"It has meetings after that day: {full_date(coming.date)}. Cancel those meetings, or re-arrange them" in told
    )
    calendar.rearrange(coming, day=last, starts=coming.starts, reason="It ends then.", at=timezone.now(), by=clerk)
    assert desk.post(address, given).status_code == 302
    beyond = {"day": last + dt.timedelta(1), "starts": coming.starts, "reason": "The room is taken."}
    with pytest.raises(Refused, match="its last day is"):
        calendar.rearrange(coming, **beyond, at=timezone.now(), by=clerk)


def test_a_committee_whose_meetings_were_held_later_did_not_end_before(minuted, clerk):
    body = minuted.meeting.committee
    Seat.objects.filter(committee=body).update(until=dt.date(2022, 1, 9))
    with pytest.raises(Refused, match="Minutes record that it met after that day: 10 January 2022"):
        bodies.edit_committee(body, until=dt.date(2022, 1, 9), on=dt.date(2022, 3, 1), by=clerk)


def test_a_committee_did_not_begin_after_somebody_sat_on_it_or_it_met(ground, clerk, planning, member):
    with pytest.raises(Refused, match="sits on it from 1 May 2020"):
        bodies.edit_committee(ground, since=LONG_AGO + dt.timedelta(1), on=LONG_AGO, by=clerk)
    Seat.objects.filter(committee=planning).delete()
    calendar.schedule(planning, dt.date(2022, 3, 3), by=clerk)
    with pytest.raises(Refused, match="It meets on 3 March 2022"):
        bodies.edit_committee(planning, since=dt.date(2022, 3, 4), on=LONG_AGO, by=clerk)

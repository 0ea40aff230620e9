"""Members' public pages: who has one, and what of the register and of published minutes stands there."""

import datetime as dt
import io
import time

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from committee.acts.refusal import Refused
from committee.files import files
from committee.forms.from_anybody import signed_time
from committee.models import Division, GroupMembership, Person, PoliticalGroup, Seat, Term
from committee.register import photographs
from meetings.minutes.publication import publishing
from meetings.models import Minute as MinuteOf
from meetings.models import Minutes, Vote
from tests.committee.portraits import TAKEN, photograph
from tests.conftest import LONG_AGO, person
from tests.meetings import minuted
from tests.staging import staged


def read(client, name="councillor", status=200, **values):
    answer = client.get(reverse(f"public:{name}", kwargs=values))
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def ambridge(member):
    division = Division.objects.create(name="Ambridge")
    Term.objects.filter(person=member.person).delete()
    Term.objects.create(person=member.person, division=division, since=LONG_AGO)
    group = PoliticalGroup.objects.create(name="The Bull Party")
    GroupMembership.objects.create(person=member.person, group=group, since=LONG_AGO)
    return division


@staged
def out(safeguarding, clerk, chairman, member):
    minutes = minuted.full(safeguarding, clerk)
    publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    return Minutes.objects.get(pk=minutes.pk)


def test_a_councillor_is_found_by_name_and_by_division_and_listed_by_group(client, ambridge, member, other_member):
    for words in (
        "mary",
        "ambri",
        "mary ambridge",
        "Cllr Mary",
        "councillor",
        "Cllr Marry",
        "Ambrige",
        "marry – ambredge",
    ):
        page = client.get(reverse("public:councillors"), {"q": words}).content.decode()
        assert "Mary Member" in page and (other_member.person.name in page) == (words == "councillor")
    assert "No councillor by that name" in client.get(reverse("public:councillors"), {"q": "nobody"}).content.decode()
    page = client.get(reverse("public:councillors"), {"by": "group"}).content.decode()
    assert page.index("The Bull Party</h2>") < page.index("No political group</h2>")
    table = client.get(reverse("public:councillors"), {"by": "division"}).content.decode().partition("<table")[2]
    assert table.index('scope="row">Ambridge') < table.index("Mary Member") < table.index('scope="row">No division')
    listed = client.get(reverse("public:councillors-json"), {"by": "division"}).json()["divisions"]
    assert [member["name"] for member in listed[0]["councillors"]] == ["Mary Member, MBE"]


def test_residents_reach_a_councillor_by_name_until_they_leave(client, ambridge, member, clerk, council):
    person, email = member.person, "mary@ambridge.example"
    surgeries = "First Saturday, 10am to midday: the village hall.\nThird Friday, 5pm: the library."
    client.force_login(clerk)
    address = reverse("register:person-contact", args=[person.slug])
    typed = {"began_from": client.get(address).context["form"]["began_from"].value(), "surgeries": surgeries}
    refused = client.post(address, typed | {"email": "no address"})
    assert refused.status_code == 422 and "Enter an email address in the format" in refused.content.decode()
    assert client.post(address, typed | {"email": email}).status_code == 302
    client.logout()
    page = read(client, slug=person.slug)
    assert f"mailto:{email}" in page and "the village hall.<br>Third Friday" in page
    assert client.get(reverse("public:councillor-json", args=[person.slug])).json()["surgeries"] == surgeries
    contact = f"{reverse('public:contact')}?councillor={person.slug}"
    assert f'href="{contact}"' in page and "Send a message to Mary Member" in client.get(contact).content.decode()
    letter = {
        "message": "The bus stop has no light.",
        "email": "resident@home.example",
        "shown": signed_time(time.time() - 60),
    }
    assert "pass your message on to Mary Member" in client.post(contact, letter, follow=True).content.decode()
    assert mail.outbox[-1].subject == "Message for Mary Member from the committee pages"
    Term.objects.filter(person=person).update(until=dt.date(2021, 1, 1))
    Seat.objects.filter(person=person).update(until=dt.date(2021, 1, 1))
    page = read(client, slug=person.slug)
    assert email not in page and "village hall" not in page
    assert client.get(reverse("public:councillor-json", args=[person.slug])).json()["email"] is None


def test_whoever_left_is_a_former_member_and_an_officer_has_no_page(client, officer, clerk, member, safeguarding):
    gone = person("Gone", "Away")
    Seat.objects.create(committee=safeguarding, person=gone, voting=False, since=LONG_AGO, until=dt.date(2021, 1, 1))
    to_come = person("Not", "Yet")
    Term.objects.create(person=to_come, since=dt.date(2999, 1, 1))
    page = read(client, "councillors")
    assert "Gone Away" in page.partition('id="former"')[2] and "Gone Away" not in page.partition('id="former"')[0]
    assert "Former member" in read(client, slug="gone-away")
    for who in (officer.person, clerk.person, to_come):
        assert who.name not in page
        read(client, slug=who.slug, status=404)


def test_the_page_says_division_group_seats_and_what_published_minutes_tell(client, ambridge, member, out):
    told = Vote.objects.get(demanded=True).attendee.person
    page = read(client, slug=told.slug)
    assert "A friend." in page and "the programme be noted" in page and '__vote">For</strong>' in page
    page = read(client, slug=member.person.slug)
    assert "Councillor for Ambridge, The Bull Party" in page and "Safeguarding" in page
    assert "mary@" not in page and member.email not in page
    read(client, "councillor-year", slug=told.slug, year="2021-22")
    read(client, "councillor-year", slug=told.slug, year="1999-00", status=404)


def test_nothing_is_told_of_minutes_that_are_not_published(client, safeguarding, clerk, chairman, member):
    minuted.full(safeguarding, clerk)
    told = Vote.objects.get(demanded=True).attendee.person
    page = read(client, slug=told.slug)
    assert "A friend." not in page and "the programme be noted" not in page and "No minutes are published" in page


def test_a_vote_is_told_as_it_was_published_and_not_of_a_minute_withheld_since(client, out):
    vote = Vote.objects.get(demanded=True)
    where = {"slug": vote.attendee.person.slug}
    Vote.objects.filter(pk=vote.pk).update(choice="against")
    assert "the programme be noted" not in read(client, **where)
    Vote.objects.filter(pk=vote.pk).update(choice="for")
    assert "the programme be noted" in read(client, **where)
    MinuteOf.objects.filter(pk=vote.resolution.minute_id).update(access="exempt", paragraphs="1")
    assert "the programme be noted" not in read(client, **where)


def test_a_photograph_is_drawn_anew_small_and_upright_without_where_it_was_taken(member, clerk):
    sent = photograph()
    assert TAKEN.encode() in sent
    kept = files.read(photographs.change_photograph(member.person, sent, by=clerk).photograph)
    drawn = Image.open(io.BytesIO(kept))
    assert TAKEN.encode() not in kept and not drawn.getexif() and drawn.size == (400, 267) and drawn.format == "JPEG"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (photograph(60, 60), "at least 100"),
        (photograph()[:300], "whole photograph"),
        (b"\xff\xd8" + bytes(2 * 1024 * 1024), "2 MB"),
    ],
    ids=["small", "half", "large"],
)
def test_what_is_no_photograph_is_refused_with_its_reason(member, data, why, desk):
    address = reverse("register:photograph-new", kwargs={"slug": member.person.slug})
    answer = desk.post(address, {"file": SimpleUploadedFile("a.jpg", data)})
    assert answer.status_code == 422 and why in answer.content.decode()
    assert Person.objects.get(pk=member.person.pk).photograph is None


@pytest.mark.django_db(transaction=True)
def test_a_photograph_is_uploaded_shown_replaced_and_removed_with_its_bytes(member, clerk, client):
    slug = member.person.slug
    client.force_login(clerk)
    client.post(reverse("register:photograph-new", args=[slug]), {"file": SimpleUploadedFile("a.jpg", photograph())})
    shown = Person.objects.get(slug=slug)
    client.logout()
    address = reverse("public:councillor-photograph", args=[slug, shown.photograph_name])
    page = read(client, slug=slug)
    assert f'src="{address}" alt="Mary Member, MBE"' in page, page.partition("people-title")[2][:600]
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg" and "sandbox" in answer["Content-Security-Policy"]
    other = files.keep(b"a paper that is not for publication")
    for name in (f"{other.sha256}.jpg", f"{other.sha256}.png", shown.photograph_name + "x"):
        assert client.get(reverse("public:councillor-photograph", args=[slug, name])).status_code == 404
    before = shown.photograph
    photographs.change_photograph(shown, photograph(500, 500), by=clerk)
    assert not files.holds(before) and client.get(address).status_code == 404
    photographs.remove_photograph(shown, by=clerk)
    assert 'class="people-photograph people-photograph--none' in read(client, slug=slug)
    with pytest.raises(Refused):
        photographs.remove_photograph(shown, by=clerk)

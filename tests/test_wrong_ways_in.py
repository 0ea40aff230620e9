"""Right things asked for by a wrong way, too early or once hidden; and the headers that guard every answer."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from committee.models import AccessEvent, RoleGrant
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Edition, Meeting, Paper
from meetings.packs.builds import build
from meetings.papers import verbs as papers
from tests.addresses import Address
from tests.answers import client_of, everything_in
from tests.meetings import publishing as worlds
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import EXEMPT, moment
from tests.staging import staged
from tests.urlconf import ALL

pytestmark = pytest.mark.both_databases("queries: look-ups by a wrong way")


@staged
def elsewhere(planning, clerk) -> Meeting:
    """Return a meeting of another committee."""
    return calendar.schedule(planning, worlds.DAY, by=clerk)


def test_nothing_of_one_meeting_is_reached_under_the_address_of_another(published, elsewhere, cast):
    client = client_of(cast["clerk"], raise_request_exception=False)
    coming = published.coming.slug
    others = [("safeguarding", coming), ("planning", elsewhere.slug), ("planning", coming)]
    before = (Paper.objects.count(), published.meeting.items.count(), published.meeting.versions.count())
    tried = 0
    for name, pattern in ALL:
        if not name.startswith("desk:") or "<id:pk>" not in pattern or "<slug:meeting>" not in pattern:
            continue
        if "<slug:slug>" in pattern:  # of a review: the meeting is where its paper goes
            continue
        pk = published.open_paper.item_id if "items/" in pattern or "correct/" in pattern else published.open_paper.pk
        for committee, meeting in others:
            values = {"committee": committee, "meeting": meeting, "pk": str(pk), "number": "1", "page": "1"}
            path = Address(name, pattern, values).path()
            for answer in (client.get(path), client.post(path, {"to": "up", "reason": "for cause", "publish": "1"})):
                assert answer.status_code in (404, 405), (path, answer.status_code)
                tried += 1
    dragged = f"/desk/meetings/planning/{elsewhere.slug}/items/order/"
    assert client.post(dragged, {"item": published.open_paper.item_id, "position": "1"}).status_code == 404
    assert (Paper.objects.count(), published.meeting.items.count(), published.meeting.versions.count()) == before
    assert tried > 60


def test_no_paper_opens_under_another_meeting_and_no_earlier_file_of_it_at_all(published, elsewhere, cast, clerk):
    replaced = papers.expect_paper(agenda.add_item(published.coming, title="Homes", by=clerk), title="Homes", by=clerk)
    for number in (1, 2):
        papers.receive_file(replaced, data=pdf_of(number, "Words"), filename="a.pdf", at=timezone.now(), by=clerk)
    open_file = Paper.objects.get(pk=published.open_paper.pk).file_id
    unpublished = list(replaced.files.values_list("pk", flat=True))
    member = client_of(cast["member"])
    for side in ("committees", "members"):
        for where in (f"planning/{elsewhere.slug}", f"safeguarding/{published.coming.slug}"):
            assert member.get(f"/{side}/{where}/papers/{open_file}/x.pdf").status_code == 404
        for file in unpublished:
            for slug in (published.meeting.slug, published.coming.slug):
                assert member.get(f"/{side}/safeguarding/{slug}/papers/{file}/x.pdf").status_code == 404


def test_no_page_and_no_gathered_file_opens_under_another_meeting(published, elsewhere, cast):
    for person in ("public", "member", "other member"):
        client = client_of(cast[person])
        for side in ("committees", "members")[: 1 if person == "public" else 2]:
            for where in (f"planning/{elsewhere.slug}", f"safeguarding/{published.coming.slug}"):
                for path in ("p/1/", "p/5/", "p/5.pdf", "items/7/item.pdf", "everything-by-item.pdf"):
                    assert client.get(f"/{side}/{where}/{path}").status_code == 404, (person, side, where, path)


def test_a_supplement_is_nobodys_until_it_is_published(cast, safeguarding, planning, clerk, officer, chairman, member):
    world = worlds.make(safeguarding, clerk, officer, supplement=False)
    late = world.late_paper
    papers.receive_file(late, data=pdf_of(3, "Figures"), filename="f.pdf", at=moment(2022, 4, 13, 9), by=clerk)
    ground = {"at": moment(2022, 4, 13, 9), "supplement": 1, "only_files": {late.file_id}}
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        build.build(world.meeting, edition, **ground)
    where = f"safeguarding/{world.meeting.slug}"
    for person in ("public", "member", "chairman", "other member", "officer", "stranger", "administrator"):
        client = client_of(cast[person])
        for side in ("committees", "members"):
            numbered = ("p/9/", "p/9.pdf", "everything-by-item.pdf", "everything-by-date.pdf")
            for path in ("supplement-1.pdf", "supplement-0.pdf", f"papers/{late.file_id}/x.pdf", *numbered):
                status = client.get(f"/{side}/{where}/{path}").status_code
                assert status == (302 if person == "public" and side == "members" else 404), (person, side, path)


def test_who_has_lost_a_seat_or_a_role_reads_nothing_more(published, cast, safeguarding, member, clerk):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    file = Paper.objects.get(pk=published.secret_paper.pk).file_id
    where = f"/members/safeguarding/{published.meeting.slug}"
    assert client_of(member).get(f"{where}/pack.pdf").status_code == 200
    safeguarding.seats.filter(person=member.person).update(until=yesterday)
    numbered = ("p/5/", "p/5.pdf", "items/7/item.pdf", "everything-by-item.pdf", "everything-by-date.pdf")
    for path in ("pack.pdf", "supplement-1.pdf", f"papers/{file}/x.pdf", *numbered):
        answer = client_of(type(member).objects.get(pk=member.pk)).get(f"{where}/{path}")
        assert answer.status_code == 404, path
    RoleGrant.objects.filter(user=clerk).update(until=yesterday)
    client = client_of(type(clerk).objects.get(pk=clerk.pk))
    assert client.get("/desk/").status_code == 404
    desk = f"/desk/meetings/safeguarding/{published.meeting.slug}"
    assert client.get(f"{desk}/papers/{published.secret_paper.pk}/file.pdf").status_code == 404


def test_a_suspended_sign_in_reads_nothing_in_a_session_that_is_still_open(published, member, by_member):
    path = f"/members/safeguarding/{published.meeting.slug}/pack.pdf"
    assert by_member.get(path).status_code == 200
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert by_member.get(path).status_code == 302


def test_a_line_break_in_a_title_is_no_header_of_an_e_mail(cast, safeguarding, clerk, officer):
    meeting = calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(days=30), by=clerk)
    item = agenda.add_item(meeting, title="Homes\r\nBcc: all@borsetshire.example", by=clerk)
    paper = papers.expect_paper(item, title="A\r\nBcc: all@borsetshire.example", owner=officer.person, by=clerk)
    Paper.objects.filter(pk=paper.pk).update(title="A\r\nBcc: all@borsetshire.example")
    papers.chase(Paper.objects.get(pk=paper.pk), at=timezone.now(), by=clerk)
    (message,) = mail.outbox
    sent = message.message()
    assert sent["Bcc"] is None
    assert message.recipients() == [officer.email]


def test_an_answer_that_is_no_does_not_say_whether_there_is_such_a_paper(published, other_member):
    file = Paper.objects.get(pk=published.secret_paper.pk).file_id
    client = client_of(other_member)
    there, not_there = (
        client.get(f"/members/safeguarding/{published.meeting.slug}/papers/{pk}/x.pdf") for pk in (file, 99999)
    )
    assert there.status_code == not_there.status_code == 404
    said = [re.sub(r"nonce[-=]\S+", "", everything_in(answer)) for answer in (there, not_there)]
    assert said[0].replace(f"/{file}/", "/99999/") == said[1]


def test_each_reading_of_what_is_withheld_is_noted_and_no_other(published, by_member):
    where = f"/members/safeguarding/{published.meeting.slug}"
    before = AccessEvent.objects.count()
    by_member.get(f"{where}/papers/{Paper.objects.get(pk=published.open_paper.pk).file_id}/x.pdf")
    assert AccessEvent.objects.count() == before
    by_member.get(f"{where}/papers/{Paper.objects.get(pk=published.secret_paper.pk).file_id}/x.pdf")
    by_member.get(f"{where}/pack.pdf")
    assert AccessEvent.objects.count() == before + 2


def test_an_item_that_is_withdrawn_or_hidden_later_is_so_on_the_page_of_every_version(published, clerk):
    """An old version stays readable; what is hidden now is not read off it."""
    item = published.meeting.items.get(title="Apologies")
    hidden = "Apologies"
    amendments.correct(
        published.meeting,
        note="The name of the report is not for publication.",
        at=moment(2022, 4, 14, 9),
        by=clerk,
        items={item.pk: {"public_title": "A report"}},
    )
    client = client_of(None)
    where = f"/committees/safeguarding/{published.meeting.slug}/"
    for path in (where, f"{where}versions/1/", f"{where}versions/2/", f"{where}versions/3/"):
        page = client.get(path).content.decode()
        assert "A report" in page, path
        assert hidden not in page, path


def test_a_paper_that_must_be_hidden_after_all_is_gone_from_every_version(published):
    """Set by hand in the database, as no verb does it: every door shuts at once."""
    fields = {name: value for name, value in EXEMPT.items() if name != "paragraphs"}
    Paper.objects.filter(pk=published.open_paper.pk).update(**fields, paragraphs="3")
    file = Paper.objects.get(pk=published.open_paper.pk).file_id
    client = client_of(None)
    where = f"/committees/safeguarding/{published.meeting.slug}/"
    assert client.get(f"{where}papers/{file}/x.pdf").status_code == 404
    for path in ("pack.pdf", "versions/1/pack.pdf"):
        assert client.get(where + path).status_code == 410, path
    for path in ("", "versions/1/", "items/4/"):
        assert f"papers/{file}/" not in client.get(where + path).content.decode()


PAGES = ("/", "/committees/", "/calendar/", "/account/login/", "/no-such-page/")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_the_headers_that_guard_it(db, council, path):
    answer = Client().get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_no_cache_keeps_a_page_made_for_somebody_who_has_signed_in(cast, safeguarding):
    for person, path in (
        *(("clerk", path) for path in ("/desk/", "/register/", "/", "/desk/no-such-page/")),
        ("member", "/members/"),
        ("officer", "/officers/"),
        ("administrator", "/register/users/"),
    ):
        answer = client_of(cast[person]).get(path)
        assert answer.headers.get("Cache-Control") in ("private, no-store",), (person, path)
    assert Client().get("/").headers["Cache-Control"] == "no-cache", "anybody's: kept, and asked for again each time"
    assert "Cache-Control" not in Client().get("/contact/").headers


def test_the_page_shown_at_signing_in_and_out_is_not_kept_either(clerk):
    client = Client()
    answer = client.post("/account/login/", {"login": clerk.email, "password": "a long enough password"})
    assert answer.status_code == 302
    assert "no-store" in answer.headers["Cache-Control"]
    assert "no-store" in client.post("/account/logout/").headers["Cache-Control"]


def test_a_public_file_is_still_asked_for_by_its_hash(published, clerk):
    for person in (None, clerk):
        answer = client_of(person).get("/committees/safeguarding/2022-04-21/pack.pdf")
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert answer.headers["ETag"]


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_but_here(clerk, elsewhere):
    sent = {"login": clerk.email, "password": "a long enough password", "next": elsewhere}
    answer = Client().post(f"/account/login/?next={elsewhere}", sent)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/")
    assert "evil" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


def test_a_reminder_leads_back_to_nowhere_but_here(published, clerk):
    where = f"/desk/meetings/safeguarding/{published.coming.slug}/papers/{published.owed_paper.pk}/chase/"
    for elsewhere in ("//evil.example/", "https://evil.example/", "/\\evil.example", "home", "public:home"):
        answer = client_of(clerk).post(where, {"back": elsewhere})
        assert answer.headers["Location"].startswith("/desk/meetings/"), elsewhere
    assert client_of(clerk).post(where, {"back": "/desk/"}).headers["Location"] == "/desk/"


def test_a_session_that_cannot_be_read_is_nobodys(db, council):
    for junk in ('"aaaaaaaa\\000aaaa"', "x" * 5000, '"\\377\\376aaaaaaaa"', "a b; c"):
        client = Client(raise_request_exception=False, headers={"cookie": f"sessionid={junk}"})
        assert client.get("/").status_code == 200, junk

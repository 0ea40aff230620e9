"""What every answer carries: nothing private is kept by a cache, nothing runs that is not ours."""

import pytest
from django.test import Client

from tests.answers import client_of

PAGES = ("/", "/committees/", "/calendar/", "/account/login/", "/no-such-page/", "/healthz")


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

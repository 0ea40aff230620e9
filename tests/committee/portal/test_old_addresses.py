"""Links to the site before: where they lead, what no list can make them do, and how the lists come in."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import AuditEntry, OldAddress
from committee.old_addresses.keys import candidates
from committee.old_addresses.verbs import add_old_address
from committee.public_pages import page_data
from meetings.models import Paper

HOST = "moderngov.borsetshire.example"
LIST = "/ieListDocuments.aspx?CId=137&MId=9529&Ver=4"


@pytest.fixture(autouse=True)
def old_host(settings):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST]


def enter(old: str, target: str, clerk) -> OldAddress:
    return add_old_address(old=f"https://{HOST}{old}", target=target, by=clerk)


def ask(client, path: str):
    return client.get(path, headers={"host": HOST})


@pytest.mark.both_databases("queries: which of several entries is the nearest")
def test_an_old_address_leads_to_its_page_in_any_spelling_and_to_nothing_else(published, client, clerk):
    meeting = reverse("public:meeting", args=["safeguarding", published.meeting.slug])
    enter("/ieListDocuments.aspx?CId=137&MId=9529", meeting, clerk)
    enter("/mgAi.aspx?ID=77", f"{meeting}items/5/", clerk)
    enter("/documents/g9529/", meeting, clerk)
    enter("/documents/s1/Caf%C3%A9%20Report.pdf", "/committees/", clerk)
    enter("/%2563ommittees/", "/committees/", clerk)  # a file called %63ommittees, not our page
    leads = {
        "/%2563ommittees/": "/committees/",
        LIST: meeting,
        "/IELISTDOCUMENTS.ASPX?mid=9529&ver=4&cid=137": meeting,
        "/mgai.aspx?id=77": f"{meeting}items/5/",
        "/documents/g9529/Public%20reports%20pack%2021st-Apr-2022.pdf?T=10": meeting,
        "/documents/s1/CAFE%CC%81%20report.pdf?StyleType=standard": "/committees/",
    }
    for path, target in leads.items():
        answer = ask(client, path)
        assert (answer.status_code, answer.headers.get("Location")) == (301, f"http://127.0.0.1:8000{target}"), path
        assert answer["Cache-Control"] == "no-cache"
    for path in ("/ieListDocuments.aspx?MId=9529", "/ieListDocuments.aspx", "/documents/g95/x.pdf", "/mgAi.aspx?ID=7"):
        assert ask(client, path).status_code == 404, path
    assert client.get(LIST).status_code == 404  # at another host
    assert client.post(LIST, headers={"host": HOST}).status_code == 404


def test_whether_a_page_is_public_is_asked_of_its_gate_and_no_page_is_written(published, client, clerk, monkeypatch):
    meeting = reverse("public:meeting", args=["safeguarding", published.meeting.slug])
    enter("/ieListDocuments.aspx?CId=137&MId=9529", meeting, clerk)
    written = []
    monkeypatch.setattr(page_data, "render", lambda *given: written.append(given))
    assert ask(client, LIST)["Location"] == f"http://127.0.0.1:8000{meeting}"
    assert written == []


def test_an_address_that_leads_nowhere_offers_a_search_for_its_words(council, client):
    page = ask(client, "/documents/g1/Public%20reports%20pack%2021st-Apr-2022%20Planning.pdf").content.decode()
    assert 'value="Public reports pack Apr Planning"' in page
    assert 'name="q" type="search" value=""' in ask(client, LIST).content.decode()


def test_a_page_that_is_not_public_answers_as_one_that_nobody_entered(published, client, clerk, desk):
    files = {paper: Paper.objects.get(pk=paper.pk).file_id for paper in (published.open_paper, published.secret_paper)}
    at = {paper: f"/committees/safeguarding/2022-04-21/papers/{file}/x.pdf" for paper, file in files.items()}
    enter("/mgAi.aspx?ID=1", at[published.secret_paper], clerk)
    enter("/mgAi.aspx?ID=3", at[published.open_paper], clerk)
    nobody_entered = ask(client, "/mgAi.aspx?ID=2").content.decode()
    answer = ask(client, "/mgAi.aspx?ID=1")
    assert (answer.status_code, answer.content.decode()) == (404, nobody_entered)
    assert "papers/" not in str(answer.headers)
    assert client.get("/mgAi.aspx?ID=3", headers={"host": HOST, "range": "bytes=99999999-"}).status_code == 301
    assert ask(desk, "/mgAi.aspx?ID=1").status_code == 404  # whoever asks


WRONG_TARGETS = [
    *("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "", "/ /"),
    *("/nothing-here/", "/desk/", "/members/", "/register/old-addresses/", "/account/login/", "/mgAi.aspx?ID=2"),
    *("/committees/?next=/", "/committees/#x", "/committees/\x00/", "/%2f%2felsewhere.example/", "/links/abc/"),
    *("/calendar/own/abc.ics", "/committees/" + "a" * 10_000, "http://127.0.0.1:8000.elsewhere.example/"),
]
WRONG_OLD = [
    *("", "/mgAi.aspx?ID=1", "ftp://old.example/a", "https:///a", "https://user@old.example/a", "https://[old/a"),
    *("https://ol d.example/a", f"https://{HOST}/", f"https://{HOST}/committees/", f"https://{HOST}/committees"),
    *(f"https://{HOST}/desk/", f"https://{HOST}/a%00b", f"https://{HOST}/{'a' * 10_000}"),
    f"https://{HOST}/a?{'&'.join(f'p{n}=1' for n in range(60))}",
]


def test_what_leads_away_from_the_portal_or_in_a_circle_is_refused(safeguarding, clerk):
    for target in WRONG_TARGETS:
        with pytest.raises(Refused):
            enter("/mgAi.aspx?ID=1", target, clerk)
    for old in WRONG_OLD:
        with pytest.raises(Refused):
            add_old_address(old=old, target="/committees/", by=clerk)
    enter("/mgAi.aspx?ID=1", "http://127.0.0.1:8000/committees/safeguarding/", clerk)
    with pytest.raises(Refused, match="leads to /committees/safeguarding/ already"):
        enter("/MGAI.aspx?id=1", "/committees/", clerk)
    assert OldAddress.objects.get().target == "/committees/safeguarding/"


@pytest.mark.both_databases("constraints: no row leads to another host, however it is written")
def test_the_database_takes_no_way_out_of_the_portal(db):
    for target in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "elsewhere", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            OldAddress.objects.create(host=HOST, path="/a", target=target)


@pytest.mark.both_databases("queries: lengths and letters that an index might not take")
def test_hostile_addresses_are_not_found(council, client, clerk):
    OldAddress.objects.create(host=HOST, path="/" + "𝔘" * 599, target="/committees/")
    assert len(candidates("/a.aspx", "&".join(f"p{n}={n}" for n in range(6)))) == 63
    parameters = "&".join(f"p{number}={number}" for number in range(40))
    paths = [
        *("/" + "a" * 10_000, "/%F0%9D%94%98" * 700, "/a.aspx?" + "x=1&" * 2_000, "/a.aspx?%00", "/%00", "/..%2f"),
        *("/%ff%fe?%ff=%fe", f"/a.aspx?{parameters}", "//elsewhere.example/%2f..", "/%E2%80%AEtxt.aspx", "/a?;=;&&=&"),
    ]
    assert {path[:40] for path in paths if ask(client, path).status_code not in (400, 404)} == set()


def test_the_page_of_old_addresses_adds_finds_and_deletes(safeguarding, desk):
    where = reverse("register:old-addresses")
    assert desk.post(where, {"old": f"https://{HOST}/mgAi.aspx?ID=1", "target": "//e.example"}).status_code == 422
    desk.post(where, {"old": f"https://{HOST}/mgAi.aspx?ID=1", "target": "/committees/safeguarding/"})
    row = OldAddress.objects.get()
    assert str(row) in desk.get(where, {"q": "MGAI"}).content.decode()
    assert str(row) not in desk.get(where, {"q": "nothing"}).content.decode()
    desk.post(reverse("register:old-address-delete", args=[row.pk]))
    assert not OldAddress.objects.exists() and AuditEntry.objects.filter(did__contains="old address").count() == 2


def test_a_file_says_what_it_would_change_and_a_faulty_row_loses_nothing(safeguarding, clerk, tmp_path, desk):
    enter("/mgAi.aspx?ID=1", "/committees/", clerk)
    new = f"old address,new address\nhttps://{HOST}/mgai.aspx?id=1,/committees/safeguarding/\nhttps://{HOST}/mgAi.aspx?ID=2,/committees/\n"
    wrong = (
        new + f"https://{HOST}/mgAi.aspx?ID=3,https://elsewhere.example/\nhttps://{HOST}/MGAI.aspx?ID=2,/committees/\n"
    )
    where = reverse("register:import-kind", args=["old-addresses"])
    said = desk.post(where, {"file": io.BytesIO(wrong.encode())}).content.decode()
    assert "2 of 4 rows are wrong" in said
    said = desk.post(where, {"file": io.BytesIO(new.encode())}).content.decode()
    assert "leads to /committees/safeguarding/ instead of /committees/" in said and "1 row is new" in said
    file, out = tmp_path / "old.csv", io.StringIO()
    file.write_text(wrong)
    with pytest.raises(CommandError, match="2 of 4 rows are wrong; nothing was imported"):
        call_command("import_old_addresses", str(file), stdout=out)
    assert "Row 4 is wrong: Enter the page" in out.getvalue() and "same old address as row 3" in out.getvalue()
    file.write_text(new)
    call_command("import_old_addresses", str(file), "--dry-run", stdout=out)
    assert "1 new, 1 that lead elsewhere, 0 already there" in out.getvalue() and OldAddress.objects.count() == 1
    call_command("import_old_addresses", str(file), stdout=out)
    assert set(OldAddress.objects.values_list("target", flat=True)) == {"/committees/"}
    call_command("import_old_addresses", str(file), "--take-changes", "--by", "carol@borsetshire.example", stdout=out)
    assert set(OldAddress.objects.values_list("target", flat=True)) == {"/committees/", "/committees/safeguarding/"}
    assert str(AuditEntry.objects.latest("pk")).startswith("Carol Clerk imported the old address moderngov.")

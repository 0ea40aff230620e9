"""What officers are asked for and how they send it; the pages on which text versions are written and read."""

import datetime as dt
import io
from threading import BoundedSemaphore

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from committee.files import files
from committee.models import AccessEvent
from meetings.agendas import verbs as agenda
from meetings.agendas.views import reading_page
from meetings.calendar import verbs as calendar
from meetings.models import PageText, Paper, PaperState, PublishedPaper
from meetings.packs import derived_store, page_pictures
from meetings.packs.intake import sandbox
from meetings.packs.reading import view
from meetings.packs.reading.view import Page
from meetings.papers import text_versions, withholding
from meetings.papers import verbs as papers
from tests.answers import body, client_of, words
from tests.meetings import publishing as worlds
from tests.meetings.packs import making
from tests.meetings.publishing import SECRET
from tests.staging import staged

MEETING = "/committees/safeguarding/2022-04-21/"
MEMBERS = "/members/safeguarding/2022-04-21/"


@staged
def meeting(safeguarding, clerk):
    return calendar.schedule(safeguarding, timezone.localdate() + dt.timedelta(days=35), by=clerk)


@staged
def deck(meeting, clerk, officer) -> Paper:
    """Return the officer's slides, whose pages 2, 3 and 4 are pictures."""
    item = agenda.add_item(meeting, title="Fostering", owner=officer.person, by=clerk)
    data = making.deck_with_pictures(1, 3)
    return papers.add_paper(item, title="Fostering slides", data=data, filename="a.pdf", at=timezone.now(), by=clerk)


def officers_page(deck: Paper, tail: str = "") -> str:
    return f"/officers/papers/{deck.pk}/text/{tail}"


def desk_page(deck: Paper, tail: str = "") -> str:
    meeting = deck.item.meeting
    return f"/desk/meetings/{meeting.committee.slug}/{meeting.slug}/papers/{deck.pk}/text/{tail}"


def test_the_author_writes_a_deck_out_page_by_page(deck, by_officer):
    page = words(by_officer.get(f"/officers/papers/{deck.pk}/"))
    assert "Pages 2 to 4 are pictures" in page and "0 of 3 pages written" in page and "Write a text version" in page
    assert words(by_officer.get(officers_page(deck))).count("To write") == 3
    assert "Page 2 of 4" in words(by_officer.get(officers_page(deck, "2/")))
    for number, following in ((2, "3/"), (3, "4/"), (4, "")):
        answer = by_officer.post(officers_page(deck, f"{number}/"), {"text": f"Words {number}", "then": "next"})
        assert (answer.status_code, answer["Location"]) == (302, officers_page(deck, following))
    page = words(by_officer.get(officers_page(deck)))
    assert "3 of 3 pages written" in page and "The text version of page 4 is saved." in page and "To write" not in page


def test_an_empty_box_is_asked_for_again_and_what_was_saved_stays_with_a_word_on_personal_data(deck, by_officer):
    answer = by_officer.post(officers_page(deck, "2/"), {"text": "Ann, born on 3 May 2009"}, follow=True)
    assert "What you wrote for page 2 may hold someone’s date of birth. Remove it" in words(answer)
    answer = by_officer.post(officers_page(deck, "2/"), {"text": "  \r\n "})
    assert answer.status_code == 422 and "Enter the text of the page." in words(answer)
    assert PageText.objects.get().text == "Ann, born on 3 May 2009"


def test_two_who_write_at_once_are_told_and_neither_loses_a_word(deck, desk, by_officer):
    desk.post(desk_page(deck, "2/"), {"text": "The clerk's words"})
    assert "1 of 3 pages written" in words(desk.get(desk_page(deck)))
    answer = by_officer.post(officers_page(deck, "2/"), {"text": "The author's words", "seen": "", "then": "next"})
    page = words(answer)
    assert answer.status_code == 422 and "Carol Clerk has written this page while you did" in page
    assert "The author&#x27;s words" in page and "The clerk&#x27;s words" in page
    seen = answer.context["form"]["seen"].value()
    by_officer.post(officers_page(deck, "2/"), {"text": "Both words", "seen": seen})
    assert PageText.objects.get().text == "Both words"


def test_any_other_page_can_be_written_too_and_removed_on_a_page_that_says_what_follows(deck, by_officer):
    assert by_officer.get(officers_page(deck, "?page=1"))["Location"] == officers_page(deck, "1/")
    assert by_officer.get(officers_page(deck, "1/remove/")).status_code == 404
    by_officer.post(officers_page(deck, "1/"), {"text": "A chart between words"})
    assert "It has text." not in words(by_officer.get(officers_page(deck, "2/")))
    assert "1 of 4 pages written" in words(by_officer.get(officers_page(deck)))
    for junk in ("5", "x", "9" * 5000):
        answer = by_officer.get(officers_page(deck), {"page": junk})
        assert answer.status_code == 422 and "There is a problem" in words(answer)
    assert "cannot be restored" in words(by_officer.get(officers_page(deck, "1/remove/")))
    answer = by_officer.post(officers_page(deck, "1/remove/"), follow=True)
    assert "The text version of page 1 is removed." in words(answer) and not PageText.objects.exists()


def test_a_page_is_shown_as_a_picture_that_is_marked_and_its_reading_recorded_where_it_is_withheld(
    deck, officer, clerk, by_officer
):
    answer = by_officer.get(officers_page(deck, "2.png"))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "private, no-store")
    plain = body(answer)
    assert plain.startswith(b"\x89PNG") and not AccessEvent.objects.exists()
    assert f'src="{officers_page(deck, "2.png")}"' in words(by_officer.get(officers_page(deck, "2/")))
    grounds = {"access": "confidential", "confidential_reason": "An order.", "public_title": "Fostering: slides"}
    withholding.set_access(deck, **grounds, by=clerk)
    marked = body(by_officer.get(officers_page(deck, "2.png")))
    assert marked.startswith(b"\x89PNG") and marked != plain
    assert AccessEvent.objects.get().user == officer
    by_officer.post(officers_page(deck, "2/"), {"text": "Secret words"})
    by_officer.get(officers_page(deck, "2/"))
    assert AccessEvent.objects.count() == 2


@staged
def world(safeguarding, planning, clerk, officer, proper_officer, chairman, vice_chairman, member, other_member):
    return worlds.make(safeguarding, clerk, officer, supplement=False)


def of(paper: Paper) -> PublishedPaper:
    return PublishedPaper.objects.get(paper_file__paper=paper.pk)


def reading_address(published: PublishedPaper) -> str:
    words = slugify(published.paper_file.paper.title_for_public)
    return f"{MEETING}papers/{published.paper_file_id}/{words}/"


def write(paper: Paper, page: int, text: str, by) -> None:
    file = Paper.objects.get(pk=paper.pk).file
    text_versions.write_page_text(file, page=page, text=text, at=timezone.now(), by=by)


def test_anybody_reads_it_beside_the_pdf_under_the_numbers_of_the_pack(client, world, clerk):
    write(world.open_paper, 3, "One.\n\nTwo,\nthree.\n\n<script>", clerk)
    published = of(world.open_paper)
    item = client.get(f"{MEETING}items/{published.item_number}/")
    address = reading_address(published)
    assert f'href="{address}"' in words(item) and f'href="{address}"' in words(client.get(MEETING))
    page = words(client.get(address))
    first, third = published.first_page, published.first_page + 2
    assert f'id="page-{first}"' in page and f'id="page-{third}"' in page
    assert "A chart of young carers." in page and "Text version of this page." in page
    assert "<p>Two,<br>three.</p>" in page and "&lt;script&gt;" in page
    assert f'.pdf#page=3">See page {third} in the PDF</a>' in page
    data = client.get(f"{address.removesuffix('/')}.json").json()
    assert (data["pages"][2]["page"], data["pages"][2]["text"]) == (third, "One.\nTwo,\nthree.\n<script>")
    assert "<p>Two,<br>three.</p>" in words(client.get(f"{MEETING}p/{third}/"))
    assert client.get(f"{MEETING}p/{third}.json").json()["text"] == data["pages"][2]["text"]
    assert client.get(f"{MEETING}papers/{published.paper_file_id}/text/")["Location"] == address
    assert client.get(f"{MEETING}papers/{published.paper_file_id}/text.json")["Location"] == f"{address[:-1]}.json"


def test_a_long_paper_has_parts_and_every_page_leads_to_its_part(client, world, monkeypatch):
    monkeypatch.setattr(reading_page, "PART", 60)
    published = of(world.open_paper)
    first = published.first_page
    view._keep(
        published.paper_file.stored,
        [
            Page("tags", [["heading", 1, [[f"Chapter {number}", ""]]], ["paragraph", [["x" * 30, ""]]]])
            for number in (1, 2, 3)
        ],
    )
    address = reading_address(published)
    page, second = words(client.get(address)), words(client.get(f"{address}2/"))
    assert "Chapter 1</h2>" not in second and '<h2 id="heading-2-1">Chapter 2</h2>' in second
    assert f'href="{address}3/#heading-3-1">Chapter 3</a>' in page and f'href="{address}2/" rel="next"' in page
    assert client.get(f"{address}1/")["Location"] == f"{address}#page-{first}"
    assert client.get(f"{address}3.json").json()["pages"][0]["text"].startswith("Chapter 3")
    assert client.get(f"{address}4/").status_code == 404
    monkeypatch.setattr(reading_page, "PART", 30_000)
    assert client.get(f"{address}3/")["Location"] == f"{address}#page-{first + 2}"


def test_a_paper_of_300_pages_is_sent_in_small_parts(client, world, by_member):
    published = of(world.open_paper)
    page = [["heading", 1, [["A heading of some words", ""]]], *[["paragraph", [["A line of words. " * 24, ""]]]] * 7]
    view._keep(published.paper_file.stored, [Page("tags", page)] * 300)
    address = reading_address(published)
    for reader, side in ((client, MEETING), (by_member, MEMBERS)):
        for url in (address.replace(MEETING, side), f"{side}p/{published.first_page + 2}/"):
            sent = reader.get(url).content
            assert b"A line of words." in sent and len(sent) < 60_000, url


def test_a_paper_that_has_not_been_read_yet_says_so_is_not_kept_and_is_read_by_a_worker(
    client, world, django_capture_on_commit_callbacks
):
    published = of(world.open_paper)
    derived_store.forget(view.KIND, view._key(published.paper_file.stored))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.get(reading_address(published))
    assert "being prepared" in words(answer) and answer["Cache-Control"] == "no-store"
    assert "being prepared" not in words(client.get(reading_address(published)))


def test_a_member_reads_a_withheld_page_as_their_copy_and_that_is_recorded_once(world, by_member):
    before = AccessEvent.objects.count()
    answer = by_member.get(f"{MEMBERS}p/5/")
    assert SECRET in words(answer) and "no-store" in answer["Cache-Control"]
    assert AccessEvent.objects.count() == before + 1
    assert AccessEvent.objects.latest("pk").subject_id == world.secret_paper.pk


def test_the_text_of_a_withheld_paper_is_as_secret_as_the_paper(client, cast, world):
    readers = {"member"}
    file = Paper.objects.get(pk=world.secret_paper.pk).file_id
    councillors = Paper.objects.get(pk=world.councillors_paper.pk).file_id
    for person in ("stranger", "member", "other member", "officer"):
        client.force_login(cast[person])
        for one, may in ((file, readers), (councillors, readers | {"other member"})):
            assert client.get(f"{MEETING}papers/{one}/paper/").status_code == 404, person
            answer = client.get(f"{MEMBERS}papers/{one}/paper/")
            assert answer.status_code == (200 if person in may else 404), person
        for page in (MEETING, MEMBERS, f"{MEETING}items/6/"):
            said = client.get(page).content.decode()
            assert person in readers or f"papers/{file}/" not in said, person


def test_a_paper_withheld_since_takes_its_text_with_it(client, world):
    published = of(world.open_paper)
    address = reading_address(published)
    assert client.get(address).status_code == 200
    Paper.objects.filter(pk=world.open_paper.pk).update(access="confidential", confidential_reason="An order.")
    assert client.get(address).status_code == 404
    assert address not in words(client.get(MEETING))


def test_a_member_reads_a_withheld_text_as_their_copy_and_that_is_recorded(world, by_member):
    file = Paper.objects.get(pk=world.secret_paper.pk).file_id
    assert f'href="{MEMBERS}papers/{file}/' in words(by_member.get(MEMBERS))
    before = AccessEvent.objects.count()
    answer = by_member.get(f"{MEMBERS}papers/{file}/paper/")
    page = words(answer)
    assert f"A picture of {SECRET}." in page and "Not for publication" in page and "Your copy, Mary Member" in page
    assert "no-store" in answer["Cache-Control"]
    assert AccessEvent.objects.count() == before + 1
    assert AccessEvent.objects.latest("pk").subject_id == world.secret_paper.pk


def picture_address(published: PublishedPaper, page: int, side: str = MEETING) -> str:
    return f"{reading_address(published)}{page}.webp".replace(MEETING, side)


def test_a_page_has_a_picture_large_enough_to_read_which_is_drawn_once(client, world, monkeypatch):
    published = of(world.open_paper)
    address = picture_address(published, 2)
    page = words(client.get(f"{MEETING}p/{published.first_page + 1}/"))
    assert f'<img src="{address}" width="1400" height="1981" loading="lazy" alt="Picture of page' in page
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "public, no-cache")
    assert Image.open(io.BytesIO(body(answer))).width == 1400
    assert 'name="page" type="text" value=""' in page, "no words of the page in the box for a page number"
    monkeypatch.setattr(page_pictures, "draw", None)  # it is not drawn again
    assert client.get(address).status_code == 200
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(picture_address(published, published.paper_file.pages + 1)).status_code == 404
    Paper.objects.filter(pk=world.open_paper.pk).update(access="confidential", confidential_reason="An order.")
    assert client.get(address).status_code == 404


def test_a_reading_page_shows_pictures_of_pages_whose_words_are_not_the_files_own(client, world, clerk):
    write(world.open_paper, 3, "What the chart shows.", clerk)
    published = of(world.open_paper)
    page = words(client.get(reading_address(published)))
    assert picture_address(published, 3) in page and picture_address(published, 2) not in page


def test_few_pictures_are_drawn_at_once_and_a_page_that_cannot_be_drawn_is_tried_once_a_day(client, world, monkeypatch):
    address, tries = picture_address(of(world.open_paper), 1), []

    def crash(*args, **kwargs):
        tries.append(args)
        raise sandbox.Crashed

    monkeypatch.setattr(page_pictures, "_asking", BoundedSemaphore(1))
    with monkeypatch.context() as crashing:
        crashing.setattr(sandbox, "run", crash)
        with page_pictures.turn():
            answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"], tries) == (503, "private, no-store", [])
        assert [client.get(address).status_code, client.get(address).status_code, len(tries)] == [404, 404, 1]
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        assert client.get(address).status_code == 200, "the machine may have been busy"


def test_a_picture_of_a_file_that_is_erased_meanwhile_is_not_kept(client, world, monkeypatch):
    stored = of(world.open_paper).paper_file.stored
    draw = page_pictures.draw

    def erase_meanwhile(pdf, page):
        picture = draw(pdf, page)
        files.erase(stored)
        return picture

    monkeypatch.setattr(page_pictures, "draw", erase_meanwhile)
    assert client.get(picture_address(of(world.open_paper), 1)).status_code == 404
    assert derived_store.kept(page_pictures.KIND, page_pictures.key(stored, 1)) is None


def test_of_a_withheld_file_only_the_page_that_is_asked_for_is_marked(world, cast, monkeypatch):
    counts, mark = [], reading_page.marked
    monkeypatch.setattr(
        reading_page, "marked", lambda part, *args, **how: counts.append(len(part.pages)) or mark(part, *args, **how)
    )
    answer = client_of(cast["member"]).get(picture_address(of(world.secret_paper), 2, MEMBERS))
    assert (answer.status_code, counts) == (200, [1])


def test_a_withheld_page_has_a_picture_that_is_marked_not_kept_and_recorded_with_its_page(client, cast, world):
    published = of(world.secret_paper)
    members_address, stored = picture_address(published, 1, MEMBERS), published.paper_file.stored
    for person in (None, "stranger", "other member", "officer"):
        client.logout()
        if person:
            client.force_login(cast[person])
        assert client.get(picture_address(published, 1)).status_code == 404, person
        assert client.get(members_address).status_code == (404 if person else 302), person
    by_member = client_of(cast["member"])
    before = AccessEvent.objects.count()
    with time_machine.travel(timezone.now()) as clock:
        assert f'src="{members_address}"' in words(by_member.get(f"{MEMBERS}p/{published.first_page}/"))
        answer = by_member.get(members_address)
        by_member.get(reading_address(published).replace(MEETING, MEMBERS))
        assert AccessEvent.objects.count() == before + 1
        clock.shift(dt.timedelta(minutes=31))
        by_member.get(members_address)
        assert AccessEvent.objects.count() == before + 2
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "private, no-store")
    pictures = [body(answer), body(by_member.get(picture_address(published, 2, MEMBERS)))]
    assert pictures != [page_pictures.draw(files.read(stored), page) for page in (1, 2)] and len({*pictures}) == 2
    assert derived_store.kept(page_pictures.KIND, page_pictures.key(stored, 1)) is None


@staged
def owed(meeting, clerk, officer) -> Paper:
    item = agenda.add_item(meeting, title="Fostering", owner=officer.person, by=clerk)
    return papers.expect_paper(item, title="Fostering report", by=clerk)


def upload(data: bytes, name: str = "report.pdf") -> dict:
    return {"file": SimpleUploadedFile(name, data, content_type="application/pdf")}


def test_my_papers_lists_what_is_owed_with_its_deadline_soonest_first_and_what_is_late(owed, clerk, by_officer):
    soon = timezone.localdate() + dt.timedelta(days=3)
    papers.expect_paper(owed.item, title="Fostering slides", due_on=soon, by=clerk)
    page = words(by_officer.get("/officers/"))
    assert "2 reports to send." in page and "working day" in page and "Safeguarding Overview" in page
    assert page.index("Fostering slides") < page.index("Fostering report")
    Paper.objects.filter(pk=owed.pk).update(due_on=timezone.localdate() - dt.timedelta(days=9))
    page = words(by_officer.get("/officers/"))
    assert "Overdue" in page and "working days ago" in page


def test_a_paper_is_sent_in_one_form_and_the_thanks_say_what_happens_next(owed, officer, checked_at_once, by_officer):
    page = f"/officers/papers/{owed.pk}/"
    assert "Send the paper" in words(by_officer.get(page))
    answer = by_officer.post(page, upload(making.pdf_of(3)), follow=True)
    assert answer.redirect_chain == [(page + "received/", 302)]
    assert "Thank you" in words(answer) and "must be published by" in words(answer)
    owed.refresh_from_db()
    assert (owed.state, owed.file.pages, owed.file.received_by) == (PaperState.RECEIVED, 3, officer)
    front = words(by_officer.get("/officers/"))
    assert "Sent to the committee team" in front and "You have no reports to send or actions to answer" in front
    assert body(by_officer.get(page + "file.pdf")).startswith(b"%PDF")


def test_nothing_can_be_sent_for_a_cancelled_meeting(owed, clerk, meeting, by_officer):
    calendar.cancel(meeting, reason="No business.", at=timezone.now(), by=clerk)
    assert "has been cancelled" in words(by_officer.get(f"/officers/papers/{owed.pk}/"))
    answer = by_officer.post(f"/officers/papers/{owed.pk}/", upload(making.pdf_of(2)))
    assert answer.status_code == 422
    owed.refresh_from_db()
    assert owed.state == PaperState.DUE
    assert "Fostering report" not in words(by_officer.get("/officers/"))


def test_opening_ones_own_restricted_paper_is_recorded(owed, officer, clerk, checked_at_once, by_officer):
    grounds = {"access": "confidential", "confidential_reason": "A court order.", "public_title": "Fostering: report"}
    withholding.set_access(owed, **grounds, by=clerk)
    by_officer.post(f"/officers/papers/{owed.pk}/", upload(making.pdf_of(1)))
    answer = by_officer.get(f"/officers/papers/{owed.pk}/file.pdf")
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    assert AccessEvent.objects.get().user == officer

"""The large-print edition: what is in it, for whom, when it is made and when it is not given out."""

import pypdfium2
import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.files import files
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.models import BuildState, Edition, Paper
from meetings.packs import large_print
from meetings.packs.builds import lease, tasks
from meetings.packs.builds.build import current_pack
from meetings.packs.leak_check import meeting_check
from meetings.papers import verbs as papers
from tests.meetings.packs import looking, making, sizes
from tests.meetings.publishing import AT, EXEMPT, issue, item_of, meeting_of, report
from tests.staging import staged

OURS = (
    "<html lang='en-GB'><head><title>T</title></head><body><h1>{0}</h1>"
    "<p>About {0}, <em>in full</em>.</p></body></html>"
)
SECRET = "Zanzibarquill"


def ours(meeting, clerk, words: str, **fields) -> Paper:
    """Add a paper written by the portal, under an item of its own."""
    from committee.printing import render_pdf

    html = OURS.format(words)
    part = 2 if fields.get("access") else 1
    shown = {"title": fields.pop("item", words), "public_title": fields.pop("shown", "")}
    item = agenda.add_item(meeting, **shown, part=part, by=clerk)
    printed = {"data": render_pdf(html, title=words), "filename": "ours.pdf", "ours": True, "source": html}
    return papers.add_paper(item, title=words, **printed, at=AT, by=clerk, background_papers="None", **fields)


@staged
def published(safeguarding, clerk, proper_officer, chairman, member):
    """Publish an agenda with a report of ours, an upload, and an exempt report of ours with unique words."""
    meeting = meeting_of(safeguarding, clerk)
    ours(meeting, clerk, "Young carers")
    report(meeting, clerk, title="Budget", pages=2)
    ours(meeting, clerk, f"Prices of {SECRET}", item=f"Bid of {SECRET}", shown="A contract", **EXEMPT)
    for kind in ("minutes", "work_programme"):  # what the portal itself puts on an agenda
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    issue(meeting, clerk)
    return meeting


def edition(meeting, which: str) -> bytes:
    return files.read(large_print.build(meeting, which, at=AT).stored)


def said(pdf: bytes) -> str:
    return " ".join(looking.words(pdf))


def test_the_public_edition_has_what_we_wrote_a_page_in_place_of_an_upload_and_nothing_withheld(published, monkeypatch):
    withheld = Paper.objects.get(title__contains=SECRET).file
    opened = []
    real = files.read
    monkeypatch.setattr(files, "read", lambda record: opened.append(record.pk) or real(record))
    pack = large_print.build(published, Edition.PUBLIC, at=AT)
    pdf = real(pack.stored)
    words = said(pdf)
    assert opened and not {withheld.source_id, withheld.stored_id} & set(opened)
    assert SECRET.encode() not in looking.everything(pdf).replace(b"\0", b"")
    assert SECRET not in words and "A contract" in words
    assert "Young carers (Page 1) In the agenda pack: pages 1 to 2." in words
    assert "Budget (Page 2) In the agenda pack: pages 3 to 4." in words
    assert "This is the large-print edition" in words and "A G E N D A" not in words
    assert "About Young carers, in full." in words
    assert "About Budget" not in words and "This paper is not available in large print here" in words
    assert "committees@borsetshire.example" in words and "Equality Act 2010, section 20" in words
    assert [entry["first"] for entry in pack.manifest] == [1, 2]


def test_no_letter_of_it_is_under_18_point_page_numbers_and_markings_included(published):
    for which in (Edition.PUBLIC, Edition.MEMBERS):
        assert sizes.too_small(edition(published, which)) == {}


def test_a_supplement_is_in_it_under_its_item_and_a_withdrawn_item_without_its_papers(published, clerk):
    item = item_of(published, "Young carers")
    late = papers.expect_paper(item, title="Late figures", by=clerk)
    source = {"ours": True, "source": OURS.format("late figures")}
    papers.receive_file(late, data=making.tagged(1), filename="a.pdf", at=AT, by=clerk, **source)
    amendments.publish_supplement(published, reason="The figures were not ready.", at=AT, by=clerk)
    words = said(edition(published, Edition.PUBLIC))
    assert "About late figures" in words
    assert "Young carers (Pages 1 to 2) In the agenda pack: pages 1 to 2. In supplement 1: page" in words
    amendments.withdraw_item(item, reason="It is not ready.", at=AT, by=clerk)
    words = said(edition(published, Edition.PUBLIC))
    assert "Young carers (withdrawn)" in words and "About Young carers" not in words


def test_a_withheld_paper_is_marked_at_the_head_of_each_page_clear_of_its_words_however_long_that_is(published):
    pdf = edition(published, Edition.MEMBERS)
    own = [page for page in looking.words(pdf) if f"About Prices of {SECRET}" in page]
    assert own and all("paragraph 3" in " ".join(page.split()) for page in own)
    document = pypdfium2.PdfDocument(pdf)
    marked = [page.get_textpage() for page in document if "About Prices" in page.get_textpage().get_text_bounded()]
    assert marked
    marking = Paper.objects.get(title__contains=SECRET).marking
    for words in marked:
        rects = [words.get_rect(place) for place in range(words.count_rects())]
        said = {rect: words.get_text_bounded(*rect).strip() for rect in rects}
        head = [rect for rect in rects if len(said[rect]) > 20 and said[rect] in marking]
        assert len(head) >= 3
        assert max(rect[3] for rect in rects if rect not in head) < min(rect[1] for rect in head), rects


def test_where_the_gates_before_it_fail_the_source_of_a_withheld_paper_is_still_not_read(published, monkeypatch):
    Paper.objects.filter(title__contains=SECRET).update(access="open", paragraphs="")
    version = published.versions.get()
    snapshot = version.snapshot
    rows = large_print._pieces(version, snapshot, Edition.MEMBERS)
    [piece] = [row for row in rows if SECRET in row.paper["title"]]
    with pytest.raises(Refused, match="withheld paper cannot go into the public edition"):
        large_print._job(piece, snapshot, Edition.PUBLIC)


def test_the_leak_gate_looks_at_the_public_edition(published, monkeypatch):
    def found(*args, **facts):
        raise Refused("It holds words of a withheld paper.", rule="R16")

    monkeypatch.setattr(meeting_check, "refuse_leaks", found)
    with pytest.raises(Refused, match="words of a withheld paper"):
        large_print.build(published, Edition.PUBLIC, at=AT)
    assert not published.packs.filter(large_print=True).exists()


def test_a_paper_withheld_since_stops_the_build_and_the_edition_made_before_is_gone(published, client):
    address = reverse("public:large-print-pack", args=["safeguarding", published.slug])
    large_print.build(published, Edition.PUBLIC, at=AT)
    assert client.get(address).status_code == 200
    Paper.objects.filter(title="Young carers").update(
        access="confidential", confidential_reason="A government department forbids it."
    )
    assert client.get(address).status_code == 410
    with pytest.raises(Refused, match="withheld since"):
        large_print.build(published, Edition.PUBLIC, at=AT)


def test_where_what_a_paper_was_printed_from_is_lost_the_clerk_is_told_which(published):
    source = Paper.objects.get(title="Young carers").file.source
    files._storage().delete(files._path(source.sha256))
    with pytest.raises(Refused, match="Young carers: what it was printed from is missing"):
        large_print.build(published, Edition.PUBLIC, at=AT)


def test_it_is_offered_only_while_it_is_of_the_latest_version(published, client, clerk, member):
    address = reverse("public:large-print-pack", args=["safeguarding", published.slug])
    page = reverse("public:meeting", args=["safeguarding", published.slug])
    assert client.get(address).status_code == 404
    before = current_pack(published, Edition.PUBLIC)
    large_print.build(published, Edition.PUBLIC, at=AT)
    assert current_pack(published, Edition.PUBLIC) == before, "a large print is never taken for the pack"
    assert f'href="{address}"' in client.get(page).content.decode()
    item = item_of(published, "Young carers")
    amendments.correct(published, note="A slip.", at=AT, by=clerk, items={item.pk: {"title": "Young carers now"}})
    assert client.get(address).status_code == 404
    assert address not in client.get(page).content.decode()


def test_publishing_asks_for_both_editions_and_stands_where_they_cannot_be_asked_for(
    published, clerk, settings, monkeypatch, django_capture_on_commit_callbacks
):
    def fails(*args, **facts):
        raise OSError("the queue is away")

    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    item, corrected = item_of(published, "Young carers"), {"note": "A slip.", "at": AT, "by": clerk}
    with django_capture_on_commit_callbacks(execute=True):
        amendments.correct(published, items={item.pk: {"title": "Young carers now"}}, **corrected)
    asked = published.builds.filter(large_print=True)
    assert {(build.edition, build.state) for build in asked} == {("public", "queued"), ("members", "queued")}
    for build in asked:
        tasks.build_pack.func(build.pk)
    assert large_print.current(published, Edition.PUBLIC) and large_print.current(published, Edition.MEMBERS)
    monkeypatch.setattr(tasks, "request_build", fails)
    with django_capture_on_commit_callbacks(execute=True):
        amendments.correct(published, items={item.pk: {"title": "Young carers again"}}, **corrected)
    assert published.versions.count() == 3


def test_the_clerk_asks_for_it_again(published, django_capture_on_commit_callbacks, desk):
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("desk:large-print-build", args=["safeguarding", published.slug, "public"]))
    assert large_print.current(published, Edition.PUBLIC)


def test_there_is_none_before_the_agenda_is_published(safeguarding, clerk, desk):
    meeting = meeting_of(safeguarding, clerk)
    with pytest.raises(Refused, match="has not been published"):
        large_print.build(meeting, Edition.PUBLIC, at=AT)
    ask = reverse("desk:large-print-build", args=["safeguarding", meeting.slug, "public"])
    assert "Publish the agenda first" in desk.post(ask, follow=True).content.decode()
    assert not meeting.builds.exists()


def test_a_build_caught_by_a_storage_outage_waits_and_is_made_when_storage_is_back(published, clerk, monkeypatch):
    build = tasks.request_build(published, Edition.PUBLIC, at=AT, by=PORTAL, large_print=True)

    def away(*args):
        raise files.Unavailable(files.OUT_OF_REACH)

    with monkeypatch.context() as outage:
        outage.setattr(files, "keep", away)
        for _ in range(lease.MOST_ATTEMPTS + 1):
            tasks.build_pack.func(build.pk)
    build.refresh_from_db()
    assert (build.state, build.attempts, build.step) == (BuildState.QUEUED, 0, files.OUT_OF_REACH)
    monkeypatch.setattr(tasks, "_enqueue", tasks.build_pack.func)
    assert tasks.reap(build.heartbeat + 2 * tasks.heartbeat_timeout()) == 1
    build.refresh_from_db()
    assert build.state == BuildState.DONE
    assert large_print.current(published, Edition.PUBLIC)

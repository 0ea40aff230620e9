"""The report: written in sections by several, its facts checked by people with a signed link, frozen once issued."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from committee.acts.refusal import Conflict, Refused
from committee.acts.verbs import LinkHolder, NotAllowed
from committee.files import files
from reviews.evidence.verbs import set_evidence_access, withdraw_evidence
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import BEFORE_REPORT, FactComment, ReportVersion, State
from reviews.prints import frozen, sending
from reviews.proposing import verbs as proposing
from reviews.report import fact_check_verbs as verbs
from reviews.report import report_content
from reviews.report import verbs as report
from reviews.report.fact_check_verbs import MOST_PASSAGES, passages
from reviews.report.issuing import document_of, issue_report
from tests.acts.reviews_report import CHECKED_AT, DRAFT, drafted, png
from tests.acts.reviews_report import ON as CHECKED_ON
from tests.answers import client_of, refused
from tests.conftest import person
from tests.reviews import given, stepping
from tests.reviews.test_prints import words_of_html, words_of_pdf, words_of_word
from tests.reviews.world import AT, ON, World

LATER = AT + dt.timedelta(hours=1)
FOUND = "<h3>Schools</h3><p>Nobody asks^[Heard on one day.].</p><ul><li>one<ol><li>nested</li></ol></li></ul>"
POISON = "quisquilian"


def write(world: World, kind: str, text: str, by, *, revision: int = 0, at: dt.datetime = AT, hand: str = ""):
    return report.write_section(world.review, kind, text=text, revision=revision, at=at, by=by, hand=hand)


def hand_down(world: World, by) -> ReportVersion:
    stepping.hand_down(world.review, on=ON, at=LATER, by=by)
    return world.review.report_versions.get()


def again(world: World, by) -> None:
    stepping.take_step(world.review, State.DRAFTING, reason="A committee asks for changes.", on=ON, at=LATER, by=by)


def test_two_writers_of_one_section_lose_no_word(review, clerk, scrutiny, by_scrutiny):
    write(review, "findings", "<p>First.</p>", clerk, hand="a")
    with pytest.raises(Conflict) as found:
        write(review, "findings", "<p>Second.</p>", scrutiny, hand="b")
    assert found.value.theirs.text == "<p>First.</p>"
    # A save whose answer was lost is the same hand's own.
    kept = report.write_section(
        review.review, "findings", text="<p>First, longer.</p>", revision=0, at=AT, by=clerk, hand="a", turn=2
    )
    write(review, "findings", "<p>First, and second.</p>", scrutiny, revision=2, at=LATER)
    assert [row.text for row in kept.revisions.all()] == ["<p>First, longer.</p>", "<p>First, and second.</p>"]
    # The same on the page, without scripts and with them.
    address = reverse("desk:review-section", args=[review.review.slug, "findings"])
    clash = by_scrutiny.post(address, {"words": "Mine alone.", "revision": "1"})
    assert clash.status_code == 409 and "Two versions of this section" in clash.text
    assert "Mine alone." in clash.text and "First, and second." in clash.text
    scripted = {"hand": "c", "writer": str(scrutiny.pk), "revision": "1", "html": "<p>Third.</p>", "turn": "1"}
    answer = by_scrutiny.post(address, scripted)
    assert answer.status_code == 409 and {"theirs", "both", "difference", "revision"} <= set(answer.json())
    assert by_scrutiny.post(address, {**scripted, "revision": "3"}).json()["revision"] == "4"
    history = by_scrutiny.get(
        reverse("desk:review-section-history", args=[review.review.slug, "findings"]), {"since": "2"}
    )
    assert "longer" in history.text and "Third" in history.text


@pytest.mark.both_databases("triggers: a report stays as it was issued")
def test_what_is_handed_down_is_frozen_and_that_alone_is_public(review, client, clerk):
    write(review, "foreword", "<p>We thank everyone.</p>", clerk)
    write(review, "findings", FOUND + "<p>[image 1]</p>", clerk)
    write(review, "equalities", "<p>No one is left out.</p>", clerk)
    report.add_image(review.review, data=png(), alt="A teal field.", caption="Figure of teal", by=clerk)
    recommendations.add_recommendation(review.review, text="Ask every pupil.", wanted_months=6, by=clerk)
    address = reverse("public:review-report", args=[review.review.slug])
    proposing.publish_review(review.review, at=AT, by=clerk)
    assert client.get(address).status_code == 404
    version = hand_down(review, clerk)
    assert version.sha256 == frozen.digest(version.document)
    assert document_of(version) == report_content.document(review.review, on=ON)
    with pytest.raises(Refused, match="has been issued"):
        write(review, "findings", "<p>Other.</p>", clerk, revision=1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReportVersion.objects.update(sha256="0" * 64)

    again(review, clerk)
    write(review, "findings", f"<p>{POISON} in a draft</p>", clerk, revision=1, at=LATER)
    report.comment_on_section(review.review, "findings", text=f"{POISON} in the margin", at=LATER, by=clerk)
    html = client.get(address).text
    slug = [review.review.slug]
    files = [client.get(reverse(f"public:review-report-{suffix}", args=slug)) for suffix in ("pdf", "docx")]
    seen = [html, *(everything_in(answer.getvalue()) for answer in files)]
    assert all(POISON not in one and "Nobody" in one for one in seen)


def test_r41_a_report_says_what_it_leaves_out(review, scrutiny, by_scrutiny):
    proposing.publish_review(review.review, at=AT, by=scrutiny)
    secret = given.piece(review.review, scrutiny, title="Of a girl", text=f"A girl: {POISON}.", **given.EXEMPT)
    bare = given.piece(review.review, scrutiny, access="withheld")
    for state in BEFORE_REPORT[1:]:
        stepping.take_step(review.review, state, reason="The panel goes on.", on=ON, at=LATER, by=scrutiny)
    issued = {"reason": "The panel goes on.", "on": ON, "at": LATER, "by": scrutiny}
    with pytest.raises(Refused, match="grounds on which E2 is withheld are still to be given"):
        issue_report(review.review, **issued)
    set_evidence_access(bare, by=scrutiny, **given.CONFIDENTIAL)
    with refused("R41", "The report leaves out E1, E2"):
        issue_report(review.review, **issued)
    say = reverse("desk:review-report-left-out", args=[review.review.slug])
    assert by_scrutiny.post(say, {"would_mislead": "yes", "summary": ""}).status_code == 422
    assert (
        by_scrutiny.post(say, {"would_mislead": "yes", "summary": "Two people told us in private."}).status_code == 302
    )
    third = given.piece(review.review, scrutiny, **given.EXEMPT)
    with pytest.raises(Refused, match="E1, E2, E3"):
        issue_report(review.review, **issued)
    withdraw_evidence(third, reason="Added by mistake.", on=AT.date(), by=scrutiny)
    document = document_of(issue_report(review.review, **issued))
    read = by_scrutiny.get(reverse("public:review-report", args=[review.review.slug])).text
    grounds = ("E1. Not for publication by virtue of paragraph 1", "E2. Not for publication: confidential")
    told = words_of_html(" ".join(["Information left out of this report", *grounds, "Two people told us in private."]))
    assert told <= words_of_html(read) and told <= words_of_word(sending.made(document, "docx"))
    assert POISON not in read and secret.title not in read


def test_the_panel_comments_in_the_margin_until_the_report_is_issued(review, client, chairman, clerk, desk):
    write(review, "findings", FOUND, clerk)
    address = reverse("members:review-report", args=[review.review.slug])
    client.force_login(chairman)
    assert "Nobody asks" in client.get(address).text
    asked = {"findings-text": "How many?", "findings-quoted": "Nobody asks"}
    assert client.post(address, asked | {"findings-quoted": "Everyone asks"}).status_code == 422
    assert client.post(address, asked).status_code == 302
    assert "How many?" in desk.get(reverse("desk:review-section", args=[review.review.slug, "findings"])).text
    [made] = report.SectionComment.objects.all()
    report.settle_comment(made, reply="Said now.", at=LATER, by=clerk)
    with pytest.raises(Refused, match="already"):
        report.settle_comment(made, at=LATER, by=clerk)
    hand_down(review, clerk)
    with pytest.raises(Refused, match="closed"):
        report.comment_on_section(review.review, "findings", text="Late.", at=LATER, by=chairman)


def test_a_picture_needs_its_words_and_is_drawn_anew(review, clerk, django_capture_on_commit_callbacks):
    with pytest.raises(Refused, match="shows"):
        report.add_image(review.review, data=png(), alt=" ", by=clerk)
    with pytest.raises(Refused, match="must be a PNG"):
        report.add_image(review.review, data=b"<svg onload='alert(1)'/>", alt="A field.", by=clerk)
    image = report.add_image(review.review, data=png() + POISON.encode(), alt="A field.", by=clerk)
    assert image.file.content_type == "image/png"
    with django_capture_on_commit_callbacks(execute=True):
        report.remove_image(image, by=clerk)
    assert not review.review.images.exists()
    with pytest.raises(files.Lost):
        files.read(image.file)


def test_the_shell_prints_what_anybody_reads(review, clerk, tmp_path: Path):
    write(review, "findings", FOUND, clerk)
    slug, output = review.review.slug, tmp_path / "a.docx"
    with pytest.raises(CommandError, match="no published review"):
        call_command("print_review", slug, "--output", str(output))
    proposing.publish_review(review.review, at=AT, by=clerk)
    for path, why in ((output, "not been issued"), (tmp_path / "a.txt", "must end in")):
        with pytest.raises(CommandError, match=why):
            call_command("print_review", slug, "--output", str(path))
    hand_down(review, clerk)
    call_command("print_review", slug, "--output", str(output), stdout=io.StringIO())
    assert "Nobody" in words_of_word(output.read_bytes())


def everything_in(data: bytes) -> str:
    """All bytes of a file, with what is packed in it unpacked."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return "".join(opened.read(name).decode("latin-1") for name in opened.namelist())
    with pikepdf.open(io.BytesIO(data)) as opened:
        out = io.BytesIO()
        opened.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
        return out.getvalue().decode("latin-1") + " ".join(words_of_pdf(data)) + str(opened.docinfo)


WORD = "zeitnot"
MAILBOX = "paula.zeitnot@police.example"
TEXT = f"Few schools ask, says {WORD}.\nStill the same passage.\n\n<b>No one</b> {{{{ counts }}}}.\n\n\nThe end."


def at(day: int, hour: int = 9) -> time_machine.travel:
    return time_machine.travel(dt.datetime(2021, 7, day, hour, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def check(review, cast, scrutiny):
    proposing.publish_review(review.review, at=CHECKED_AT, by=scrutiny)
    return verbs.open_fact_check(drafted(review, cast).review, **DRAFT | {"text": TEXT}, by=scrutiny)


@pytest.fixture
def paula(check, scrutiny):
    return verbs.name_checker(
        check, forename="Paula", surname="Police", post="Superintendent", mailbox=MAILBOX, at=CHECKED_AT, by=scrutiny
    )


def link_to(checker, by) -> str:
    mail.outbox.clear()
    assert verbs.send_draft(checker, at=CHECKED_AT, by=by)
    [sent] = mail.outbox
    assert sent.to == [MAILBOX] and WORD not in sent.body.replace(MAILBOX, "")
    return re.search(r"/links/[^\s]+", sent.body)[0]


def test_who_was_sent_the_draft_comments_by_passage_once_and_the_officer_decides(check, paula, scrutiny):
    assert check.review.fact_checks.get() == check and verbs.FROM[1] == State.FACT_CHECK
    with at(2):
        url = link_to(paula, scrutiny)
        page = Client().get(url).content.decode()
        assert "Few schools ask" in page and "Still the same passage" in page and "Passage 3" in page
        assert "&lt;b&gt;No one&lt;/b&gt; {{ counts }}" in page, "the draft is text, whatever stands in it"
        answer = Client().post(url, {"passage_1": "Six schools ask.", "passage_3": " ", "passage_0": "Well done."})
        assert answer.status_code == 302
        used = Client().get(url)
        assert "Your answer was recorded" in used.content.decode() and "Few schools ask" not in used.content.decode()
        assert "We have sent the panel 2 comments from you." in used.content.decode()
        assert Client().post(url, {"passage_1": "More."}).status_code == 409
    assert list(FactComment.objects.values_list("passage", "text")) == [(0, "Well done."), (1, "Six schools ask.")]
    remark = FactComment.objects.get(passage=1)
    with pytest.raises(Refused, match="too short"):
        verbs.decide_comment(remark, decision="declined", reason="No", at=CHECKED_AT, by=scrutiny)
    verbs.decide_comment(remark, decision="declined", reason="The panel counted two.", at=CHECKED_AT, by=scrutiny)
    page = client_of(scrutiny).get(f"/desk/reviews/{check.review.slug}/fact-check/").content.decode()
    assert "The panel counted two." in page and "1 to decide" in page and MAILBOX not in page


def test_a_revoked_or_expired_link_and_one_of_a_report_that_is_handed_down_open_nothing(check, paula, scrutiny):
    with at(2):
        url = link_to(paula, scrutiny)
        verbs.revoke_draft(paula, at=CHECKED_AT, by=scrutiny)
        assert Client().get(url).status_code == 410
        url = link_to(paula, scrutiny)
    with at(15, 22):
        assert Client().get(url).status_code == 200, "to the end of the last day"
    with at(15, 23):
        page = Client().get(url)
        assert page.status_code == 410 and WORD not in page.text
    with at(3):
        stepping.take_step(
            check.review, State.REPORTED, on=CHECKED_ON, at=CHECKED_AT + dt.timedelta(days=2), by=scrutiny
        )
        assert "issued since" in Client().get(url).text
        stepping.take_step(
            check.review, State.PAUSED, on=CHECKED_ON, at=CHECKED_AT, reason="The panel waits.", by=scrutiny
        )
        assert Client().get(url).status_code == 410, "a pause brings no check of facts back"


def test_a_link_to_an_earlier_draft_opens_nothing_once_another_is_checked(check, paula, scrutiny):
    with at(2):
        url = link_to(paula, scrutiny)
        verbs.open_fact_check(check.review, **DRAFT, by=scrutiny)
        page = Client().get(url)
        assert page.status_code == 410 and "A newer draft is being checked" in page.content.decode()


def test_nobody_outside_the_panel_stops_the_report(check, paula, scrutiny):
    """Neither an answer that is out nor a comment that is not decided, before the last day and after it."""
    verbs.comment(paula, comments={2: "This must not be published."}, at=CHECKED_AT, by=LinkHolder(paula.person))
    verbs.name_checker(
        check, person=person("Petra", "Late"), mailbox="petra@school.example", at=CHECKED_AT, by=scrutiny
    )
    assert (
        stepping.take_step(check.review, State.REPORTED, on=CHECKED_ON, at=CHECKED_AT, by=scrutiny).to_state
        == State.REPORTED
    )


def test_nobody_comments_for_another_or_after_the_last_day(check, paula, scrutiny):
    with pytest.raises(NotAllowed):
        verbs.comment(paula, comments={1: "No."}, at=CHECKED_AT, by=LinkHolder(person("Stella", "Stranger")))
    late = CHECKED_AT + dt.timedelta(days=15)
    with pytest.raises(Refused, match="The last day for comments was Thursday 15 July 2021"):
        verbs.comment(paula, comments={1: "No."}, at=late, by=LinkHolder(paula.person))
    with pytest.raises(Refused, match="open another check"):
        verbs.name_checker(check, person=paula.person, at=late, by=scrutiny)
    with pytest.raises(Refused, match="no such passage"):
        verbs.comment(paula, comments={4: "No."}, at=CHECKED_AT, by=LinkHolder(paula.person))


def test_a_long_draft_has_no_more_passages_than_a_form_can_show():
    text = "\n\n".join(f"Passage {number}." for number in range(500))
    told = passages(text)
    assert len(told) <= MOST_PASSAGES and "".join(told).count("Passage") == 500
    assert passages(" \n\n ") == []

"""A published paper is corrected: the new file takes its place in a supplement, the old one stays and says why."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from meetings.agendas import amendments, preflight, publishing
from meetings.agendas import verbs as agenda
from meetings.minutes.room.resolutions.recommended import recommended_limbs
from meetings.models import Minute, Minutes, Paper, PublishedPaper
from meetings.packs.intake import take_in
from meetings.papers import handing_in
from meetings.papers import verbs as papers
from meetings.takedowns import verbs as takedowns
from tests.meetings.agendas.test_public_pages import words as text_of
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, built, exempt, item_of, meeting_of, report
from tests.staging import staged
from tests.uploads import check_all

LATER = dt.datetime(2022, 4, 13, 9, tzinfo=AT.tzinfo)
WHY = "The figures of table 2 were last year’s."


@staged
def published(safeguarding, clerk, proper_officer, chairman, member):
    """Return an agenda with an open and an exempt report, published on the last lawful day."""
    meeting = meeting_of(safeguarding, clerk)
    papers.edit_paper(report(meeting, clerk), recommendations="Note the report.", by=clerk)
    exempt(meeting, clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    built(meeting)
    publishing.publish_agenda(meeting, at=AT, by=clerk)
    return meeting


def young(meeting) -> Paper:
    return item_of(meeting, "Young Carers").papers.get(replaces=None)


def correct(paper, clerk, *, words="About young carers, with the right figures", reason=WHY) -> Paper:
    made = handing_in.correct_paper(
        paper, data=pdf_of(2, words), filename="right.pdf", reason=reason, at=LATER, by=clerk
    )
    check_all()
    made.refresh_from_db()
    return made


def entries(version) -> dict[int, dict]:
    return {paper["pk"]: paper for item in version.snapshot["items"] for paper in item["papers"]}


def test_a_corrected_paper_takes_the_place_of_the_published_one_which_stays_open(published, clerk, client):
    old = young(published)
    new = correct(old, clerk)
    assert (new.title, new.access, new.late_reason) == (old.title, old.access, WHY)
    before = client.get(reverse("public:meeting", args=["safeguarding", published.slug]))
    assert "Replaced" not in text_of(before), "nothing is told before the correction is published"
    version = amendments.publish_supplement(published, reason=WHY, at=LATER, by=clerk)
    assert (version.number, version.supplement) == (2, 1)
    shown = entries(version)
    assert shown[old.pk]["replaced"] == {"on": "2022-04-13", "because": WHY, "by": new.pk}
    assert shown[new.pk]["replaces"] == {"first": 1, "last": 4, "pack": 0}
    assert (shown[old.pk]["first"], shown[old.pk]["last"]) == (1, 4), "published pages keep their numbers"
    printed = " ".join(" ".join(take_in.texts(files.read(version.public_pack.stored))).split())
    assert ", in place of pages 1–4 of the agenda pack" in printed and WHY in printed
    page = text_of(client.get(reverse("public:item", args=["safeguarding", published.slug, old.item.number])))
    said = f"Replaced on Wednesday 13 April 2022: {WHY}"
    assert said in page
    assert page.index("of supplement 1") < page.index(said), "the corrected paper stands in its place"
    address = reverse("public:paper", args=["safeguarding", published.slug, old.file_id, "young-carers-report"])
    assert client.get(address).status_code == 200
    leaf = text_of(client.get(reverse("public:page", args=["safeguarding", published.slug, 2])))
    assert "This paper has been corrected." in leaf and said in leaf


def test_a_corrected_paper_counts_from_its_own_day(published, clerk):
    new = correct(young(published), clerk)
    found = preflight.preflight(published, on=LATER.date(), for_=preflight.SUPPLEMENT)
    (late,) = [check for check in found if check.rule == "R07"]
    assert WHY in late.text
    assert "R08" in {check.rule for check in found}
    version = amendments.publish_supplement(published, reason=WHY, at=LATER, by=clerk)
    assert list(PublishedPaper.objects.filter(paper_file=new.file_id).values_list("version", flat=True)) == [version.pk]
    assert not version.certificate.count["lawful"]


def test_the_correction_of_an_exempt_paper_is_exempt_on_the_same_grounds(published, clerk, client):
    old = Paper.objects.get(access="exempt")
    new = correct(old, clerk, words="Offer of Zanzibar, with the right prices", reason="A price was wrong.")
    same = ("access", "paragraphs", "public_interest_reason", "public_title", "title")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    amendments.publish_supplement(published, reason="A price was wrong.", at=LATER, by=clerk)
    page = text_of(client.get(reverse("public:item", args=["safeguarding", published.slug, old.item.number])))
    assert "Zanzibar" not in page
    address = reverse("public:paper", args=["safeguarding", published.slug, new.file_id, "contract-for-respite-care"])
    assert client.get(address).status_code == 404


@pytest.mark.both_databases("constraints: a paper is corrected once")
def test_a_paper_is_corrected_once_and_only_once_it_is_published(published, clerk):
    old = young(published)
    unpublished = papers.add_paper(old.item, title="Late", data=pdf_of(1), filename="a.pdf", at=AT, by=clerk)
    with pytest.raises(Refused, match="Only a published paper"):
        correct(unpublished, clerk)
    new = correct(old, clerk)
    with pytest.raises(Refused, match="has been corrected already"):
        correct(old, clerk, words="Another hand")
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=unpublished.pk).update(replaces=old, late_reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=new.pk).update(late_reason="")
    amendments.publish_supplement(published, reason=WHY, at=LATER, by=clerk)
    with pytest.raises(Refused, match="published"):
        papers.edit_paper(new, late_reason="For no reason at all.", by=clerk)
    assert correct(new, clerk, words="The third, at last right").replaces == new


def test_only_what_the_corrected_paper_recommends_is_offered_to_the_meeting_until_it_is_taken_back(published, clerk):
    minutes = Minutes.objects.create(meeting=published, opened_at=AT, opened_by=clerk)
    item = young(published).item
    minute = Minute.objects.create(minutes=minutes, item=item, position=1, heading="Young Carers")
    assert len(recommended_limbs(minute)) == 1
    new = correct(young(published), clerk)
    assert len(recommended_limbs(minute)) == 1
    papers.remove_paper(new, by=clerk)
    assert young(published).file_id
    assert correct(young(published), clerk).pk != new.pk


def test_taking_the_corrected_paper_down_takes_its_reason_out_of_every_version(published, clerk, proper_officer):
    old = young(published)
    new = correct(old, clerk)
    version = amendments.publish_supplement(published, reason=WHY, at=LATER, by=clerk)
    takedowns.hide(new, why="It names a child by mistake.", ground="personal", at=LATER, by=proper_officer)
    version.refresh_from_db()
    assert WHY not in str(version.snapshot)


def test_the_desk_corrects_a_paper_and_shows_no_field_that_cannot_be_saved(published, clerk, client):
    client.force_login(clerk)
    old = young(published)
    where = ["safeguarding", published.slug]
    page = client.get(reverse("desk:paper", args=[*where, old.pk]))
    assert set(page.context["form"].fields) == {"owner", "recommendations", "began_from"}
    form = reverse("desk:paper-correct", args=[*where, old.pk])
    assert form in text_of(page) and form in text_of(client.get(reverse("desk:agenda-correct", args=where)))
    saved = client.post(reverse("desk:paper", args=[*where, old.pk]), {"owner": "", "recommendations": "Agree it."})
    assert saved.status_code == 302 and young(published).recommendations == "Agree it."
    file = SimpleUploadedFile("right.pdf", pdf_of(2, "The right figures"), content_type="application/pdf")
    refused = client.post(form, {"file": file, "reason": ""})
    assert refused.status_code == 422 and "Enter what is corrected, and why." in text_of(refused)
    for data, told in ((pdf_of(2, "The right figures"), ""), (pdf_of(1, "Once more"), "has been corrected already")):
        file = SimpleUploadedFile("right.pdf", data, content_type="application/pdf")
        sent = client.post(form, {"file": file, "reason": WHY})
        assert sent.status_code == (422 if told else 302) and told in text_of(sent)
    check_all()
    new = reverse("desk:paper", args=[*where, old.replacement.pk])
    assert client.get(form)["Location"] == new and "Publish it in a supplement" in text_of(client.get(new))


def test_the_same_file_corrects_nothing(published, clerk):
    same = handing_in.correct_paper(
        young(published), data=pdf_of(3, "About Young Carers"), filename="same.pdf", reason=WHY, at=LATER, by=clerk
    )
    check_all()
    assert "published already" in same.uploads.get().reason

"""A published paper is corrected in a supplement; many files at once are matched and added in one act or not at all."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import StoredFile
from meetings.agendas import amendments, preflight
from meetings.agendas import verbs as agenda
from meetings.minutes.room.resolutions.recommended import recommended_limbs
from meetings.models import Access, DroppedFile, Minute, Minutes, Paper, PaperKind, PublishedPaper, Upload
from meetings.packs.intake import take_in
from meetings.papers import dropping, handing_in, matching
from meetings.papers import verbs as papers
from meetings.takedowns import verbs as takedowns
from tests.answers import words as text_of
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, exempt, issue, item_of, meeting_of, report
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
    issue(meeting, clerk)
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


def test_the_desk_corrects_a_paper_and_shows_no_field_that_cannot_be_saved(published, desk):
    old = young(published)
    where = ["safeguarding", published.slug]
    page = desk.get(reverse("desk:paper", args=[*where, old.pk]))
    assert set(page.context["form"].fields) == {"owner", "recommendations", "began_from"}
    form = reverse("desk:paper-correct", args=[*where, old.pk])
    assert form in text_of(page) and form in text_of(desk.get(reverse("desk:agenda-correct", args=where)))
    saved = desk.post(reverse("desk:paper", args=[*where, old.pk]), {"owner": "", "recommendations": "Agree it."})
    assert saved.status_code == 302 and young(published).recommendations == "Agree it."
    file = SimpleUploadedFile("right.pdf", pdf_of(2, "The right figures"), content_type="application/pdf")
    refused = desk.post(form, {"file": file, "reason": ""})
    assert refused.status_code == 422 and "Enter what is corrected, and why." in text_of(refused)
    for data, told in ((pdf_of(2, "The right figures"), ""), (pdf_of(1, "Once more"), "has been corrected already")):
        file = SimpleUploadedFile("right.pdf", data, content_type="application/pdf")
        sent = desk.post(form, {"file": file, "reason": WHY})
        assert sent.status_code == (422 if told else 302) and told in text_of(sent)
    check_all()
    new = reverse("desk:paper", args=[*where, old.replacement.pk])
    assert desk.get(form)["Location"] == new and "Publish it in a supplement" in text_of(desk.get(new))
    supplement = desk.get(reverse("desk:supplement-publish", args=where))
    assert supplement.context["form"]["reason"].value() == WHY


def test_the_same_file_corrects_nothing(published, clerk):
    same = handing_in.correct_paper(
        young(published), data=pdf_of(3, "About Young Carers"), filename="same.pdf", reason=WHY, at=LATER, by=clerk
    )
    check_all()
    assert "published already" in same.uploads.get().reason


NOW = timezone.now()
WHERE = ["safeguarding", "2022-04-21"]
DROP, MATCH = reverse("desk:files-drop", args=WHERE), reverse("desk:files-match", args=WHERE)


@staged
def items(meeting, clerk):
    titles = ["Young carers", "Fostering", "Budget monitoring"]
    return [agenda.add_item(meeting, title=title, by=clerk) for title in titles]


def sent(*names: str) -> dict:
    return {"papers": [SimpleUploadedFile(name, pdf_of(1, name), "application/pdf") for name in names]}


def answers(page) -> dict[str, str]:
    """Return the data of the page's form, unchanged."""
    formset = page.context["formset"]
    said = {f"rows-{name}": str(value) for name, value in formset.management_form.initial.items()}
    for form in formset:
        said |= {form.add_prefix(name): str(value) for name, value in form.initial.items()}
    return said


@pytest.mark.parametrize(
    ("name", "number", "letter", "title"),
    [
        ("Item 4 - Budget.docx", 4, "", "Budget"),
        ("4a_appendix.pdf", 4, "A", "Appendix A"),
        ("Agenda Item 12 Fostering annual report (2).pdf", 12, "", "Fostering annual report"),
        ("2026-04-21 Budget.pdf", 0, "", "2026-04-21 Budget"),
        ("scan0001.pdf", 0, "", ""),
    ],
)
def test_the_name_of_a_file_is_read(name, number, letter, title):
    assert matching.read(name) == matching.Name(number, letter, title)


def test_files_are_matched_by_number_and_by_words(meeting, items, clerk):
    young, fostering, budget = items
    asked = papers.expect_paper(fostering, title="Fostering report", by=clerk)
    private = agenda.add_item(meeting, title="Contract for placements", part=2, by=clerk)
    names = [
        f"Item {young.number} - Overview.docx", "fostering report.pdf", "budget-monitoring q3.xlsx",
        f"{budget.number}a_appendix.pdf", "Contract for placements.pdf", "Young carers EXEMPT appendix.pdf", "scan.pdf",
    ]  # fmt: skip
    found = matching.guesses(names, [*items, private], [asked])
    places = [
        f"item:{young.pk}", f"paper:{asked.pk}", f"item:{budget.pk}", f"item:{budget.pk}", f"item:{private.pk}",
        f"item:{young.pk}", "",
    ]  # fmt: skip
    assert [guess.goes_to for guess in found] == places
    withheld = [guess.access == Access.WITHHELD for guess in found]
    assert withheld == [False, False, False, False, True, True, True]
    assert [guess.kind for guess in found][3] == PaperKind.APPENDIX


def test_a_number_that_the_words_gainsay_is_told(meeting, items, desk):
    young, fostering, budget = items
    names = [f"Item {young.number} - Fostering.pdf", f"Item {budget.number} - Budget monitoring.pdf"]
    page = desk.post(DROP, sent(*names), follow=True)
    told = f"Its name says item {young.number}, but its words are those of item {fostering.number}, Fostering."
    assert [form.doubt for form in page.context["formset"]] == [told, ""]
    assert told in page.content.decode()


def test_all_reach_their_items_in_one_act_and_a_second_press_adds_nothing(meeting, items, clerk, desk):
    names = [f"Item {item.number} - {item.title}.pdf" for item in items]
    page = desk.post(DROP, sent(*names, f"{items[0].number}a_appendix.pdf"), follow=True)
    assert page.redirect_chain[-1][0] == MATCH and not Paper.objects.filter(item__meeting=meeting).exists()
    said = answers(page)
    assert desk.post(MATCH, said).status_code == 302
    found = Paper.objects.filter(item__meeting=meeting).order_by("item__number", "pk")
    assert [(paper.item_id, paper.title) for paper in found] == [
        (items[0].pk, "Young carers"), (items[0].pk, "Appendix A"), (items[1].pk, "Fostering"),
        (items[2].pk, "Budget monitoring"),
    ]  # fmt: skip
    assert Upload.objects.count() == 4 and not DroppedFile.objects.exists()
    again = desk.post(MATCH, said)
    assert again.status_code == 422 and "already been added" in again.content.decode()
    assert Paper.objects.filter(item__meeting=meeting).count() == 4


def test_a_mistake_loses_and_adds_nothing_and_what_is_left_out_is_deleted(
    meeting, items, desk, private_files, django_capture_on_commit_callbacks
):
    page = desk.post(DROP, sent("scan0001.pdf", f"Item {items[1].number}.pdf"), follow=True)
    assert "could not be matched" in page.content.decode()
    answer = desk.post(MATCH, answers(page))
    assert answer.status_code == 422
    assert "Choose the item that the file belongs to" in answer.content.decode()
    originals = [row.original for row in DroppedFile.objects.all()]
    assert len(originals) == 2 and not Upload.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(MATCH, answers(page) | {"rows-0-left_out": "on", "rows-1-left_out": "on"})
    assert not DroppedFile.objects.exists() and not any(files.holds(original) for original in originals)


def test_an_open_paper_under_part_two_is_asked_about(meeting, items, clerk, desk):
    private = agenda.add_item(meeting, title="Contract for placements", part=2, by=clerk)
    page = desk.post(DROP, sent("Contract for placements.pdf"), follow=True)
    assert page.context["formset"].forms[0].initial["access"] == Access.WITHHELD
    answer = desk.post(MATCH, answers(page) | {"rows-0-access": "open"})
    assert f"Item {private.number} is in Part Two" in answer.content.decode()


def test_what_is_no_paper_is_refused_and_the_others_are_kept(meeting, items, desk):
    picture = SimpleUploadedFile("photo.png", b"\x89PNG" + b"0" * 100)
    page = desk.post(DROP, {"papers": [picture, *sent("Fostering.pdf")["papers"]]}, follow=True)
    assert "“photo.png” is a picture" in page.content.decode()
    assert DroppedFile.objects.get().filename == "Fostering.pdf"
    alone = desk.post(DROP, {"papers": [SimpleUploadedFile("photo.png", b"\x89PNG" + b"0" * 100)]})
    assert alone.status_code == 422 and "is a picture" in alone.content.decode()


def test_files_stay_on_the_agendas_page_until_a_clerk_matches_or_deletes_them(
    meeting, items, clerk, desk, proper_officer
):
    dropping.drop(meeting, data=pdf_of(1), filename="one.pdf", at=NOW, by=proper_officer)
    agenda_page = reverse("desk:meeting", args=WHERE)
    page = desk.get(agenda_page).content.decode()
    assert "Match 1 uploaded file to items" in page and "<li>one.pdf</li>" in page and MATCH in page
    page = desk.get(MATCH)
    assert f"from {proper_officer}" in page.content.decode(), "a colleague's file is matched too"
    desk.post(MATCH, answers(page) | {"rows-0-goes_to": f"item:{items[0].pk}", "rows-0-title": "One"})
    assert Paper.objects.get(item__meeting=meeting).title == "One"
    assert "uploaded file to items" not in desk.get(agenda_page).content.decode()


@pytest.mark.parametrize(("part", "access"), [(1, "open"), (2, "withheld")])
def test_a_new_item_is_made_from_a_file(meeting, items, desk, part, access):
    page = desk.post(DROP, sent("Flood defences.pdf"), follow=True)
    said = answers(page) | {"rows-0-goes_to": f"new:{part}", "rows-0-title": "Flood defences", "rows-0-access": access}
    assert desk.post(MATCH, said).status_code == 302
    paper = Paper.objects.get(item__meeting=meeting)
    assert (paper.title, paper.item.title, paper.item.part) == ("Flood defences", "Flood defences", part)
    assert desk.post(MATCH, said).status_code == 422
    assert meeting.items.filter(title="Flood defences").count() == 1, "a second press makes no second item"


def test_a_new_item_needs_a_title_and_is_not_open_in_part_two(meeting, items, desk):
    page = desk.post(DROP, sent("scan0001.pdf"), follow=True)
    said = answers(page) | {"rows-0-goes_to": "new:2", "rows-0-title": "", "rows-0-access": "open"}
    refused = desk.post(MATCH, said).content.decode()
    assert "Enter the title." in refused and "It is in Part Two." in refused
    before = meeting.items.count()
    said = answers(page) | {"rows-0-goes_to": "new:1", "rows-0-title": "Scan", "rows-0-left_out": "on"}
    desk.post(MATCH, said)
    assert meeting.items.count() == before and not DroppedFile.objects.exists()


def test_what_nobody_matches_is_deleted_when_its_meeting_is_over(
    meeting, clerk, private_files, django_capture_on_commit_callbacks
):
    before = dt.datetime(2022, 4, 1, 9, tzinfo=dt.UTC)
    one = dropping.drop(meeting, data=pdf_of(1), filename="one.pdf", at=before, by=clerk)
    assert dropping.forget_unmatched(before + dt.timedelta(days=20)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert dropping.forget_unmatched(before + dt.timedelta(days=23)) == 1
    assert not files.holds(StoredFile.objects.get(pk=one.original_id))

"""
Print documents of the demonstration for a PDF/UA judge, into the folder that PRINTED names.

Run by .ci/run: manage.py shell --no-imports <script/print_for_judges.py
"""

import os
from pathlib import Path

from django.utils import timezone

from committee import printing
from committee.files import files
from committee.portal.demo import papers
from meetings.minutes.confirmation import e_signature
from meetings.models import Edition, Meeting, MinutesVersion
from meetings.packs import join, large_print, page_numbers
from meetings.packs.builds import build
from meetings.packs.pdf.compile import prepare
from meetings.packs.watermark import reader_copy
from reviews.models import Review
from reviews.prints import pdf as review_pdf
from reviews.report import covering, issuing
from workprogramme.document import programme_pdf, public_programme
from workprogramme.models import Programme

folder = Path(os.environ["PRINTED"])
meeting = Meeting.objects.at("safeguarding", "2022-04-21").get()
front = build.print_front(build.plan(meeting, Edition.PUBLIC, issued_on=meeting.date))
(folder / "front-sheet.pdf").write_bytes(front)
entries = [entry for entry in papers.catalogue().values() if entry["language"] == "en-GB"]
tagged = [
    prepare(pdf)
    for pdf in printing.print_all([printing.Job(papers.source(one["slug"]), one["title"]) for one in entries])
]
spans = page_numbers.number([len(part.pages) for part in tagged])
bound = [
    join.Part(f"k{n}", f"Item {n}", part, span) for n, (part, span) in enumerate(zip(tagged, spans, strict=True), 1)
]
pack = join.join(None, bound, title="The demonstration's papers", reader_slots=True)
(folder / "pack.pdf").write_bytes(pack.pdf)
(folder / "copy.pdf").write_bytes(reader_copy(pack.pdf, pack.reader_slots, "Copy of Councillor Mary Member MBE"))
(folder / "large-print.pdf").write_bytes(
    files.read(large_print.build(meeting, Edition.PUBLIC, at=timezone.now()).stored)
)
for version in MinutesVersion.objects.filter(public_file__isnull=False):
    for edition in ("public", "members"):
        if kept := getattr(version, f"{edition}_file"):  # a decision note has only the public file
            (folder / f"minutes-{version.kind}-{edition}.pdf").write_bytes(files.read(kept))
# The demonstration's minutes were signed on paper, because the person who presided has no sign-in. Seal a copy here.
kept = Meeting.objects.at("safeguarding", "2022-01-10").get().minutes.confirmation.version.members_file
assert kept
copy = e_signature.seal(files.read(kept), reason="Confirmed on 21 April 2022", at=timezone.now())
(folder / "minutes-sealed.pdf").write_bytes(copy)
for review in Review.objects.filter(report_versions__isnull=False).distinct():
    handed_down = [issuing.document_of(version) for version in review.report_versions.all()]
    covering_reports = [covering.covering_report(parent, on=timezone.localdate()) for parent in review.parents.all()]
    documents = [*handed_down, *covering_reports, covering.schedule(review, on=timezone.localdate())]
    for number, words in enumerate(documents, 1):
        (folder / f"review-{review.slug}-{number}.pdf").write_bytes(review_pdf.made(words))
for programme in Programme.objects.select_related("committee", "year"):
    document = public_programme.shown(programme, on=timezone.localdate())
    name = f"programme-{programme.committee.slug}-{programme.year.slug}.pdf"
    (folder / name).write_bytes(programme_pdf.pdf(document))

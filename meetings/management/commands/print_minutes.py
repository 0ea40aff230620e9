"""Print minutes from the shell, without publishing the minutes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from committee.management.shell import not_there, write
from committee.printing import PrintingError
from meetings.minutes.document import document, printing, word_export
from meetings.minutes.findings import findings
from meetings.minutes.findings import law as minutes_law
from meetings.minutes.findings.law import Case
from meetings.models import Edition, Meeting, Minutes, MinutesState, MinutesVersion


class Command(BaseCommand):
    """`print_minutes safeguarding 2022-01-10 --output FILE`; a name that ends in .docx gives a Word document."""

    help = "Prints the minutes of a meeting as PDF, or as Word where FILE ends in .docx; publishes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the committee's slug, the meeting's date, the edition and the output file."""
        parser.add_argument("committee", help="the committee’s slug: safeguarding")
        parser.add_argument("meeting", help="the meeting’s day: 2022-01-10, or 2022-01-10-2 for a second of that day")
        parser.add_argument("--edition", choices=(Edition.PUBLIC, Edition.MEMBERS), default=Edition.PUBLIC)
        parser.add_argument("--output", type=Path, required=True, help="the PDF or .docx to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """
        Print the latest published version, or the present text where no version is published.

        Raises CommandError for the public edition of an unpublished text that contains hidden words.
        """
        minutes = _minutes(options["committee"], options["meeting"])
        version = minutes.versions.public().exclude(kind="decisions").order_by("number").last()
        words = version.document if version else document.take(minutes, at=timezone.now())
        if options["edition"] == Edition.PUBLIC and not version:
            _refuse_hidden_words(minutes)
        draft = minutes.state != MinutesState.CONFIRMED
        make = word_export.docx if options["output"].suffix.lower() == ".docx" else printing.pdf
        try:
            data = make(words, options["edition"], draft=draft)
        except PrintingError as error:
            raise CommandError(str(error)) from error
        write(options["output"], data)
        self.stdout.write(f"{options['output']}: {_summary(version, draft, words)}")


def _minutes(committee: str, slug: str) -> Minutes:
    row = Minutes.objects.filter(meeting__in=Meeting.objects.at(committee, slug)).select_related("meeting").first()
    if row is None:
        raise not_there(f"There are no minutes of {committee} on {slug}.")
    return row


def _refuse_hidden_words(minutes: Minutes) -> None:
    """Raise CommandError where unpublished minutes contain hidden words, for which only publishing checks (R16)."""
    findings_of_words = list(minutes_law.hidden_words(Case.of(minutes, timezone.localdate(), findings.DRAFT)))
    if findings_of_words:
        raise CommandError(findings_of_words[0].text)


def _summary(version: MinutesVersion | None, draft: bool, words: document.Document) -> str:
    numbers = [entry["number"] for entry in words["entries"]]
    which = f"minutes {min(numbers)} to {max(numbers)}" if numbers else "no minute"
    state = f"version {version.number}" if version else "not published"
    return f"{which}, {state}, {'draft' if draft else 'confirmed'}"

"""Print the public report of a review from the shell; publishes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committee.management.shell import not_there, write
from committee.printing import PrintingError
from reviews.models import Review
from reviews.prints.sending import CONTENT_TYPES, made
from reviews.report.issuing import document_of, latest_public


class Command(BaseCommand):
    """Command `print_review SLUG --output FILE`. A FILE that ends in .docx becomes a Word document."""

    help = "Prints the public report of a review as PDF, or as Word where FILE ends in .docx; publishes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments: the slug of the review, and the file to write."""
        parser.add_argument("review", help="the review’s slug: sexual-harassment-in-schools")
        parser.add_argument("--output", type=Path, required=True, help="the .pdf or .docx to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the last issued version of a published review's report. Raises CommandError where none is issued."""
        output, slug = options["output"], options["review"]
        suffix = output.suffix.lower().removeprefix(".")
        if suffix not in CONTENT_TYPES:
            raise CommandError("The name of the file must end in .pdf or .docx.")
        version = latest_public(slug)
        if version is None and Review.objects.public().filter(slug=slug).exists():
            raise CommandError("The report of that review has not been issued yet.")
        if version is None:
            raise not_there(f"There is no published review {slug}.")
        try:
            data = made(document_of(version), suffix)
        except PrintingError as error:
            raise CommandError(str(error)) from error
        write(output, data)
        self.stdout.write(f"{output}: version {version.number}, SHA-256 {version.sha256}")

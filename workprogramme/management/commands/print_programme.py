"""Print a work programme from the shell, without publishing anything."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from committee.management.shell import not_there, write
from committee.printing import PrintingError
from workprogramme.document import csv_export, document, programme_pdf
from workprogramme.models import Programme


class Command(BaseCommand):
    """`print_programme safeguarding 2021-22 --output FILE`: FILE ends in .pdf or .csv."""

    help = "Prints a committee’s work programme as PDF, or as CSV where FILE ends in .csv; publishes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the committee's slug, the municipal year and the output file."""
        parser.add_argument("committee", help="the committee’s slug: safeguarding")
        parser.add_argument("year", help="the municipal year: 2021-22")
        parser.add_argument("--output", type=Path, required=True, help="the .pdf or .csv to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the programme in its present state, published or not."""
        programme = Programme.objects.at(options["committee"], options["year"]).first()
        if programme is None:
            raise not_there(f"There is no work programme of {options['committee']} for {options['year']}.")
        output, made = options["output"], {".pdf": programme_pdf.pdf, ".csv": csv_export.data}
        make = made.get(output.suffix.lower())
        if make is None:
            raise CommandError("The name of the file must end in .pdf or .csv.")
        words = document.take(programme, on=timezone.localdate())
        try:
            data = make(words)
        except PrintingError as error:
            raise CommandError(str(error)) from error
        write(output, data)
        state = "published" if programme.is_public else "not published"
        self.stdout.write(f"{output}: {len(list(document.all_rows(words)))} items, {state}")

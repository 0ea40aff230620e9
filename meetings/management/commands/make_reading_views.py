"""Make the reading views that are missing, such as those of papers taken in before there were reading views."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from committee.models import StoredFile
from meetings.models import PaperFile
from meetings.packs.reading import view

PROGRESS = 20  # files between two lines of progress


class Command(BaseCommand):
    """`make_reading_views` can be stopped at any time: the next run makes only what is still missing."""

    help = "Makes the missing reading views of papers, the newest paper first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to try unreadable files again."""
        parser.add_argument("--again", action="store_true", help="try files again that could not be read")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the views one by one, and print how far it is."""
        newest_first = PaperFile.objects.order_by("-received_at", "-pk").values_list("stored", flat=True)
        ids = list(dict.fromkeys(newest_first))
        made = 0
        for number, pk in enumerate(ids, 1):
            if stored := StoredFile.objects.filter(pk=pk).first():  # the file may be deleted by now
                made += view.make_and_index(stored, again=options["again"])
            if number % PROGRESS == 0 or number == len(ids):
                self.stdout.write(f"{number:,} of {len(ids):,} files looked at, {made:,} reading views made.")

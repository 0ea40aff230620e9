"""Build a pack from the shell, without publishing the pack."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from committee.files import files
from committee.management.shell import ActCommand, not_there, write
from meetings.models import Edition, Meeting
from meetings.packs.builds import build


class Command(ActCommand):
    """`build_pack safeguarding 2022-04-21 --edition public --output FILE`."""

    help = "Build the agenda pack of a meeting (of a published agenda, the first version). Nothing is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the committee's slug, the meeting's date, the edition and the output file."""
        parser.add_argument("committee", help="the committee’s slug: safeguarding")
        parser.add_argument("meeting", help="the meeting’s day: 2022-04-21, or 2022-04-21-2 for a second meeting on it")
        parser.add_argument("--edition", choices=Edition.values, default=Edition.PUBLIC, help="the edition (public)")
        parser.add_argument("--output", type=Path, required=True, help="the PDF to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """
        Build the pack and write it to the output file.

        Raises CommandError where there is no such meeting, or where a stored file is lost or altered.
        """
        meeting = (
            Meeting.objects.at(options["committee"], options["meeting"]).select_related("committee", "venue").first()
        )
        if meeting is None:
            raise not_there(f"No meeting of {options['committee']} on {options['meeting']}.")
        first = meeting.versions.order_by("number").first()
        try:
            pack = build.build(
                meeting,
                options["edition"],
                # A pack built after the first publication shows the agenda as first published, without later changes.
                at=first.published_at if first else timezone.now(),
                frozen=first.snapshot if first else None,
                only_files=set(first.papers.values_list("paper_file", flat=True)) if first else None,
            )
            data = files.read(pack.stored)
        except (files.Lost, files.Altered) as error:
            raise CommandError(files.LOST) from error
        write(options["output"], data)
        self.stdout.write(f"{options['output']}: {pack.pages} pages in {pack.seconds:.2f} seconds")

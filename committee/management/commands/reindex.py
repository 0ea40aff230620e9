"""./script/manage reindex: make the index of the search, and the open data, anew from what is published."""

from django.core.management.base import BaseCommand

from committee.open_data import keeping
from committee.search import index


class Command(BaseCommand):
    """May run at any time, beside everybody else's work; the index can be searched meanwhile."""

    help = (
        "Build the index of the public search, and the open data, again from what is published. Papers that have not "
        "been read are read, "
        "and whatever should not be in it is removed. Run it after an upgrade that says so; nothing else needs it."
    )

    def handle(self, *args: object, **options: object) -> None:
        """One line a source."""
        for source, entries in index.rebuild():
            self.stdout.write(f"{source}: {entries} {'entry' if entries == 1 else 'entries'}")
        for source, records in keeping.rebuild():
            self.stdout.write(f"open data, {source}: {records} {'record' if records == 1 else 'records'}")

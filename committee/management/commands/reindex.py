"""./script/manage reindex: make the index of the search, and the open data, anew from what is published."""

from django.core.management.base import BaseCommand

from committee.search import index_version


class Command(BaseCommand):
    """May run at any time, beside everybody else's work; the index can be searched meanwhile."""

    help = (
        "Build the index of the public search, and the open data, again from what is published. Papers that have not "
        "been read are read, and whatever should not be in it is removed. After an upgrade or a restore the workers do "
        "this by themselves."
    )

    def handle(self, *args: object, **options: object) -> None:
        """One line a source."""
        for source, count in index_version.rebuild():
            self.stdout.write(f"{source}: {count} {'entry' if count == 1 else 'entries'}")

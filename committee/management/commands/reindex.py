"""./script/manage reindex: rebuild the search index and the open data from what is published."""

from committee.management.shell import PortalCommand
from committee.search import index_version


class Command(PortalCommand):
    """Rebuilds the index. The command may be run at any time, because the index can be searched meanwhile."""

    help = (
        "Build the indexes of the searches, and the open data, again from what is published. Papers that have not "
        "been read are read, and whatever should not be in it is removed. After an upgrade or a restore the workers do "
        "this by themselves."
    )

    def handle(self, *args: object, **options: object) -> None:
        """Rebuild the index and the open data. Print the number of entries of each source."""
        for source, count in index_version.rebuild():
            self.stdout.write(f"{source}: {count} {'entry' if count == 1 else 'entries'}")

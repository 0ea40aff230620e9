"""A file of old addresses, as the register's pages import it."""

from collections.abc import Hashable
from functools import partial

from committee.acts.refusal import Refused
from committee.acts.verbs import Portal
from committee.models import OldAddress, User
from committee.old_addresses.keys import NEW, OLD, Entry, entry_of
from committee.old_addresses.verbs import add_old_address, change_target
from committee.register.csv_import.cells import Cells, Column, Fault, FaultyRow, Kind, Known


def _entry(cells: Cells) -> Entry:
    try:
        return entry_of(cells.row.values.get(OLD, ""), cells.row.values.get(NEW, ""))
    except Refused as refusal:
        raise FaultyRow([Fault("", cells.row.values.get(OLD, "")[:200], refusal.text)]) from refusal


class OldAddresses(Kind):
    """Old addresses, one a row; in whichever spelling, two rows of one address are one row twice."""

    slug = "old-addresses"
    title = "Old addresses"
    lead = "Addresses of the site you had before, such as Modern.Gov’s, and the page of the portal each leads to now."
    columns = (
        Column(
            OLD,
            "The whole address; one that ends in / stands for everything in that folder",
            "https://moderngov.example.gov.uk/ieListDocuments.aspx?CId=137&MId=9529",
            needed=True,
        ),
        Column(NEW, "The page of the portal", "/committees/planning/2022-04-21/", needed=True),
    )

    def same(self, cells: Cells) -> Hashable:
        """Return the address in one spelling; the row's number for a faulty one, which is its own."""
        try:
            entry = _entry(cells)
        except FaultyRow:
            return cells.row.number
        return entry.host, entry.path

    def known(self, cells: Cells) -> Known | None:
        """Return the page that an old address leads to already; the row may change that."""
        entry = _entry(cells)
        existing = OldAddress.objects.filter(host=entry.host, path=entry.path).first()
        if existing is None:
            return None
        if existing.target == entry.target:
            return Known(str(existing))
        changes = (f"leads to {entry.target} instead of {existing.target}",)
        return Known(str(existing), changes, partial(change_target, existing, target=entry.target))

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Enter one old address."""
        row = add_old_address(old=cells.row.values.get(OLD, ""), target=cells.row.values.get(NEW, ""), by=by)
        return f"{row} leads to {row.target}"


OLD_ADDRESSES = OldAddresses()

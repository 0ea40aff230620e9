"""Verbs that add, change and remove old addresses, one at a time or by the register's import of a CSV file."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import Portal, verb
from committee.models import OldAddress, User
from committee.old_addresses.keys import NEW, OLD, entry_of, target_of
from committee.register.csv_import.cells import Cells, Column, Fault, FaultyRow, Kind, Known
from committee.register.csv_import.reading import Row
from committee.register.lawful import hold, hold_register

AT_ONCE = 1000  # rows that one statement writes


@verb(may=keeps_the_register)
def add_old_address(*, old: str, target: str, by: User | Portal) -> OldAddress:
    """Redirect an address of the old site to the page `target`. Raises Refused where the address has an entry."""
    row = entry_of(old, target)
    hold_register()  # a lock, because the address is compared with existing rows before it is added
    existing = _existing(row)
    if existing is not None:
        raise Refused(f"This address leads to {existing.target} already. Delete that entry first.")
    save(row)
    audit.record(by, "added the old address", row, target=row.target)
    return row


@verb(may=keeps_the_register)
def change_target(row: OldAddress, *, target: str, by: User | Portal) -> OldAddress:
    """Redirect an old address to another page, `target`. Raises Refused where that page is not public."""
    hold(row)
    row.target = target_of(target)
    save(row)
    audit.record(by, "changed where it leads of the old address", row, target=row.target)
    return row


@verb(may=keeps_the_register)
def remove_old_address(row: OldAddress, *, by: User | Portal) -> None:
    """Delete the entry of an old address. Raises Refused where someone has removed it already."""
    hold(row)
    audit.record(by, "deleted the old address", row, target=row.target)
    row.delete()


def _existing(entry: OldAddress) -> OldAddress | None:
    return OldAddress.objects.filter(host=entry.host, path=entry.path).first()


@dataclass
class Findings:
    """
    The rows of a file compared with the table.

    - `new`: rows with a new address; `changing`: rows that give an address another page
    - `there`: the number of unchanged rows
    - `wrong`: (number of the row, sentence on its fault)
    """

    new: list[OldAddress] = field(default_factory=list)
    changing: list[OldAddress] = field(default_factory=list)
    there: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)


def look_over(rows: Sequence[Row]) -> Findings:
    """Return the rows of a file compared with the table; nothing is written."""
    findings, entries, lines = Findings(), dict[tuple[str, str], OldAddress](), dict[tuple[str, str], int]()
    for row in rows:
        try:
            entry = entry_of(row.values[OLD], row.values[NEW])
        except Refused as refusal:
            findings.wrong.append((row.number, refusal.text))
            continue
        key = (entry.host, entry.path)
        if key in lines:
            findings.wrong.append((row.number, f"It has the same old address as row {lines[key]}. Remove one of them."))
            continue
        lines[key], entries[key] = row.number, entry
    _compare(findings, entries)
    return findings


def _compare(findings: Findings, entries: dict[tuple[str, str], OldAddress]) -> None:
    hosts = {host for host, _path in entries}
    rows = OldAddress.objects.filter(host__in=hosts).values_list("host", "path", "target")
    targets = {(host, path): target for host, path, target in rows.iterator()}
    for key, entry in entries.items():
        if key not in targets:
            findings.new.append(entry)
        elif targets[key] != entry.target:
            findings.changing.append(entry)
        else:
            findings.there += 1


@verb(may=keeps_the_register)
def import_old_addresses(rows: Sequence[Row], *, changes: bool, by: User | Portal) -> Findings:
    """
    Import the new rows of a file, and with `changes` also the rows that give an address another page.

    Raises Refused, with the number of the first wrong row, where any row is wrong.
    """
    hold_register()
    findings = look_over(rows)
    if findings.wrong:
        number, text = findings.wrong[0]
        raise Refused(f"Row {number} is wrong: {text}")
    entries = [*findings.new, *(findings.changing if changes else [])]
    if entries:
        OldAddress.objects.bulk_create(
            entries,
            batch_size=AT_ONCE,
            update_conflicts=True,
            update_fields=["target"],
            unique_fields=["host", "path"],
        )
        first = OldAddress.objects.get(host=entries[0].host, path=entries[0].path)
        many = "the old address" if len(entries) == 1 else f"{len(entries):,} old addresses, beginning with"
        audit.record(by, f"imported {many}", first)
    return findings


def _entry(cells: Cells) -> OldAddress:
    try:
        return entry_of(cells.row.values.get(OLD, ""), cells.row.values.get(NEW, ""))
    except Refused as refusal:
        raise FaultyRow([Fault("", cells.row.values.get(OLD, "")[:200], refusal.text)]) from refusal


class OldAddresses(Kind):
    """A CSV file of old addresses, one in each row; two spellings of one address count as the same address."""

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
        """Return the address in one spelling; for a faulty row its number, so that it equals no other row."""
        try:
            entry = _entry(cells)
        except FaultyRow:
            return cells.row.number
        return entry.host, entry.path

    def known(self, cells: Cells) -> Known | None:
        """Return the address's present entry, with the change that the row would make; None for a new address."""
        entry = _entry(cells)
        existing = _existing(entry)
        if existing is None:
            return None
        if existing.target == entry.target:
            return Known(str(existing))
        changes = (f"leads to {entry.target} instead of {existing.target}",)
        return Known(str(existing), changes, partial(change_target, existing, target=entry.target))

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Add the old address of a row. Return a sentence on it."""
        row = add_old_address(old=cells.row.values.get(OLD, ""), target=cells.row.values.get(NEW, ""), by=by)
        return f"{row} leads to {row.target}"


OLD_ADDRESSES = OldAddresses()

"""Addresses of the site before, and where they lead."""

from committee.models import Committee
from committee.old_addresses import verbs
from committee.register.csv_import import Row, read_rows
from tests.acts import Act, Cast, done, recipe

OLD, TARGET = "https://moderngov.example/mgAi.aspx?ID=7", "/committees/safeguarding/"
FILE = f"old address,new address\n{OLD},{TARGET}\n".encode()


def _rows() -> list[Row]:
    return read_rows(FILE, verbs.OLD_ADDRESSES.names, verbs.OLD_ADDRESSES.needed)


done(verbs.add_old_address, "ground", old=OLD, target=TARGET)


@recipe(verbs.change_target, world="ground")
def change_target(committee: Committee, cast: Cast) -> Act:
    row = verbs.add_old_address(old=OLD, target="/committees/", by=cast["clerk"])
    return Act(verbs.change_target, (row,), {"target": TARGET}, by=cast["clerk"])


done(
    verbs.remove_old_address, "ground", lambda _, cast: verbs.add_old_address(old=OLD, target=TARGET, by=cast["clerk"])
)
done(verbs.import_old_addresses, "ground", lambda *_: _rows(), changes=False)

"""
Bringing people, seats and the rest in from spreadsheets saved as CSV.

`reading` makes rows of bytes, `cells` reads a row's values and gathers what is wrong with them, each kind of file says
what one row does (by the register's verbs), and `running` does all rows or none.
"""

from committee.register.csv_import.cells import Kind
from committee.register.csv_import.committees_file import Committees
from committee.register.csv_import.names_file import Divisions, Groups
from committee.register.csv_import.people_file import PeopleFile
from committee.register.csv_import.reading import Row, read_rows
from committee.register.csv_import.running import Report, bring_in, look_over
from committee.register.csv_import.seats_file import Portfolios, Seats

# By their word in addresses, in the order in which a new council needs them; upper storeys add theirs at the start.
KINDS: dict[str, Kind] = {
    kind.slug: kind for kind in (Divisions(), Groups(), PeopleFile(), Committees(), Seats(), Portfolios())
}

__all__ = ["KINDS", "Kind", "Report", "Row", "bring_in", "look_over", "read_rows"]

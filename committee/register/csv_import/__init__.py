"""
Import of people, committees, seats and other rows of the register from CSV files.

`reading` turns bytes into rows. `cells` reads the values of a row and collects its faults. Each kind of file has a
module that enters one row with the register's verbs. `running` imports all rows or none.
"""

from committee.register.csv_import.cells import Kind
from committee.register.csv_import.committees_file import Committees
from committee.register.csv_import.names_file import Divisions, Groups
from committee.register.csv_import.people_file import PeopleFile
from committee.register.csv_import.reading import Row, read_rows
from committee.register.csv_import.running import Report, bring_in, look_over
from committee.register.csv_import.seats_file import Portfolios, Seats
from committee.register.csv_import.sign_ins_file import SignIns

# Kinds of file by their slugs, in the order in which a new council needs them. Other apps add their kinds when Django
# starts.
KINDS: dict[str, Kind] = {
    kind.slug: kind for kind in (Divisions(), Groups(), PeopleFile(), Committees(), Seats(), Portfolios(), SignIns())
}

__all__ = ["KINDS", "Kind", "Report", "Row", "bring_in", "look_over", "read_rows"]

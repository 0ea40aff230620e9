"""Names that the register gives once, of divisions, groups, portfolios and venues: added, renamed and taken off."""

from typing import Any, cast

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, verb
from committee.models import Division, PoliticalGroup, Portfolio, User, Venue
from committee.register.lawful import delete_unneeded, hold, hold_register, save_lawful, set_all
from committee.wording.same_name import one_spelling
from committee.wording.unprintable import in_one_line

Named = Division | PoliticalGroup | Portfolio | Venue


def free_name[Record: Named](kind: type[Record], name: str, but: Record | None = None) -> str:
    """Return `name` as it is kept, for a row of that kind; Refused where another has it as far as a reader sees."""
    if "\0" in name:
        return name  # Whoever saves it says that it cannot be read.
    name = " ".join(in_one_line(name).split())
    refuse_twin(kind, name, but)
    return name


def refuse_twin(kind: Any, name: str, but: Any = None) -> None:
    """Raise Refused where another row of that kind has the name in some spelling, as far as a reader sees."""
    # Not by the database, which folds the case of no letter beyond ASCII on SQLite.
    for pk, other in kind._default_manager.values_list("pk", "name"):
        if (but is None or pk != but.pk) and one_spelling(other) == one_spelling(name):
            raise Refused(f"There is a {kind._meta.verbose_name} called {other} already.")


@verb(may=keeps_the_register)
def add[Record: Named](kind: type[Record], name: str, *, by: User | Portal, **fields: str) -> Record:
    """Enter a row of that kind; Refused where the name is taken or holds nothing to read."""
    hold_register()
    made = save_lawful(kind(name=free_name(kind, name), **fields))
    audit.record(by, f"added the {kind._meta.verbose_name}", made)
    return made


def find_or_add[Record: Named](kind: type[Record], name: str, by: User | Portal) -> Record:
    """Return the row of that name, added where there is none."""
    return cast("Record | None", kind._default_manager.filter(name=name).first()) or add(kind, name, by=by)


@verb(may=keeps_the_register)
def rename(record: Named, *, name: str, by: User | Portal, short_name: str | None = None) -> Named:
    """
    Correct a name, and a group's short one; what was published or printed before keeps the name it had.

    Raises Refused where another has it, and where the row is no longer there.
    """
    hold_register()
    hold(record)
    now = {"name": free_name(type(record), name, record)}
    if short_name is not None:
        now["short_name"] = " ".join(in_one_line(short_name).split())
    changed = set_all(record, now)
    save_lawful(record)
    if changed:
        audit.record(by, f"renamed the {record._meta.verbose_name}", record, changed=changed)
    return record


@verb(may=keeps_the_register)
def take_off(record: Named, *, by: User | Portal) -> None:
    """Remove a row that was entered by mistake. Raises Refused where anything depends on it: rename it then."""
    hold_register()
    hold(record)
    delete_unneeded(record, "Correct its name instead, or remove those first if they are wrong too.")
    audit.record(by, f"removed from the register the {record._meta.verbose_name}", record)

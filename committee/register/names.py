"""Add, rename and remove divisions, groups, portfolios and venues; no two of a kind have the same name."""

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
    """Return `name` as a row of that kind stores it. Raises Refused where another row has that name in any spelling."""
    if "\0" in name:
        return name  # the caller's save refuses an unreadable name
    name = " ".join(in_one_line(name).split())
    refuse_twin(kind, name, but)
    return name


def refuse_twin(kind: Any, name: str, but: Any = None) -> None:
    """Raise Refused where another row of that kind, except `but`, has the name in any spelling."""
    # Compare in Python: SQLite ignores case in ASCII letters alone.
    for pk, other in kind._default_manager.values_list("pk", "name"):
        if (but is None or pk != but.pk) and one_spelling(other) == one_spelling(name):
            raise Refused(f"There is a {kind._meta.verbose_name} called {other} already.")


@verb(may=keeps_the_register)
def add[Record: Named](kind: type[Record], name: str, *, by: User | Portal, **fields: str) -> Record:
    """Enter a row of that kind. Raises Refused where the name is taken or has no visible character."""
    hold_register()
    made = save_lawful(kind(name=free_name(kind, name), **fields))
    audit.record(by, f"added the {kind._meta.verbose_name}", made)
    return made


def find_or_add[Record: Named](kind: type[Record], name: str, by: User | Portal) -> Record:
    """Return the row of that name; add a missing row."""
    return cast("Record | None", kind._default_manager.filter(name=name).first()) or add(kind, name, by=by)


@verb(may=keeps_the_register)
def rename(record: Named, *, name: str, by: User | Portal, short_name: str | None = None) -> Named:
    """
    Correct a name, and the short name of a group; documents published or printed before keep the old name.

    Raises Refused where another row has the name, or where the row no longer exists.
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
    """Remove a row entered by mistake. Raises Refused where another row depends on the row."""
    hold_register()
    hold(record)
    delete_unneeded(record, "Correct its name instead, or remove those first if they are wrong too.")
    audit.record(by, f"removed from the register the {record._meta.verbose_name}", record)

"""Adding and removing old addresses, one at a time."""

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import Portal, verb
from committee.models import OldAddress, User
from committee.old_addresses.keys import entry_of, target_of
from committee.register.lawful import hold, hold_register


@verb(may=keeps_the_register)
def add_old_address(*, old: str, target: str, by: User | Portal) -> OldAddress:
    """Let an address of the old site lead to a page of ours. Raises Refused where it leads to one already."""
    entry = entry_of(old, target)
    hold_register()  # what there is is compared before one is added
    existing = OldAddress.objects.filter(host=entry.host, path=entry.path).first()
    if existing is not None:
        raise Refused(f"This address leads to {existing.target} already. Delete that entry first.")
    row = OldAddress(host=entry.host, path=entry.path, target=entry.target)
    save(row)
    audit.record(by, "added the old address", row, target=row.target)
    return row


@verb(may=keeps_the_register)
def change_target(row: OldAddress, *, target: str, by: User | Portal) -> OldAddress:
    """Have an old address lead to another page of ours."""
    hold(row)
    row.target = target_of(target)
    save(row)
    audit.record(by, "changed where it leads of the old address", row, target=row.target)
    return row


@verb(may=keeps_the_register)
def remove_old_address(row: OldAddress, *, by: User | Portal) -> None:
    """Let an old address lead nowhere. Raises Refused where someone has removed it already."""
    hold(row)
    audit.record(by, "deleted the old address", row, target=row.target)
    row.delete()

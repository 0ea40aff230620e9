"""Save a record only as the law and the models allow; otherwise refuse with a sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import ProtectedError

from committee.acts.locking import Rowless, lock_rowless
from committee.acts.refusal import Refused
from committee.acts.saving import label, sentences
from committee.acts.verbs import Portal, refused_by_the_database
from committee.models import Council, Person, User
from committee.models.council import OfTheRegister
from committee.models.dated import Dated
from committee.search import index
from committee.wording.dates import full_date
from committee.wording.unprintable import printable, unbroken

# Checks of public texts, registered by other apps. Each takes a list of (name of a field, its texts), and may refuse.
GATES: list[Callable[[Sequence[tuple[str, Sequence[str]]]], None]] = []


def refuse_oneself(person: Person, who: User | Portal) -> None:
    """
    Raise Refused where `who` would change their own entry, in acts that could open restricted papers to them.

    SECURITY: an administrator keeps the register without a right to restricted papers, so must not give themselves a
    seat or a term.
    """
    if isinstance(who, User) and who.person_id == person.pk:
        raise Refused("You cannot change your own entry. Ask another administrator or clerk.")


def hold(record: models.Model) -> None:
    """
    Read `record` again and lock its row until the transaction ends, so that two clerks do not overwrite each other.

    A verb locks the register first (where needed), then people, then bodies, then other rows. Raises Refused where the
    row no longer exists.
    """
    rows = type(record)._base_manager.select_for_update(of=("self",), no_key=True)
    try:
        record.refresh_from_db(from_queryset=rows)
    except ObjectDoesNotExist as error:
        raise Refused("Someone has removed this. Reload the page.") from error


def hold_register() -> None:
    """Lock the council's record, for rules across rows: one monitoring officer, no overlap of years, no equal names."""
    if Council.objects.select_for_update(no_key=True).first() is None:
        lock_rowless(Rowless.NO_COUNCIL_YET)


def hold_row(record: Any) -> None:
    """Lock, in the order of the database's triggers: the register (for a post), person or user, body, then `record`."""
    if isinstance(record, OfTheRegister):
        hold_register()
    for name in ("person", "user", "committee", "portfolio"):
        if hasattr(record, f"{name}_id"):
            hold(getattr(record, name))
    hold(record)


def hold_people(people: Iterable[Person]) -> None:
    """Lock several people in the order of their ids, as every caller does, so that there is no deadlock."""
    pks = {person.pk for person in people}
    list(Person.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",), no_key=True))


def set_all(record: models.Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the columns of `record` to `values`. Return the columns that change, each with its old and new value."""
    changed = {name: [getattr(record, name), value] for name, value in values.items() if getattr(record, name) != value}
    for name, (_, value) in changed.items():
        setattr(record, name, value)
    return changed


def refuse_telling(record: models.Model) -> None:
    """
    Raise Refused where a changed public text of `record` discloses what a meeting withholds (R16).

    Only long texts are checked. Short texts are names of people, posts and rooms.
    """
    fields = [field for field in record._meta.concrete_fields if isinstance(field, models.TextField)]
    stored = type(record)._base_manager.filter(pk=record.pk).values().first() if fields else None
    texts = {field: getattr(record, field.attname) for field in fields}
    changed = {field: text for field, text in texts.items() if text and text != (stored or {}).get(field.attname)}
    labelled = [(f"“{label(record, field.name)}”", [text]) for field, text in changed.items()]
    for ask in GATES if labelled else ():
        ask(labelled)


def save_lawful[Record: models.Model](record: Record) -> Record:
    """
    Validate and save `record`, without invisible characters; raise Refused with the models' own sentences.

    Unlike `committee.acts.saving.save`, this function takes line breaks out of every name, and validates with the
    models first. The database's triggers enforce the same law, but with less helpful messages.
    """
    clean(record)
    try:
        record.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(sentences(record, error))) from error
    refuse_telling(record)
    try:
        with transaction.atomic():
            record.save()
    except DatabaseError as error:
        if sentence := refused_by_the_database(error):
            raise Refused(sentence) from error
        raise
    index.changed(record)
    return record


def delete_unneeded(record: models.Model, advice: str) -> None:
    """
    Delete a row entered by mistake; `record` keeps its id for the trail.

    Raises Refused, with `advice`, where other rows need the row.
    """
    pk = record.pk
    try:
        with transaction.atomic():
            record.delete()
    except ProtectedError as error:
        needed_by = first_of(sorted(map(str, error.protected_objects)), 3, separator="; ")
        raise Refused(f"The register needs it for: {needed_by}. {advice}") from error
    record.pk = pk


def first_of(texts: Sequence[str], most: int, *, separator: str = ", ") -> str:
    """Return the first `most` of `texts`, joined, followed by " and 2 more" where two are left out."""
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return separator.join(texts[:most]) + more


def clean(record: models.Model) -> None:
    """
    Remove unprintable characters from every text of `record`, and characters without width from names and titles.

    Raises Refused where a text has a character that a database cannot store.
    SECURITY: a character that changes the direction of text can make one name look like another.
    """
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(value, str):
            if "\0" in value:
                raise Refused(f"{label(record, field.name)}: there is a character in it that cannot be read.")
            setattr(record, field.attname, (unbroken if isinstance(field, models.CharField) else printable)(value))


def end(record: Dated, on: date) -> None:
    """Make `on` the last day of `record`. Raises Refused where the record begins later, or ends on or before `on`."""
    hold_row(record)
    if on < record.since:
        raise Refused(f"It began on {full_date(record.since)}, so it cannot end before that day.")
    if record.until is not None and record.until < on:
        raise Refused(f"It ended on {full_date(record.until)} already.")
    if record.until == on:
        raise Refused(f"{full_date(on)} is recorded as its last day already.")
    record.until = on
    save_lawful(record)

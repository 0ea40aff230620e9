"""Saving a record only as the law and the models allow it, with a sentence where they do not."""

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

# What a storey above refuses of texts that anybody reads: each is given what they are called, and the texts.
GATES: list[Callable[[Sequence[tuple[str, Sequence[str]]]], None]] = []


def refuse_oneself(person: Person, who: User | Portal) -> None:
    """
    Raise Refused where `who` would record of themselves what opens restricted papers to whoever it is recorded of.

    SECURITY: an administrator keeps the register and has no right to such papers.
    """
    if isinstance(who, User) and who.person_id == person.pk:
        raise Refused("You cannot change your own entry. Ask another administrator or clerk.")


def hold(record: models.Model) -> None:
    """
    Read `record` anew and lock it until the transaction ends, so that two clerks do not cross each other.

    A verb holds the register first, where it needs it, then people, then bodies, then the rest. Refused where it is no
    longer there.
    """
    rows = type(record)._base_manager.select_for_update(of=("self",), no_key=True)
    try:
        record.refresh_from_db(from_queryset=rows)
    except ObjectDoesNotExist as error:
        raise Refused("Someone has removed this. Reload the page.") from error


def hold_register() -> None:
    """Lock what has no row of its own (one monitoring officer, years that do not overlap) by the council's record."""
    if Council.objects.select_for_update(no_key=True).first() is None:
        lock_rowless(Rowless.NO_COUNCIL_YET)


def hold_row(record: Any) -> None:
    """Hold a row of somebody's: of a post the register, then the person or user, then the body, as triggers do."""
    if isinstance(record, OfTheRegister):
        hold_register()
    for name in ("person", "user", "committee", "portfolio"):
        if hasattr(record, f"{name}_id"):
            hold(getattr(record, name))
    hold(record)


def hold_people(people: Iterable[Person]) -> None:
    """Hold several people in the order in which everybody does, so that no two wait for each other."""
    pks = {person.pk for person in people}
    list(Person.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",), no_key=True))


def set_all(record: models.Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the columns of `record` to these values. Return those that change, each with what it was and is."""
    changed = {name: [getattr(record, name), value] for name, value in values.items() if getattr(record, name) != value}
    for name, (_, value) in changed.items():
        setattr(record, name, value)
    return changed


def refuse_telling(record: models.Model) -> None:
    """
    Raise Refused where a changed public text of `record` tells what a meeting withholds (R16).

    Names are let through: they are of people, posts and rooms.
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
    Validate and save `record`, without what no reader sees; raises Refused with the models' own sentences.

    Unlike `committee.acts.saving.save` it asks the models before the database, whose triggers hold the register's law
    and say less, and takes line breaks out of every name.
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
    """Delete a row entered by mistake; its id is left to the trail. Refused, with `advice`, while others need it."""
    pk = record.pk
    try:
        with transaction.atomic():
            record.delete()
    except ProtectedError as error:
        needed_by = first_of(sorted(map(str, error.protected_objects)), 3, separator="; ")
        raise Refused(f"The register needs it for: {needed_by}. {advice}") from error
    record.pk = pk


def first_of(texts: Sequence[str], most: int, *, separator: str = ", ") -> str:
    """Return the first `most` of some texts in a sentence, and how many more there are."""
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return separator.join(texts[:most]) + more


def clean(record: models.Model) -> None:
    """
    Take out of every text of `record` what cannot be printed, and out of names and titles what takes no room.

    Raises Refused where there is a character that no database takes.
    SECURITY: a mark that turns the direction of what follows makes one name read as another.
    """
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(value, str):
            if "\0" in value:
                raise Refused(f"{label(record, field.name)}: there is a character in it that cannot be read.")
            setattr(record, field.attname, (unbroken if isinstance(field, models.CharField) else printable)(value))


def end(record: Dated, on: date) -> None:
    """Let `record` last until `on`, that day included; Refused where it had not begun, or ends by that day already."""
    hold_row(record)
    if on < record.since:
        raise Refused(f"It began on {full_date(record.since)}, so it cannot end before that day.")
    if record.until is not None and record.until < on:
        raise Refused(f"It ended on {full_date(record.until)} already.")
    if record.until == on:
        raise Refused(f"{full_date(on)} is recorded as its last day already.")
    record.until = on
    save_lawful(record)

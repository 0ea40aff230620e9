"""Saving a record only as the law and the models allow it, with a sentence where they do not."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, connection, models, transaction

from committee.law.reasons import gives_reason
from committee.models import Council, Person, User
from committee.models.dated import Dated
from committee.refusal import Refused
from committee.unprintable import printable, unbroken
from committee.verbs import Portal, refused_by_the_database

TWICE, MISSING = ("unique", "unique_together"), ("blank", "null")
# Of PostgreSQL's locks by number; ours alone, and only held while the council has no record to lock.
_NO_COUNCIL_YET = 7_201_889


def refuse_oneself(person: Person, who: User | Portal) -> None:
    """
    Raise Refused where `who` would record of themselves what opens restricted papers to whoever it is recorded of.

    SECURITY: an administrator keeps the register and has no right to such papers.
    """
    if isinstance(who, User) and who.person_id == person.pk:
        raise Refused("That is your own entry: somebody else who keeps the register must do it.")


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
        raise Refused("That is no longer there: somebody has removed it. Load the page again.") from error


def hold_register() -> None:
    """Lock what has no row of its own (one monitoring officer, years that do not overlap) by the council's record."""
    if Council.objects.select_for_update(no_key=True).first() is None and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NO_COUNCIL_YET])


def hold_row(record: Any) -> None:
    """Hold a row of somebody's, as `hold` does: the person or user first, then the body, as the triggers do too."""
    for name in ("person", "user", "committee", "portfolio"):
        if hasattr(record, f"{name}_id"):
            hold(getattr(record, name))
    hold(record)


def hold_people(people: Iterable[Person]) -> None:
    """Hold several people in the order in which everybody does, so that no two wait for each other."""
    pks = {one.pk for one in people}
    list(Person.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",), no_key=True))


def save_lawful[Record: models.Model](record: Record) -> Record:
    """Validate and save `record`, without what no reader sees; raises Refused with the models' own sentences."""
    _refuse_unreadable(record)
    clean(record)
    try:
        record.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(sentences(record, error))) from error
    try:
        with transaction.atomic():
            record.save()
    except DatabaseError as error:
        if sentence := refused_by_the_database(error):
            raise Refused(sentence) from error
        raise
    return record


def _refuse_unreadable(record: models.Model) -> None:
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(value, str) and "\0" in value:
            raise Refused(f"{_label(record, field.name)}: there is a character in it that cannot be read.")


def clean(record: models.Model) -> None:
    """
    Take out of every text of `record` what cannot be printed, and out of names and titles what takes no room.

    SECURITY: a mark that turns the direction of what follows makes one name read as another.
    """
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(value, str):
            setattr(record, field.attname, (unbroken if isinstance(field, models.CharField) else printable)(value))


def sentences(record: models.Model, error: ValidationError) -> list[str]:
    """What is wrong with `record`, in words fit to show: Django's own name constraints, columns and models."""
    faults = [(name, fault) for name, faults in error.error_dict.items() for fault in faults]
    elsewhere = any(fault.code not in TWICE for _, fault in faults)
    said: list[str] = []
    for name, fault in faults:
        label = "" if name == NON_FIELD_ERRORS else _label(record, name)
        if fault.code in TWICE and not label:
            # The model said it better: that somebody sits there already, for instance.
            said += [] if elsewhere else [f"That is recorded already: {record}."]
        elif fault.code in TWICE:
            kind = record._meta.verbose_name
            said.append(f"There is another {kind} with that {label.lower()}: {getattr(record, name)}.")
        elif label and fault.code in MISSING:
            said.append(f"Enter the {label.lower()}.")
        else:
            said += [f"{label}: {text}" if label else _without_name(text) for text in fault.messages]
    return list(dict.fromkeys(said))


def _without_name(text: str) -> str:
    """A constraint's name is a sentence without blanks; where it has no other words, it is what is said."""
    before, _, rest = text.partition("“")
    name, _, after = rest.partition("”")
    if before != "Constraint " or not after:
        return text
    return f"{name.replace('_', ' ').capitalize()}."


def _label(record: models.Model, name: str) -> str:
    label = str(getattr(record._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def end(record: Dated, on: date) -> None:
    """Let `record` last until `on`, that day included; Refused where it had not begun, or ends by that day already."""
    hold_row(record)
    if on < record.since:
        raise Refused(f"It began on {said(record.since)}, so it cannot end before that day.")
    if record.until is not None and record.until < on:
        raise Refused(f"It ended on {said(record.until)} already.")
    if record.until == on:
        raise Refused(f"{said(on)} is recorded as its last day already.")
    record.until = on
    save_lawful(record)


def said(day: date) -> str:
    """A day in a sentence: 21 April 2022."""
    return f"{day.day} {day:%B %Y}"


def reasoned(text: str, what: str, most: int = 500) -> str:
    """A reason without blanks around it and what cannot be printed; Refused where it is missing, one word or long."""
    text = " ".join(printable(text).split())
    if not gives_reason(text):
        raise Refused(f"Say {what}: write at least two words.")
    if len(text) > most:
        raise Refused(f"That is {len(text)} characters long; say {what} in {most} or fewer.")
    return text

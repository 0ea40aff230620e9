"""Saving a record only as the law and the models allow it, with a sentence where they do not."""

from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, models, transaction

from committee import kept_apart
from committee.law.reasons import gives_reason
from committee.models import Council
from committee.models.dated import Dated
from committee.refusal import Refused
from committee.unprintable import in_one_line, printable

TWICE, MISSING = ("unique", "unique_together"), ("blank", "null")


def hold(record: models.Model) -> None:
    """
    Read `record` anew and lock it until the transaction ends, so that two clerks do not cross each other.

    A verb holds people first, then bodies, then the rest. Refused where it is no longer there.
    """
    rows = type(record)._base_manager.select_for_update(of=("self",), no_key=True)
    try:
        record.refresh_from_db(from_queryset=rows)
    except ObjectDoesNotExist as error:
        raise Refused("That is no longer there: somebody has removed it. Load the page again.") from error


def hold_register() -> None:
    """Lock what has no row of its own (one monitoring officer, years that do not overlap) by the council's record."""
    Council.objects.select_for_update(no_key=True).first()


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
        for sentence in kept_apart.REFUSALS:
            if sentence in str(error):
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
            setattr(record, field.attname, (in_one_line if isinstance(field, models.CharField) else printable)(value))


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
    hold(record)
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

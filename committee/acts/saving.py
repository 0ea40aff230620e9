"""Clean texts and save valid rows, for every verb."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.law.reasons import gives_reason
from committee.wording.unprintable import in_one_line, printable

TWICE, MISSING = ("unique", "unique_together"), ("blank", "null")


def day_of(at: datetime) -> date:
    """Return the date in London at a moment."""
    return timezone.localdate(at)


def save(row: models.Model) -> None:
    """Save `row` without unprintable characters. Raises Refused, with a sentence for each fault, if it is not valid."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str):
            setattr(row, field.attname, (in_one_line if isinstance(field, models.CharField) else printable)(value))
    try:
        # Constraints are left to the database, because checking them before the save would cost queries.
        row.full_clean(validate_constraints=False)
        with transaction.atomic():
            row.save()
    except (ValidationError, IntegrityError):
        _refuse_invalid(row)
        raise


def _refuse_invalid(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(sentences(row, error))) from error


def sentences(record: models.Model, error: ValidationError) -> list[str]:
    """Return the faults of `record` as sentences for a page, because Django's texts name columns and constraints."""
    faults = [(name, fault) for name, faults in error.error_dict.items() for fault in faults]
    elsewhere = any(fault.code not in TWICE for _, fault in faults)
    messages: list[str] = []
    for name, fault in faults:
        called = "" if name == NON_FIELD_ERRORS else label(record, name)
        if fault.code in TWICE and not called:
            # Left out where another message is clearer, such as the message that somebody has the seat already.
            messages += [] if elsewhere else [f"That is recorded already: {record}."]
        elif fault.code in TWICE:
            kind = record._meta.verbose_name
            messages.append(f"There is another {kind} with that {called.lower()}: {getattr(record, name)}.")
        elif called and fault.code in MISSING:
            messages.append(f"Enter the {called.lower()}.")
        else:
            messages += [f"{called}: {text}" if called else _without_name(text) for text in fault.messages]
    return list(dict.fromkeys(messages))


def _without_name(text: str) -> str:
    """Return a message; Django's text "Constraint “a_b” is violated." becomes the constraint's name as a sentence."""
    before, _, rest = text.partition("“")
    name, _, after = rest.partition("”")
    if before != "Constraint " or not after:
        return text
    return f"{name.replace('_', ' ').capitalize()}."


def label(record: models.Model, name: str) -> str:
    """Return the verbose name of a column, with a capital letter to begin a sentence."""
    words = str(getattr(record._meta.get_field(name), "verbose_name", name))
    return words[:1].upper() + words[1:]


def said(text: str, what: str, most: int = 500, *, about: str = "") -> str:
    """
    Return `text`, stripped and printable.

    Raises Refused where `text` has no letter or figure, or more than `most` characters. `what` completes the sentence
    "Enter ..." of the refusal.
    """
    text = printable(text or "").strip()
    if not any(map(str.isalnum, text)):
        raise Refused(f"Enter {what}.", about=about)
    if len(text) > most:
        raise Refused(f"Use {most} characters or fewer to say {what}. You have used {len(text)}.", about=about)
    return text


def proven(proof: str, on: date, at: datetime, most: int = 200) -> str:
    """
    Return the proof that an event took place on the typed day `on`. The proof may be "" if `on` is today.

    Raises Refused where an earlier day has no proof, or where `on` is in the future.
    """
    if on > day_of(at):
        raise Refused("That date is in the future: record it once it has happened.")
    if on == day_of(at) and not (proof or "").strip():
        return ""
    return said(proof, "which letter, email or receipt shows the date", most, about="proof")


def reasoned(text: str, what: str, most: int = 500) -> str:
    """Return `text` as `said` does. Raises Refused also where `text` has fewer than two words, so is no reason."""
    text = said(text, what, most)
    if not gives_reason(text):
        raise Refused(f"“{text}” is too short. Write at least two words to say {what}.")
    return text


def set_changed(row: models.Model, values: Mapping[str, Any], *, allowed: Collection[str]) -> dict[str, Any]:
    """
    Set the columns of `row` that differ from `values`. Return the new values by column.

    Raises TypeError for a column that is not in `allowed`.
    """
    if unknown := set(values) - set(allowed):
        raise TypeError(f"A {row._meta.verbose_name} has no such fields: {', '.join(sorted(unknown))}.")
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return changed


def facts_of(changed: Mapping[str, Any]) -> dict[str, str]:
    """Return changed values as the facts of a trail entry."""
    return {name: str(value) for name, value in changed.items()}

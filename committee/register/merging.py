"""Merge two entries of the same person: all rows of the one entry move to the other."""

from datetime import date
from typing import Any, cast

from django.db import DatabaseError, models, transaction

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned
from committee.acts.verbs import Portal, verb
from committee.models import AuditEntry, Person, PortfolioHolding, Post, Seat, User, executive_scrutiny
from committee.register.corrections import CORRECTED, refuse_beside
from committee.register.lawful import hold, hold_register, refuse_oneself, save_lawful
from committee.register.people import MERGED
from committee.register.roles_told import is_or_was_member, tell_of_member
from committee.search import index


@verb(may=keeps_the_register)
def merge(
    person: Person, into: Person, *, reason: str, on: date, by: User | Portal, although_scrutinising: bool = False
) -> Person:
    """
    Move all rows of `person` to `into`, and delete the entry `person`: both entries are of the same human being.

    A row that `into` has too, for all of its days, is deleted instead. A refusal changes nothing. Raises Refused where:

    - no reason is given, or the user would merge their own entry;
    - both have a seat on one body at the same time, or both are listed at one meeting;
    - one was on the executive while the other sat on a scrutiny body (R37);
    - one was on the executive while the other took part in scrutiny, unless `although_scrutinising` is True;
    - both have a sign-in in use;
    - signed records name `person`: then merge `into` into `person`, unless signed records name `into` too.
    """
    if person.pk == into.pk:
        raise Refused("That is this entry. Choose a different one.")
    hold_register()
    for entry in sorted((person, into), key=lambda one: one.pk):
        refuse_oneself(entry, by)
        hold(entry)
    reason = reasoned(reason, "how you know that they are one person")
    if not although_scrutinising:
        _refuse_scrutinised(person, into)
    members = {entry.pk for entry in (person, into) if is_or_was_member(entry)}
    kept_once = [text for model in CORRECTED for text in _move_dated(model, person, into)]
    was_of = _move_sign_in(person, into)
    if members and was_of is not None and was_of not in members:
        tell_of_member(into, on, by)
    moved = {label: count for label, count in (_move(field, person, into) for field in _references()) if count}
    for name in ("photograph_id", "email", "surgeries"):
        if not getattr(into, name):
            setattr(into, name, getattr(person, name))
    into.save(update_fields=["photograph", "email", "surgeries"])
    facts: dict[str, Any] = {
        "slug": person.slug,
        "was": str(person),
        "number": person.pk,
        "kept_once": kept_once,
        "moved": moved,
    } | ({"although_scrutinising": True} if although_scrutinising else {})
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).delete()
    except models.ProtectedError as error:
        naming = next(iter(error.protected_objects))
        raise Refused(f"{_named(naming)} still names {person}, so nothing was merged.") from error
    index.changed(person, into)
    audit.record(by, MERGED, into, reason=reason, **facts)
    return into


def _refuse_scrutinised(person: Person, into: Person) -> None:
    """Refuse where one of the two took part in scrutiny on days when the other was on the executive (R37)."""
    for entry, other in ((person, into), (into, person)):
        seats = other.seats.filter(executive_scrutiny.EXECUTIVE)
        for row in (*other.portfolio_holdings.executive(), *seats):
            executive_scrutiny.refuse_scrutinised(entry, row.since, row.until)


def is_both_sides(person: Person, into: Person) -> bool:
    """Return whether the two entries can be merged only with `although_scrutinising`."""
    try:
        _refuse_scrutinised(person, into)
    except Refused:
        return True
    return False


def now_at(slug: str) -> Person | None:
    """Return the person that the entry with that slug was merged into; None where the entry was not merged."""
    for _ in range(10):  # the entry that remained may have been merged later
        entry = AuditEntry.objects.filter(did=MERGED, facts__slug=slug).order_by("-pk").first()
        if entry is None:
            return None
        if person := Person.objects.filter(pk=entry.subject_id).first():
            return person
        later = AuditEntry.objects.filter(did=MERGED, facts__number=entry.subject_id).first()
        if later is None:
            return None
        slug = later.facts["slug"]
    return None


def _move_dated(model: Any, person: Person, into: Person) -> list[str]:
    """Move the rows of one model. Return a description of each row deleted as a duplicate (`_says_all_of`)."""
    duplicates = []
    for row in model._default_manager.filter(person=person).order_by("since", "pk"):
        theirs = list(model._default_manager.filter(person=into))
        if any(_says_all_of(other, row) for other in theirs):
            duplicates.append(f"{row._meta.verbose_name}: {_what(row)}, {row.period}")
            row.delete()
            continue
        for other in theirs:
            if _same_place(row, other) and _meets(row, other):
                raise Refused(
                    f"Both have an entry for {_what(row)} in one time: {person} {row.period}, {into} {other.period}. "
                    "Record the last day of one of them, correct its dates or remove it first."
                )
        mine: Any = row
        mine.person = into
        refuse_beside(mine)
        save_lawful(mine)
    return duplicates


def _says_all_of(other: Any, row: Any) -> bool:
    """Return whether `other` has the same values on every day of `row`."""
    names = {field.name for field in row._meta.concrete_fields} - {"id", "person", "since", "until"}
    if any(getattr(other, name) != getattr(row, name) for name in names):
        return False
    lasts = other.until is None or (row.until is not None and other.until >= row.until)
    return other.since <= row.since and lasts


def _same_place(row: Any, other: Any) -> bool:
    """Return whether a person cannot have both rows at once, as with two terms, or two seats on one committee."""
    if isinstance(row, Seat):
        return cast(bool, row.committee_id == other.committee_id)
    if isinstance(row, PortfolioHolding):
        return cast(bool, row.portfolio_id == other.portfolio_id)
    return not isinstance(row, Post) or row.title.casefold() == other.title.casefold()


def _meets(row: Any, other: Any) -> bool:
    return (other.until is None or row.since <= other.until) and (row.until is None or other.since <= row.until)


def _what(row: Any) -> str:
    """Return the committee, portfolio, group, division or post of a row, in words."""
    if isinstance(row, Seat):
        return str(row.committee)
    (name, *_) = CORRECTED[type(row)]
    return str(getattr(row, name) or row._meta.verbose_name)


def _move_sign_in(person: Person, into: Person) -> int | None:
    """
    Leave the merged person with one sign-in: where both have one, unlink the suspended one.

    Return the id of the person who had the sign-in that stays; None where neither had one.
    """
    theirs = list(User.objects.filter(person__in=(person, into)).order_by("pk"))
    for user in theirs:
        hold(user)
    in_use = [user for user in theirs if user.is_active]
    if len(in_use) > 1:
        first, second = in_use
        raise Refused(
            f"Both have a sign-in that is in use: {first.email} and {second.email}. Suspend the one you do "
            "not need under “Sign-ins and roles”. It is then unlinked from the person."
        )
    remaining = (in_use or theirs)[:1]
    was_of = remaining[0].person_id if remaining else None
    for user in theirs:
        user.person = None
        user.save(update_fields=["person"])
    for user in remaining:
        user.person = into
        user.save(update_fields=["person"])
    return was_of


def _references() -> list[models.Field[Any, Any]]:
    """Return every column that refers to a person, except those of sign-ins and of the models in CORRECTED."""
    relations: list[Any] = list(Person._meta.get_fields(include_hidden=True))
    columns = [relation.field for relation in relations if relation.auto_created and not relation.concrete]
    others = [column for column in columns if column.column is not None and column.model not in (*CORRECTED, User)]
    return sorted(others, key=lambda one: (one.model._meta.db_table, one.column))


def _move(field: models.Field[Any, Any], person: Person, into: Person) -> tuple[str, int]:
    rows = field.model._base_manager.filter(**{field.name: person})
    if field.model._meta.auto_created:  # a many-to-many field such as `sent_to` lists each person only once
        beside = next(
            concrete_field.name
            for concrete_field in field.model._meta.concrete_fields
            if concrete_field.name not in ("id", field.name)
        )
        present = field.model._base_manager.filter(**{field.name: into}).values(beside)
        rows.filter(**{f"{beside}__in": list(present.values_list(beside, flat=True))}).delete()
    count = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        row = field.model._base_manager.filter(pk=pk)
        try:
            with transaction.atomic():
                count += row.update(**{field.name: into})
        except DatabaseError as error:
            raise Refused(_why_not(row.get(), person, into, error)) from error
    return f"{field.model._meta.verbose_name_plural} ({field.verbose_name})", count


def _why_not(row: models.Model, person: Person, into: Person, error: Exception) -> str:
    if "unique" in str(error).lower():
        return (
            f"Both are in it: {_named(row)}. Remove one of the two there first. If that is already "
            "published, do not merge the entries."
        )
    reason = f"{_named(row)}: what is signed or sent there names {person}, and is never changed."
    if other := _first_kept(into, person):
        return f"{reason} {_named(other)} names {into} in the same way: leave the entries as they are."
    return f"{reason} Merge {into} into {person} instead, and correct the name after that."


def _first_kept(who: Person, other: Person) -> models.Model | None:
    """
    Return the first row that names `who` and that the database refuses to change to `other`; None where all can change.

    Rows that can change are changed, so the caller must roll back.
    """
    for field in _references():
        for row in field.model._base_manager.filter(**{field.name: who}).order_by("pk"):
            try:
                with transaction.atomic():
                    field.model._base_manager.filter(pk=row.pk).update(**{field.name: other})
            except DatabaseError as error:
                if "unique" not in str(error).lower():
                    return row
    return None


def _named(row: models.Model) -> str:
    """Return the model's name and the row's own, for a sentence: "Post (Clerk of the Council)"."""
    text = str(row)
    kind = str(row._meta.verbose_name)
    return f"{kind[:1].upper()}{kind[1:]} ({text[:120]})"

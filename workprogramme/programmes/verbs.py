"""Verbs that open a programme, change its settings, and publish it."""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, facts_of, save, set_changed
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import Anybody, signed_in, verb
from committee.models import Committee, MunicipalYear, User
from committee.search import index
from workprogramme import leak_check
from workprogramme.locking import hold_programme
from workprogramme.models import Programme
from workprogramme.programmes import printing

CHANGES = {"introduction", "outcome", "venues", "load_limit"}


@verb(may=plans_scrutiny)
def open_programme(
    committee: Committee,
    year: MunicipalYear,
    *,
    introduction: str = "",
    outcome: str = "",
    venues: str = "",
    load_limit: int = 3,
    at: dt.datetime,
    by: Anybody,
) -> Programme:
    """
    Return the committee's programme for `year`. First open an unpublished programme if there is none.

    `by` is None where the suggestion of a visitor opens the programme. Raises Refused where a text of the new programme
    would reveal something withheld (R16).
    """
    Committee.objects.select_for_update().get(pk=committee.pk)
    existing = Programme.objects.filter(committee=committee, year=year).select_related("committee", "year").first()
    if existing:
        return existing
    programme = Programme(
        committee=committee,
        year=year,
        introduction=introduction.strip(),
        outcome=" ".join(outcome.split()),
        venues=" ".join(venues.split()),
        load_limit=load_limit,
        created_at=at,
        created_by=signed_in(by),
    )
    leak_check.refuse_telling(programme, leak_check.of_programme(programme))
    save(programme)
    audit.record(by, "opened", programme)
    return programme


@verb(may=plans_scrutiny)
def edit_programme(programme: Programme, *, by: User, **changes: object) -> Programme:
    """
    Change the programme's introduction, outcome, venues or load limit.

    Raises Refused where the new text would reveal something withheld (R16), and TypeError for unknown `changes`.
    """
    locked = hold_programme(programme)
    if changed := set_changed(locked, changes, allowed=CHANGES):
        leak_check.refuse_telling(locked, leak_check.of_programme(locked, changed))
        save(locked)
        audit.record(by, "changed", locked, **facts_of(changed))
    return locked


def _words(programme: Programme) -> object:
    """Return the free text that publishing would make public, as of a fixed day: its hash must not change daily."""
    return leak_check.of_publication(programme, on=programme.year.starts)


@verb(may=plans_scrutiny, seen=_words)
def publish_programme(programme: Programme, *, seen: str, at: dt.datetime, by: User) -> Programme:
    """
    Publish the programme. Later changes of the programme and its items are public at once.

    Raises Refused where

    - the programme is published already, or its text has changed since it was `seen`;
    - the year's calendar of meetings is a draft;
    - the text reveals something that is now withheld (R16).
    """
    locked = hold_programme(programme)
    if locked.is_public:
        raise Refused("It is already published.")
    refuse_unseen(locked, seen)
    if locked.year.is_draft:
        raise Refused(f"The calendar of meetings {locked.year} is a draft: publish the calendar first.")
    leak_check.refuse_telling(locked, leak_check.of_publication(locked, on=day_of(at)))
    locked.published_at, locked.published_by = at, by
    save(locked)
    printing.print_when_committed(locked)
    index.changed(locked)
    audit.record(by, "published", locked)
    return locked

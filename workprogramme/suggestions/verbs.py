"""Verbs of a suggestion: make, acknowledge and accept it, email that it was declined, erase its author's details."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import PORTAL, Anybody, Portal, anybody, as_part, verb
from committee.law.periods import months_from
from committee.mail import notices
from committee.models import Committee, MunicipalYear, User
from committee.wording.references import new_reference
from meetings.models import Meeting, Minute
from workprogramme import leak_check
from workprogramme.items.scheduling import hold_meeting
from workprogramme.items.verbs import add_item
from workprogramme.locking import hold_item, step
from workprogramme.models import WAITING, ItemState, Origin, Programme, ProgrammeItem, ScrutinyRules, Suggester
from workprogramme.programmes.verbs import open_programme
from workprogramme.suggestions import state
from workprogramme.suggestions.weighing import usual_questions

MOST_A_DAY, A_DAY = 3, dt.timedelta(days=1)


@verb(may=anybody, points_to=["origin_meeting", "origin_minute"])
def suggest(
    committee: Committee,
    *,
    title: str,
    details: str,
    origin: str,
    name: str = "",
    email: str = "",
    origin_words: str = "",
    origin_on: dt.date | None = None,
    origin_meeting: Meeting | None = None,
    origin_minute: Minute | None = None,
    on: dt.date,
    at: dt.datetime,
    by: User | None = None,
) -> ProgrammeItem:
    """
    Record a suggestion in the committee's programme of the municipal year of `on`. Open that programme if needed.

    `name` and `email` of the author are stored only in `Suggester`, until they are erased. The trail never has them.
    `by` is None for a visitor who is not signed in. Raises Refused where the committee does not exist on that day, the
    municipal year is not in the register, or a text is invalid.
    """
    item = as_part(add_item)(
        as_part(programme_of)(committee, on, at=at, by=by),
        title=title,
        details=(details or "").strip(),
        state=ItemState.SUGGESTED,
        origin=origin,
        origin_words=" ".join((origin_words or "").split()),
        origin_on=origin_on or on,
        origin_meeting=origin_meeting,
        origin_minute=origin_minute,
        on=on,
        at=at,
        by=by,
    )
    months = ScrutinyRules.current().suggestions_kept_months
    save(
        Suggester(
            item=item,
            reference=new_reference("WP", lambda code: Suggester.objects.filter(reference=code).exists()),
            name=" ".join((name or "").split()),
            email=(email or "").strip(),
            sent_at=at,
            forget_on=months_from(on, months),
        )
    )
    as_part(usual_questions)(committee, by=by)
    return item


@verb(may=plans_scrutiny, in_one_transaction=False)
def programme_of(committee: Committee, on: dt.date, *, at: dt.datetime, by: Anybody) -> Programme:
    """Return the committee's programme of the year of `on`, opened if needed. Raises Refused if none can be opened."""
    year = MunicipalYear.of(on)
    if year is None:
        raise Refused("That municipal year has not been entered yet, so it has no work programme.")
    if not Committee.objects.existing(on).filter(pk=committee.pk).exists():
        raise Refused(f"The {committee} does not exist on that day, so nothing can be suggested to it.")
    return as_part(open_programme)(committee, year, at=at, by=by)


def _made_it(who: Anybody, on: dt.date, /, item: ProgrammeItem, **about: object) -> bool:
    """Return whether `who` made the suggestion while signed in, and so may send its acknowledgement."""
    return isinstance(who, User) and who.is_active and item.created_by_id == who.pk


@verb(may=plans_scrutiny, may_this=_made_it, in_one_transaction=False)
def acknowledge(item: ProgrammeItem, *, at: dt.datetime, by: User | Portal) -> bool:
    """
    Email the author that the suggestion has arrived and what happens next. Return whether the email was sent.

    A failure is stored with the suggester. At most MOST_A_DAY emails go to one email address in a day. Raises Refused
    where there is no email address, or the author has been emailed already.
    """
    who = _claim(item, "acknowledged_at", "failure", at)
    failure = _write_received(who, at)
    _settle(who, "acknowledged_at", "failure", at, failure)
    audit.record(by, "could not acknowledge" if failure else "acknowledged", item, reference=who.reference)
    return not failure


@transaction.atomic
def _claim(item: ProgrammeItem, sent: str, why_not: str, at: dt.datetime) -> Suggester:
    """
    Store `at` in the suggester's column `sent`, and return the suggester.

    The column is set before the email is sent, so that simultaneous requests send only one email. Column `why_not` is
    cleared. Raises Refused where there is no email address, or the email was sent already. If the email is about the
    decision, also raises Refused where the suggestion was not declined.
    """
    rows = Suggester.objects.select_for_update(of=("self",)).select_related("item__programme__committee")
    who = rows.filter(item=item).first()
    if who is None or not who.email:
        raise Refused("There is no email address to write to.")
    if sent == "decision_sent_at" and (who.item.state != ItemState.DECLINED or who.item.merged_into_id):
        raise Refused("It has not been declined.")
    if getattr(who, sent):
        raise Refused("They have already been emailed.")
    Suggester.objects.filter(pk=who.pk).update(**{sent: at, why_not: ""})
    return who


def _settle(who: Suggester, sent: str, why_not: str, at: dt.datetime, failure: str) -> None:
    """Store a failure in column `why_not` and clear column `sent`, unless the suggester has been erased."""
    if failure:
        claimed = Suggester.objects.filter(pk=who.pk, forgotten_on__isnull=True, **{sent: at})
        claimed.update(**{sent: None, why_not: failure})


def _mail(who: Suggester, template: str, **words: object) -> str:
    """Email the suggester. Return why the email was not sent; "" if the mail server accepted the email."""
    committee = who.item.programme.committee
    words |= {
        "reference": who.reference,
        "committee": committee,
        "path": state.address(who),
        "forget_on": who.forget_on,
    }
    subject = f"Your suggestion {who.reference}: {committee}"
    failure = notices.failure_of(notices.mail_address, who.email, subject, template, words)
    return f"The email could not be sent ({failure})." if failure else ""


def _write_received(who: Suggester, at: dt.datetime) -> str:
    """Email that the suggestion has arrived. Return why the email was not sent; "" if it was sent."""
    lately = Suggester.objects.filter(email__iexact=who.email, acknowledged_at__gt=at - A_DAY)
    if lately.exclude(pk=who.pk).count() >= MOST_A_DAY:
        # SECURITY: without a limit, anybody could fill a stranger's mailbox by entering the address repeatedly.
        return "We have already sent this address the most emails we send in a day."
    # SECURITY: anybody may enter a stranger's email address, so no typed text is emailed, not even a name.
    return _mail(who, "email/suggestion_received.txt")


@verb(may=plans_scrutiny)
def take_up(
    item: ProgrammeItem,
    *,
    title: str | None = None,
    details: str | None = None,
    purpose: str | None = None,
    meeting: Meeting | None = None,
    on: dt.date,
    at: dt.datetime,
    by: User,
) -> ProgrammeItem:
    """
    Accept a suggestion into the programme, for `meeting` or to be scheduled.

    In a public programme, the item is then public. `title`, `details` and `purpose` replace those of the suggestion. A
    suggestion of an earlier year goes into the programme of the year of `on`. The suggester's details stay private.

    Raises Refused where the suggestion is settled already, the meeting is not suitable, or the item's texts would
    reveal something withheld (R16).
    """
    locked = hold_item(item)
    if locked.state not in WAITING:
        raise Refused(f"It has been settled already ({locked.get_state_display().lower()}).")
    if locked.programme.year.ends < on:
        locked.programme = programme_of(locked.programme.committee, on, at=at, by=by)
    wording = {"title": " ".join(title.split()) if title else None, "details": details, "purpose": purpose}
    for name, words in wording.items():
        if words is not None:
            setattr(locked, name, words.strip())
    meeting = hold_meeting(locked.programme, meeting) if meeting else None
    state = ItemState.SCHEDULED if meeting else ItemState.TBC
    locked.state, was = state, locked.state
    names = [lead.name for lead in locked.leads.all() if lead.person_id is None]
    leak_check.refuse_telling(locked.programme, [*leak_check.of_item(locked), *leak_check.of_leads(locked, names)])
    locked.state = was
    step(locked, state, meeting=meeting, on=on, at=at, by=by, did="accepted")
    return locked


@verb(may=plans_scrutiny)
def forget_suggester(item: ProgrammeItem, *, on: dt.date, by: User | Portal) -> bool:
    """
    Erase the author's name and email address, and words that say which resident made the suggestion.

    The reference stays. Return whether there was anything to erase.
    """
    who = Suggester.objects.select_for_update().filter(item=item, forgotten_on__isnull=True).first()
    if who is None:
        return False
    who.name, who.email, who.forgotten_on = "", "", on
    save(who)
    _erase_words(item)
    audit.record(by, "deleted the contact details with", item, reference=who.reference)
    return True


def _erase_words(item: ProgrammeItem) -> None:
    """Erase words that name the resident who suggested an item, also in the items of later years that continue it."""
    also: ProgrammeItem | None = item
    while also:
        ProgrammeItem.objects.filter(pk=also.pk, origin=Origin.RESIDENT).update(origin_words="")
        also = ProgrammeItem.objects.filter(rolled_from=also).first()


def forget(on: dt.date) -> int:
    """
    Erase details of suggesters that are due by `on`, and words that name a resident in items without a suggester.

    Return how many items were changed.
    """
    due = ProgrammeItem.objects.filter(suggester__forget_on__lte=on, suggester__forgotten_on__isnull=True)
    return sum(forget_suggester(item, on=on, by=PORTAL) for item in due) + sum(map(_forget_words, _without_maker(on)))


def _without_maker(on: dt.date) -> list[ProgrammeItem]:
    """Return residents' items without a suggester that name their author, and are old enough to be erased by `on`."""
    months = ScrutinyRules.current().suggestions_kept_months
    rows = ProgrammeItem.objects.filter(origin=Origin.RESIDENT, suggester__isnull=True, rolled_from__isnull=True)
    items = rows.exclude(origin_words="")
    return [item for item in items if months_from(timezone.localdate(item.created_at), months) <= on]


@transaction.atomic
def _forget_words(item: ProgrammeItem) -> bool:
    _erase_words(item)
    audit.record(PORTAL, "deleted the contact details of", item)
    return True


@verb(may=plans_scrutiny, in_one_transaction=False)
def tell_decision(item: ProgrammeItem, *, at: dt.datetime, by: User) -> bool:
    """
    Email the author that the suggestion was declined, with the reason. Return whether the email was sent.

    A failure is stored with the suggester. Raises Refused where the suggestion is not declined, there is no email
    address, or the author has been emailed the decision already.
    """
    who = _claim(item, "decision_sent_at", "decision_failure", at)
    # SECURITY: `scheduling.decline` has checked that the reason reveals nothing withheld. The email does not repeat the
    # words of the suggestion.
    failure = _mail(who, "email/suggestion_declined.txt", reason=who.item.ended_reason)
    _settle(who, "decision_sent_at", "decision_failure", at, failure)
    did = "could not email the decision on" if failure else "emailed the decision on"
    audit.record(by, did, item, reference=who.reference)
    return not failure

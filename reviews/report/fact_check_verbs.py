"""
Verbs of the fact check: send a draft to named people, save their comments, accept or decline each comment.

Nobody outside the panel can stop a report: a review may go on to Reported while a fact check is open. Statutory
guidance on overview and scrutiny: a draft is shared to check its facts, not to be revised or blocked.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.verbs import LinkHolder, as_part, signed_in, verb
from committee.models import Person, SignedLink, User
from committee.register.people import add_person
from committee.sign_in import signed_links
from committee.wording.dates import long_date
from reviews import leak_check
from reviews.locking import hold_review, next_number
from reviews.models import CommentDecision, FactCheck, FactChecker, FactComment, Review, State
from reviews.steps.verbs import take_step

ACT = "check facts"
MOST_CHECKERS = 40
MOST_PASSAGES = 80  # more would make a form that no phone can show
FROM = (State.DRAFTING, State.FACT_CHECK)


@verb(may=plans_scrutiny)
def open_fact_check(review: Review, *, text: str, last_day: dt.date, at: dt.datetime, by: User) -> FactCheck:
    """
    Open a fact check of a draft until the end of `last_day`, and move a review from "drafting" to "fact check".

    Raises Refused where the review is at another state, `last_day` is past, there is no draft, or the draft reveals
    something withheld to its checkers (R16).
    """
    locked = hold_review(review)
    if locked.state not in FROM:
        raise Refused(f"A draft is checked while the review is at “{FROM[0].label}” or “{FROM[1].label}”.")
    if last_day < day_of(at):
        raise Refused("That date is in the past. Choose a future date.")
    if not passages(text):
        raise Refused("Paste the draft that is to be checked.")
    leak_check.refuse_telling_in(locked, [("the draft", [text])])
    check = FactCheck(
        review=locked, number=next_number(locked.fact_checks), text=text.strip(), last_day=last_day, opened_at=at,
        opened_by=signed_in(by),
    )  # fmt: skip
    save(check)
    if locked.state == State.DRAFTING:
        take_step(locked, State.FACT_CHECK, on=day_of(at), at=at, by=by)
    audit.record(by, "opened a fact check of", locked, number=check.number, last_day=last_day.isoformat())
    return check


@verb(may=plans_scrutiny)
def name_checker(
    check: FactCheck,
    *,
    person: Person | None = None,
    forename: str = "",
    surname: str = "",
    post: str = "",
    mailbox: str = "",
    at: dt.datetime,
    by: User,
) -> FactChecker:
    """
    Add a person who checks the facts of a draft: a person of the register, or a new person by their names.

    Raises Refused where nobody is named, the person is named already or has no email address, the last day is over, or
    there are MOST_CHECKERS people.
    """
    if person is None:
        if not (forename.strip() and surname.strip()):
            raise Refused("Choose who checks the facts, or enter their first name and surname.")
        person = as_part(add_person)(forename=forename.strip(), surname=surname.strip(), by=by)  # locks the register
    locked = _hold(check)
    if day_of(at) > locked.last_day:
        raise Refused(f"The last day for comments was {long_date(locked.last_day)}: open another check.")
    address = signed_links.address_of(person) or mailbox.strip()
    if not address:
        raise Refused(f"Enter an email address for {person}, who has no sign-in: the link is sent there.")
    if locked.checkers.filter(person=person).exists():
        raise Refused(f"{person} is named already.")
    if locked.checkers.count() >= MOST_CHECKERS:
        raise Refused(f"At most {MOST_CHECKERS} people can check a draft.")
    checker = FactChecker(fact_check=locked, person=person, post=post.strip(), mailbox=address)
    save(checker)
    audit.record(by, "added a person to the fact check of", locked.review, number=locked.number, person=str(person))
    return checker


@verb(may=plans_scrutiny, in_one_transaction=False)
def send_draft(checker: FactChecker, *, at: dt.datetime, by: User) -> bool:
    """
    Email a new signed link to the draft, and end earlier links. Return whether the email was sent.

    Raises Refused where the person can no longer comment (see `closed`).
    """
    locked = FactChecker.objects.select_related("fact_check__review", "person").get(pk=checker.pk)
    if reason := closed(locked, at):
        raise Refused(reason)
    return as_part(signed_links.send)(ACT, locked.person, locked, address=locked.mailbox, at=at, by=by)


@verb(may=plans_scrutiny)
def revoke_draft(checker: FactChecker, *, at: dt.datetime, by: User) -> None:
    """Revoke the links of a person who checks the facts. Raises Refused where the person has no valid link."""
    links = list(SignedLink.objects.about(checker, ACT).live(at))
    if not links:
        raise Refused("They have no working link.")
    for link in links:
        as_part(signed_links.revoke)(link, at=at, by=by)


def _is_theirs(who: Any, on: dt.date, /, checker: FactChecker, **about: object) -> bool:
    return isinstance(who, LinkHolder) and who.person.pk == checker.person_id


@verb(may=plans_scrutiny, may_this=_is_theirs)
def comment(
    checker: FactChecker, *, comments: Mapping[int, str], at: dt.datetime, by: User | LinkHolder
) -> FactChecker:  # fmt: skip
    """
    Save a person's comments on the draft, by number of the passage (0: the whole draft).

    A person who sends no comments has answered too. An officer enters comments made by telephone. Raises Refused where
    the draft has no such passage, or the person can no longer comment (see `closed`).
    """
    check = _hold(checker.fact_check)
    locked = check.checkers.select_related("person").get(pk=checker.pk)
    if reason := closed(locked, at):
        raise Refused(reason)
    texts = {number: text.strip() for number, text in comments.items() if text.strip()}
    if not set(texts) <= set(range(len(passages(check.text)) + 1)):
        raise Refused("The draft has no such passage: reload the page.")
    for number, text in texts.items():
        save(FactComment(checker=locked, passage=number, text=text, made_at=at))
    locked.answered_at = at
    save(locked)
    audit.record(by, "checked the facts of", check.review, number=check.number, comments=len(texts))
    return locked


@verb(may=plans_scrutiny)
def decide_comment(
    remark: FactComment, *, decision: str, reason: str, at: dt.datetime, by: User
) -> FactComment:  # fmt: skip
    """Accept or decline a comment. A later decision replaces the earlier one. Raises Refused without a reason."""
    check = _hold(remark.checker.fact_check)
    locked = FactComment.objects.select_related("checker__person").get(pk=remark.pk)
    locked.decision = CommentDecision(decision)
    locked.reason = reasoned(reason, "the decision on the comment")
    locked.decided_at = at
    save(locked)
    audit.record(
        by, f"{decision} a comment on the draft of", check.review, passage=locked.passage, reason=locked.reason
    )
    return locked


def closed(checker: FactChecker, at: dt.datetime) -> str:
    """Return a sentence that says why a person can no longer comment on the draft; "" while they can."""
    check = checker.fact_check
    review = check.review
    if review.state == State.ABANDONED or review.stands_at not in FROM:
        return "The report has been issued since, so its facts are no longer checked."
    if review.fact_checks.filter(number__gt=check.number).exists():
        return "A newer draft is being checked, so this one is closed."
    if day_of(at) > check.last_day:
        return f"The last day for comments was {long_date(check.last_day)}."
    return "Your comments have been received already." if checker.answered_at else ""


def _hold(check: FactCheck) -> FactCheck:
    """Lock the review's row and return the check's present row."""
    return hold_review(check.review).fact_checks.get(pk=check.pk)


def passages(text: str) -> list[str]:
    """
    Return the passages of a text: its paragraphs, separated by blank lines.

    In a long text, a passage is several paragraphs, so that there are at most MOST_PASSAGES.
    """
    paragraphs: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    texts = ["\n".join(lines) for lines in paragraphs if lines]
    together = -(-len(texts) // MOST_PASSAGES)
    return ["\n\n".join(texts[start : start + together]) for start in range(0, len(texts), together or 1)]

"""Verbs of the call for evidence: open it, change it, answer it."""

import datetime as dt
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from django.db import transaction

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import anybody, verb
from committee.models import StoredFile, User
from committee.wording.dates import full_date
from committee.wording.references import new_reference
from reviews import leak_check
from reviews.evidence import keeping
from reviews.evidence.children import names_a_child
from reviews.locking import hold_review
from reviews.models import CallAnswer, CallAnswerFile, CallForEvidence, Review

MOST_FILES, MOST_BYTES = 3, 20 * 1024 * 1024
TOO_MANY_FILES = f"Choose {MOST_FILES} files at most."
TOO_LARGE = f"The files are larger than {MOST_BYTES // 1024 // 1024} MB together. Leave one out, or make them smaller."
CHILD = (
    "“{words}” may name a child. Leave the name out here and in your files, and write “a pupil” "
    "or “my child”. We cannot accept evidence that names a child."
)
NOT_TAKEN = "The call for evidence {when}, so your answer was not sent. Contact the committee team."
NO_CHILD = "Confirm that no child is named, or leave the name out first."


@verb(may=plans_scrutiny, seen=shows("title", "call.text", "call.opens_on", "call.closes_on", "call.kept_days"))
def open_call(
    review: Review, *, text: str, opens_on: dt.date, closes_on: dt.date, kept_days: int = 90, seen: str, by: User
) -> CallForEvidence:
    """
    Ask anybody for evidence from one day to another, or change what is asked and until when.

    The page opens and closes by itself, once the review is published. Answers that came before keep the day on which
    they are forgotten. Raises Refused for words that would tell what is withheld (R16), and an end before it.
    """
    locked = hold_review(review)
    refuse_unseen(locked, seen)
    call = CallForEvidence.objects.filter(review=locked).first() or CallForEvidence(review=locked)
    did = "changed the call for evidence of" if call.pk else "opened the call for evidence of"
    call.text, call.opens_on, call.closes_on, call.kept_days = text.strip(), opens_on, closes_on, kept_days
    leak_check.refuse_telling_in(locked, [("the text of the call", [call.text])])
    save(call)
    audit.record(by, did, locked, opens_on=opens_on.isoformat(), closes_on=closes_on.isoformat())
    return call


@verb(may=anybody, in_one_transaction=False, seen=shows("text", "kept_days"))
def answer_call(
    call: CallForEvidence,
    *,
    text: str = "",
    files: Sequence[tuple[str, bytes]] = (),
    no_child_is_named: bool,
    is_named: bool = False,
    may_be_published: bool = False,
    is_suspect: bool = False,
    seen: str,
    at: dt.datetime,
    by: User | None = None,
    **whose: Any,
) -> CallAnswer:
    """
    Keep an answer to a call for evidence, for scrutiny officers alone, until they take it over or its days are over.

    `files` are names and bytes; each waits for its check and is read by nobody before. `whose` are name, email, post
    and body. A suspect answer, or one with files while too many wait, is set aside: it is taken all the same, and no
    flood of others keeps it out. Raises Refused outside the days of the call, for nothing at all, a child's name, and
    more than three files or 20 MB.
    """
    if unknown := set(whose) - {"name", "email", "post", "body"}:
        raise TypeError(f"An answer has no such fields: {', '.join(sorted(unknown))}.")
    _refuse_unfit(text, files, no_child_is_named, whose)
    with ExitStack() as stack:
        _refuse_closed(call, at)
        originals = [stack.enter_context(keeping.kept(data, name)) for name, data in files]
        with transaction.atomic():
            locked = hold_review(call.review)
            call = CallForEvidence.objects.select_related("review").get(review=locked)
            refuse_unseen(call, seen)
            _refuse_closed(call, at)
            answer = CallAnswer(call=call, text=text.strip(), is_named=is_named, may_be_published=may_be_published)
            if is_suspect or (originals and not keeping.has_room(len(originals))):
                answer.state = CallAnswer.State.SUSPECT
            for name in ("name", "email", "post", "body"):
                setattr(answer, name, " ".join((whose.get(name) or "").split()))
            named = list(zip(originals, (name for name, _ in files), strict=True))
            return _keep(answer, locked, named, at, believed=not is_suspect)


def _keep(
    answer: CallAnswer, review: Review, originals: list[tuple[StoredFile, str]], at: dt.datetime, *, believed: bool
) -> CallAnswer:
    answer.reference = new_reference("CE", lambda taken: CallAnswer.objects.filter(reference=taken).exists())
    answer.sent_at, answer.forget_on = at, day_of(at) + dt.timedelta(days=answer.call.kept_days)
    save(answer)
    for original, name in originals:
        aside = answer.state == CallAnswer.State.SUSPECT
        file = keeping.wait(review, original, name, at=at, sender=None, aside=aside, believed=believed)
        save(CallAnswerFile(answer=answer, file=file))
    # SECURITY: who answered is on no trail, signed in or not.
    audit.record(None, "answered the call for evidence of", review, reference=answer.reference)
    return answer


def _refuse_closed(call: CallForEvidence, at: dt.datetime) -> None:
    """Raise Refused where no answer is taken at that moment."""
    if not call.review.is_public or not call.is_open_on(day_of(at)):
        closed = call.review.is_public and day_of(at) > call.closes_on
        when = f"closed on {full_date(call.closes_on)}" if closed else "is not open"
        raise Refused(NOT_TAKEN.format(when=when))


def _refuse_unfit(
    text: str, files: Sequence[tuple[str, bytes]], no_child_is_named: bool, whose: dict[str, Any]
) -> None:
    """Raise Refused for an answer that is none, too large, or names a child."""
    if len(files) > MOST_FILES:
        raise Refused(TOO_MANY_FILES)
    if sum(len(data) for _, data in files) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if not files:
        said(text, "what you want the panel to know, or choose a file", 10000)
    if not no_child_is_named:
        raise Refused(NO_CHILD)
    about = [whose.get(name) or "" for name in ("post", "body")]
    for words in (text, *about, *(_as_words(name) for name, _ in files)):
        if child := names_a_child(words):
            raise Refused(CHILD.format(words=child))


def _as_words(filename: str) -> str:
    return filename.rpartition(".")[0].replace("_", " ") or filename

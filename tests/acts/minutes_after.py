"""Recipes for what comes after the meeting: its draft goes round, is published, confirmed and signed; and settings."""

import datetime as dt
from typing import Any

from committee.acts.requests import person_of
from committee.acts.seen import having_read
from committee.models import MunicipalYear, User
from meetings.calendar import verbs as calendar
from meetings.minutes import settings
from meetings.minutes.confirmation import confirming, signing
from meetings.minutes.document import unlisted_business
from meetings.minutes.document.document import take
from meetings.minutes.publication import circulating, publishing, versions
from meetings.models import Circulation, Minute, Minutes, MinutesVersion, MinutesVersionKind, Paper
from meetings.papers import draft_minutes_paper
from meetings.papers import verbs as papers
from tests.acts import Act, Cast, recipe
from tests.acts.minutes import done
from tests.meetings.minuted import AFTER, APRIL, IN_APRIL, SIGNED, TENTH, entry
from tests.meetings.minuted import confirming as in_april
from tests.meetings.packs.making import pdf_of

COMMENTS_BY = dt.date(2022, 1, 19)


def sent_round(minutes: Minutes, cast: Cast) -> Circulation:
    """Circulate the draft to Mary for comments."""
    readers = [person_of(cast["member"])]
    return having_read(circulating.circulate)(minutes, to=readers, comments_by=COMMENTS_BY, at=AFTER, by=cast["clerk"])


def on_an_agenda(minutes: Minutes, clerk: User) -> Minute:
    """Publish the draft, and return April's minute of the item that lists it for confirmation."""
    having_read(publishing.publish_draft)(minutes, at=AFTER, by=clerk)
    return in_april(minutes, clerk)


def corrected(minutes: Minutes, clerk: User) -> dict[str, Any]:
    """Return the arguments of `confirming.correct` for the minute of the Work Programme."""
    april = on_an_agenda(minutes, clerk).minutes.meeting
    return {"old_words": "Words under", "new_words": "Members spoke of the", "agreed_in": april, "at": IN_APRIL}


def taken_off_the_agenda(minutes: Minutes, clerk: User) -> tuple[MinutesVersion, Paper]:
    """Return the published draft, and the paper of it that a clerk removed from April's agenda."""
    april = calendar.schedule(minutes.meeting.committee, APRIL, by=clerk)
    draft = having_read(publishing.publish_draft)(minutes, at=AFTER, by=clerk)
    paper = Paper.objects.select_related("item__meeting__committee").get(item__meeting=april)
    papers.remove_paper(paper, by=clerk)
    return draft, paper


def confirmed(minutes: Minutes, clerk: User) -> Minutes:
    """Publish the draft, and let April's meeting confirm it."""
    here = on_an_agenda(minutes, clerk)
    having_read(confirming.confirm)(minutes, confirming=here, at=IN_APRIL, by=clerk)
    return minutes


def signed_wrongly(minutes: Minutes, clerk: User) -> Minutes:
    """Record the signature with the scan of something else."""
    scan = {"scan": pdf_of(1, "Holiday"), "signed_on": APRIL, "at": SIGNED}
    having_read(signing.sign_on_paper)(confirmed(minutes, clerk), **scan, by=clerk)
    return minutes


# Comments


@recipe(circulating.forget_comments, world="minuted")
def forget_comments(minutes: Minutes, cast: Cast) -> Act:
    """Nothing in them is withheld, or they could not be confirmed here."""
    about = sent_round(minutes, cast), entry(minutes, "Young Carers")
    comment = circulating.comment(*about, text="It was longer.", at=AFTER, by=cast["member"])
    having_read(signing.sign)(confirmed(minutes, cast["clerk"]), at=SIGNED, by=cast["chairman"])
    return Act(circulating.forget_comments, (comment.minute.minutes,), {}, by=cast["clerk"])


@recipe(circulating.circulate, world="minuted")
def circulate(minutes: Minutes, cast: Cast) -> Act:
    sent = {"to": [cast["member"].person], "comments_by": COMMENTS_BY, "message": "Please read item 4.", "at": AFTER}
    return Act(circulating.circulate, (minutes,), sent, by=cast["clerk"])


@recipe(circulating.comment, world="minuted", may={"member"})
def comment(minutes: Minutes, cast: Cast) -> Act:
    said: dict[str, Any] = {"text": "It was longer than that.", "at": AFTER}
    about = sent_round(minutes, cast), entry(minutes, "Work Programme")
    return Act(circulating.comment, about, said, by=cast["member"])


@recipe(circulating.answer_comment, world="minuted")
def answer_comment(minutes: Minutes, cast: Cast) -> Act:
    about = sent_round(minutes, cast), entry(minutes, "Work Programme")
    comment = circulating.comment(*about, text="It was longer than that.", at=AFTER, by=cast["member"])
    answer = {"accepted": False, "reply": "It is as short as it was.", "at": AFTER}
    return Act(circulating.answer_comment, (comment,), answer, by=cast["clerk"])


# Publication

done(publishing.publish_decisions, "minuted", lambda minutes, _: minutes, at=AFTER)
done(publishing.publish_draft, "minuted", lambda minutes, _: minutes, at=AFTER)
GROUND = {"kind": "not_published", "words": "The river rose overnight", "at": AFTER}
done(unlisted_business.name_ground, "minuted", lambda minutes, _: minutes, **GROUND)
CIRCULATED = MinutesVersionKind.CIRCULATED
done(versions.freeze, "minuted", lambda minutes, _: (minutes, CIRCULATED, take(minutes, at=AFTER)), at=AFTER)


@recipe(publishing.certify_record, world="minuted")
def certify_record(minutes: Minutes, cast: Cast) -> Act:
    return Act(publishing.certify_record, (minutes,), {"at": AFTER}, by=cast["proper officer"])


@recipe(publishing.offer_to_next_agenda, world="minuted")
def offer_to_next_agenda(minutes: Minutes, cast: Cast) -> Act:
    taken_off_the_agenda(minutes, cast["clerk"])
    return Act(publishing.offer_to_next_agenda, (minutes,), {"at": AFTER}, by=cast["clerk"])


@recipe(draft_minutes_paper.put_under, world="minuted")
def put_under(minutes: Minutes, cast: Cast) -> Act:
    draft, paper = taken_off_the_agenda(minutes, cast["clerk"])
    return Act(draft_minutes_paper.put_under, (paper.item, draft), {"at": AFTER}, by=cast["clerk"])


# Confirmation and signature

SCAN: dict[str, Any] = {"scan": pdf_of(1, "Signed"), "signed_on": APRIL, "at": SIGNED}
RIGHT = {**SCAN, "filename": "right.pdf", "reason": "It was another document."}
done(signing.sign_on_paper, "minuted", confirmed, **SCAN)
done(signing.replace_scan, "minuted", signed_wrongly, **RIGHT)


@recipe(confirming.correct, world="minuted")
def correct(minutes: Minutes, cast: Cast) -> Act:
    correction = corrected(minutes, cast["clerk"])
    return Act(confirming.correct, (entry(minutes, "Work Programme"),), correction, by=cast["clerk"])


@recipe(confirming.take_correction_back, world="minuted")
def take_correction_back(minutes: Minutes, cast: Cast) -> Act:
    said = corrected(minutes, cast["clerk"])
    correction = confirming.correct(entry(minutes, "Work Programme"), by=cast["clerk"], **said)
    return Act(confirming.take_correction_back, (correction,), {}, by=cast["clerk"])


@recipe(confirming.confirm, world="minuted")
def confirm(minutes: Minutes, cast: Cast) -> Act:
    here = on_an_agenda(minutes, cast["clerk"])
    return Act(confirming.confirm, (minutes,), {"confirming": here, "at": IN_APRIL}, by=cast["clerk"])


@recipe(confirming.move_confirmation, world="minuted")
def move_confirmation(minutes: Minutes, cast: Cast) -> Act:
    here = on_an_agenda(minutes, cast["clerk"])
    return Act(confirming.move_confirmation, (minutes,), {"confirming": here}, by=cast["clerk"])


@recipe(signing.sign, world="minuted", may={"chairman"})
def sign(minutes: Minutes, cast: Cast) -> Act:
    return Act(signing.sign, (confirmed(minutes, cast["clerk"]),), {"at": SIGNED}, by=cast["chairman"])


# Settings

PHRASES = [{"label": "Thanks", "text": "The Chairman thanked those present."}]
done(settings.keep_phrases, "ground", lambda *_: (PHRASES,))
done(settings.begin_numbers, "ground", lambda committee, _: (committee, MunicipalYear.of(TENTH)), first=37)

"""Signed minutes cannot be altered: by no verb, no form, no shell and no SQL, on either database (R26, R28, R21)."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts.refusal import Refused
from meetings.actions import verbs as actions
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_states, minute_text
from meetings.minutes.document.document import digest, take
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import exclusion as excluding
from meetings.minutes.room.resolutions import voting
from meetings.models import Action, Comment, Exclusion, Meeting, Minute, Minutes
from meetings.models.triggers import minutes as minutes_triggers
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, IN_APRIL, SIGNED, entry
from tests.staging import staged

pytestmark = pytest.mark.both_databases("triggers: confirmed minutes are frozen")

BIG = 90_000_000


@staged
def made(minutes, clerk, member) -> Minutes:
    """Minutes with a row of every kind, sent round, commented on and published."""
    sent = circulating.circulate(minutes, to=[member.person], comments_by=dt.date(2022, 1, 19), at=AFTER, by=clerk)
    circulating.comment(sent, entry(minutes, "Young Carers"), text="Two.", at=AFTER, by=member)
    barred = interests.declare(
        minutes.attendees.filter(capacity="member").first(), entry(minutes, "Minutes").item, kind="dpi",
        nature="Owns it.", at=minuted.BEGAN, by=clerk,
    )  # fmt: skip
    interests.record_speech_in_breach(barred, at=AFTER, by=clerk)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


@staged
def signed(made, clerk) -> Minutes:
    here = minuted.confirming(made, clerk)
    confirming.correct(
        entry(made, "Young Carers"), old_words="Members heard", new_words="All heard",
        agreed_in=here.minutes.meeting, at=IN_APRIL, by=clerk,
    )  # fmt: skip
    confirming.confirm(made, confirming=here, at=IN_APRIL, by=clerk)
    minuted.sign_on_paper(made, clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=made.pk)


def mine(table: str, minutes: Minutes) -> str:
    """Return SQL, true for the rows of `table` that belong to these minutes."""
    owner = minutes_triggers.OWNERS[table][0].format(row=table)
    return f"({owner}) = {minutes.pk}"


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def quoted(names: list[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def refuses(sql: str, match: str = "cannot be changed") -> None:
    with pytest.raises(DatabaseError, match=match):
        run(sql)


def test_no_sql_changes_adds_or_removes_a_row_of_signed_minutes(signed):
    for table in minutes_triggers.OWNERS:
        where, names = mine(table, signed), columns(table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {where}")
            assert cursor.fetchone()[0], f"the test needs a row of {table} to try it on"
        refuses(f"UPDATE {table} SET id = id WHERE {where}", "cannot be changed|taken back")
        refuses(f"DELETE FROM {table} WHERE {where}", "cannot be changed|taken back|fixed for ever")
        others = quoted([name for name in names if name != "id"])
        if table != "meetings_minutes":
            refuses(
                f"INSERT INTO {table} (id, {others}) SELECT id + {BIG}, {others} FROM {table} WHERE {where}",
                "cannot be changed|fixed for ever",
            )


def test_nothing_is_moved_into_or_out_of_signed_minutes(signed):
    theirs = Minutes.objects.get(meeting__date=minuted.APRIL)
    other, here = theirs.entries.exclude(resolutions=None).first(), entry(signed, "Young Carers")
    refuses(f"UPDATE meetings_minute SET minutes_id = {signed.pk} WHERE id = {other.pk}")
    refuses(f"UPDATE meetings_minute SET minutes_id = {theirs.pk} WHERE id = {here.pk}", "cannot be changed|fixed")
    refuses(f"UPDATE meetings_resolution SET minute_id = {here.pk} WHERE minute_id = {other.pk}")


def test_no_row_of_signed_minutes_is_replaced_by_another(signed):
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite has INSERT OR REPLACE.")
    for table in minutes_triggers.OWNERS:
        names = quoted(columns(table))
        refuses(
            f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} WHERE {mine(table, signed)}",
            "cannot be changed|fixed for ever|taken back",
        )
    theirs = Minutes.objects.get(meeting__date=minuted.APRIL)
    row = signed.entries.exclude(item=None).first()
    others = [name for name in columns("meetings_minute") if name not in ("id", "minutes_id", "number")]
    refuses(
        f"INSERT OR REPLACE INTO meetings_minute (id, minutes_id, {quoted(others)}) "
        f"SELECT {BIG}, {theirs.pk}, {quoted(others)} FROM meetings_minute WHERE id = {row.pk}",
        "cannot be changed|fixed for ever",
    )


def test_no_verb_changes_signed_minutes(signed, clerk, member):
    """By each way in which verbs hold what they work on; the database refuses whatever else comes."""
    before = digest(take(signed, at=AFTER))
    carers = entry(signed, "Young Carers")
    motion = carers.resolutions.select_related("minute__minutes__meeting__committee").first()
    april, comment = Meeting.objects.get(date=minuted.APRIL), Comment.objects.get()
    by, at = {"by": clerk}, {"at": AFTER}
    for act in (
        lambda: attendance.leave(signed.attendees.exclude(person=None).first(), **at, **by),
        lambda: attendance.add_guest(signed, name="Late Guest", **by),
        lambda: interests.undeclare(signed.declarations.get(kind="personal"), **at, **by),
        lambda: minute_states.omit(carers, omitted=True, **by),
        lambda: minute_text.write_text(carers, text="<p>x</p>", revision=carers.revision, **at, **by),
        lambda: voting.take_back(motion, **by),
        lambda: excluding.readmit(Exclusion.objects.get(), **at, **by),
        lambda: circulating.comment(comment.circulation, carers, text="x", at=AFTER, by=member),
        lambda: publishing.publish_draft(signed, **at, **by),
        lambda: confirming.correct(carers, old_words="All heard", new_words="x", agreed_in=april, **at, **by),
        lambda: minuted.sign_on_paper(signed, clerk),
    ):
        with pytest.raises(Refused):
            act()
    assert digest(take(signed, at=AFTER)) == before


def test_what_was_asked_for_and_other_minutes_stay_writable(signed, clerk):
    action = Action.objects.select_related("meeting__committee").filter(limb__isnull=False).first()
    actions.answer(action, text="Here are the figures.", at=SIGNED, by=clerk)
    actions.close_action(Action.objects.get(pk=action.pk), evidence="It was Sent.", at=SIGNED, by=clerk)
    assert Action.objects.get(pk=action.pk).state == "closed"
    theirs = Minutes.objects.select_related("meeting__committee").get(meeting__date=minuted.APRIL)
    row = theirs.entries.get(item__kind="minutes")
    row.minutes = theirs
    minuted.write(row, "<p>They were confirmed.</p>", clerk)
    attendance.add_guest(theirs, name="Gus Guest", by=clerk)


def test_r28_a_fixed_number_is_neither_changed_nor_freed_before_the_signature_either(made):
    carers = entry(made, "Young Carers")
    for sql in (
        f"UPDATE meetings_minute SET number = 99 WHERE id = {carers.pk}",
        f"UPDATE meetings_minute SET number = NULL WHERE id = {carers.pk}",
        f"UPDATE meetings_minute SET label = '39/22' WHERE id = {carers.pk}",
    ):
        refuses(sql, "fixed for ever")
    refuses(f"DELETE FROM meetings_minute WHERE id = {carers.pk}", "fixed for ever")
    Minute.objects.filter(pk=carers.pk).update(text="<p>Words may still change.</p>")


def test_r21_what_is_published_is_not_taken_back_by_sql(made):
    later = "'2022-02-01 10:00:00+00:00'"
    for change in ("state = 'draft'", "numbered_at = NULL", f"numbered_at = {later}"):
        refuses(f"UPDATE meetings_minutes SET {change} WHERE id = {made.pk}", "taken back")
    refuses(f"DELETE FROM meetings_minutes WHERE id = {made.pk}", "taken back")
    refuses("DELETE FROM meetings_minutesversion", "append-only")
    refuses("UPDATE meetings_minutesversion SET document = '{}'", "append-only")

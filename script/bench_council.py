"""
The council that `script/bench pages` reads: one demonstration meeting, copied thousands of times in the database.

In copy number g, the id of a row is g followed by the original's id, padded to six digits. The ids inside a frozen
agenda are rewritten as text by the same rule, so no id has to be looked up.
"""

# ruff: noqa: S311, S608 - the names in SQL are our own, and nothing that is drawn is a secret

import datetime as dt
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from committee.models import Committee, MunicipalYear, SearchEntry, Seat, User
from committee.search.stemming import stems
from meetings.models import (
    Action,
    AgendaItem,
    AgendaVersion,
    Meeting,
    Minute,
    Minutes,
    Paper,
    Takedown,
    TakedownGround,
    TakedownSubject,
)

COMMITTEES = 30
AGENDA, MINUTED = dt.date(2022, 4, 21), dt.date(2022, 1, 10)  # days of the meetings whose agenda and minutes are copied
BETWEEN = 14  # days from one meeting of a committee to its next: 267 meetings in ten years
ITEMS, WORDS, VOCABULARY = 10, 120, 5000
FIGURES = 6  # digits of an original's id
FULL_TEXT = "committee_searchentry_stems"
HERE = "@copy@"  # stands for the number of the copy in the JSON of originals
# Models whose rows are copied, each after the models that it refers to, with the lookup from the model to its meeting.
AGENDAS = (
    ("AgendaItem", "meeting"), ("Paper", "item__meeting"), ("PaperFile", "paper__item__meeting"),
    ("PageText", "file__paper__item__meeting"), ("Pack", "meeting"), ("AgendaVersion", "meeting"),
    ("PublishedPaper", "version__meeting"), ("Certificate", "version__meeting"),
)  # fmt: skip
OF_MINUTES = (
    ("Minutes", "meeting"), ("MinutesVersion", "minutes__meeting"), ("Minute", "minutes__meeting"),
    ("Resolution", "minute__minutes__meeting"), ("Limb", "resolution__minute__minutes__meeting"),
    ("Action", "limb__resolution__minute__minutes__meeting"),
)  # fmt: skip
NAMED = re.compile(r'"(pk|file|paper)": (\d+)')


@dataclass
class Original:
    """Rows of one table that are copied. `_lay_apart` puts them into a temporary table whose JSON columns are text."""

    model: type[models.Model]
    ids: list[int]

    @property
    def table(self) -> str:
        """Name of the rows' table in the database."""
        return self.model._meta.db_table


def _model(name: str) -> type[models.Model]:
    return apps.get_model("meetings", name)


def originals() -> list[Original]:
    """Put the rows to copy into temporary tables, as rows of a single meeting, and return them."""
    agenda, minuted = Meeting.objects.get(date=AGENDA), Meeting.objects.get(date=MINUTED)
    found = [Original(Meeting, [agenda.pk])]
    for rows, meeting in ((AGENDAS, agenda), (OF_MINUTES, minuted)):
        for name, way in rows:
            ids = _model(name)._base_manager.filter(**{way: meeting}).order_by("pk").values_list("pk", flat=True)
            found.append(Original(_model(name), list(ids)))
    with connection.cursor() as cursor:
        for one in found:
            _lay_apart(cursor, one)
        _merge(cursor, agenda, minuted)
    return found


def lengthen(meeting: Meeting) -> None:
    """Add items without papers to the agenda that is copied, until it has ITEMS."""
    version = AgendaVersion.objects.get(meeting=meeting)
    plain = next(item for item in reversed(version.snapshot["items"]) if not item["papers"])
    for number in range(len(version.snapshot["items"]) + 1, ITEMS + 1):
        row = AgendaItem.objects.get(pk=plain["pk"])
        row.pk, row.position, row.number = None, number, number
        row.save(force_insert=True)
        version.snapshot["items"].append({**plain, "pk": row.pk, "number": number})
    AgendaVersion.objects.filter(pk=version.pk).update(snapshot=version.snapshot)


def _lay_apart(cursor: Any, one: Original) -> None:
    cursor.execute(f"CREATE TEMP TABLE {_apart(one)} AS SELECT * FROM {one.table} WHERE id = ANY(%s)", [one.ids])
    for field in one.model._meta.local_concrete_fields:
        if not isinstance(field, models.JSONField):
            continue
        cursor.execute(f'ALTER TABLE {_apart(one)} ALTER "{field.column}" TYPE text')
        cursor.execute(f'SELECT id, "{field.column}" FROM {_apart(one)}')
        for pk, text in cursor.fetchall():
            said = NAMED.sub(lambda found: f'"{found[1]}": {HERE}{int(found[2]):0{FIGURES}d}', text)
            cursor.execute(f'UPDATE {_apart(one)} SET "{field.column}" = %s WHERE id = %s', [said, pk])


def _apart(one: Original) -> str:
    return f"bench_{one.table}"


def _merge(cursor: Any, agenda: Meeting, minuted: Meeting) -> None:
    """Make the copied minutes of `minuted` the published minutes of `agenda`, item by item."""
    of = {
        meeting: dict(AgendaItem.objects.filter(meeting=meeting).values_list("number", "pk"))
        for meeting in (agenda, minuted)
    }
    cursor.execute(f"DELETE FROM bench_{_table('MinutesVersion')} WHERE number > 1")
    cursor.execute(f"UPDATE bench_{_table('Minutes')} SET meeting_id = %s, state = 'published'", [agenda.pk])
    cursor.execute(f"UPDATE bench_{_table('Action')} SET meeting_id = %s", [agenda.pk])
    for number, pk in of[minuted].items():
        cursor.execute(f"UPDATE bench_{_table('Minute')} SET item_id = %s WHERE item_id = %s", [of[agenda][number], pk])


def _table(name: str) -> str:
    return _model(name)._meta.db_table


def _copying(one: Original, ids: dict[type[models.Model], list[int]], committees: Sequence[int]) -> str:
    """Return SQL that inserts a copy of the rows for each number g from the first parameter to the second."""
    names, values = [], []
    for field in one.model._meta.local_concrete_fields:
        column = f'o."{field.column}"'
        to = field.remote_field.model if field.remote_field else None
        if field.primary_key:
            value = _moved(column)
        elif to and ids.get(to):
            value = f"CASE WHEN {column} IN ({', '.join(map(str, ids[to]))}) THEN {_moved(column)} ELSE {column} END"
        elif field.name == "fingerprint":
            value = "''::bytea"  # long, and only the leak check reads it
        elif isinstance(field, models.JSONField):
            value = f"replace({column}, '{HERE}', g::text)::jsonb"
        elif one.model is Meeting and field.name == "committee":
            value = _committee(committees)
        elif one.model is Meeting and field.name == "date":
            value = _date()
        else:
            value = column
        names.append(f'"{field.column}"')
        values.append(value)
    held = f"g > {COMMITTEES}" if one.model._meta.object_name in dict(OF_MINUTES) else "true"
    return (
        f"INSERT INTO {one.table} ({', '.join(names)}) SELECT {', '.join(values)} "
        f"FROM {_apart(one)} o CROSS JOIN generate_series(%s::bigint, %s::bigint) g WHERE {held}"
    )


def _moved(column: str) -> str:
    return f"g * {10**FIGURES} + {column}"


def _committee(committees: Sequence[int]) -> str:
    return f"(ARRAY[{', '.join(map(str, committees))}])[1 + (g - 1) %% {COMMITTEES}]"


def _date() -> str:
    """Return SQL of a meeting's date: each committee's latest meeting is in 20 days, its other meetings are past."""
    return f"date '{timezone.localdate() + dt.timedelta(20)}' - {BETWEEN} * ((g - 1) / {COMMITTEES})::int"


class Filling:
    """Fills the database with the council. Each call of `to` adds meetings up to a larger number."""

    def __init__(self) -> None:
        self.made = 0
        with transaction.atomic():
            _triggers_off()
            lengthen(Meeting.objects.get(date=AGENDA))
            self.committees = [committee.pk for committee in _committees()]
            _years()
            self.originals = originals()
        self.ids = {one.model: one.ids for one in self.originals}

    def to(self, meetings: int) -> None:
        """Add copies until there are `meetings` of them; existing copies stay."""
        first, last = self.made + 1, meetings
        with transaction.atomic(), connection.cursor() as cursor:
            _triggers_off()
            for one in self.originals:
                cursor.execute(_copying(one, self.ids, self.committees), [first, last])
            _write_texts(cursor, first, last)
            cursor.execute(f"DROP INDEX {FULL_TEXT}")  # creating the index anew is faster than adding rows to it
            self._index(cursor, first, last)
            cursor.execute(f"CREATE INDEX {FULL_TEXT} ON committee_searchentry USING gin (stems)")
            cursor.execute("DELETE FROM committee_pagestamp")
            cursor.execute("INSERT INTO committee_pagestamp (key, token) VALUES (0, %s)", [random.getrandbits(40)])
        connection.cursor().execute("ANALYZE")
        self.made = last

    def _index(self, cursor: Any, first: int, last: int) -> None:
        """Add search entries: each item, each paper, and one page of each paper with the random words of this copy."""
        meeting = Meeting.objects.select_related("committee").get(date=AGENDA)
        own = f"/committees/{meeting.committee.slug}/{meeting.slug}/"
        cursor.execute(
            f"""
            INSERT INTO committee_searchentry
              (source, unit, kind, thing, place, address, title, text, title_stems, text_stems, committee, day, digest,
               since)
            SELECT e.source, m.id, e.kind, {_moved("e.thing")}, e.place,
              replace(e.address, '{own}', '/committees/' || c.slug || '/' || m.date || '/'),
              e.title, coalesce(w.said, e.text), e.title_stems, coalesce(w.said, e.text_stems), c.id, m.date,
              md5(g || e.digest), e.since
            FROM committee_searchentry e
            CROSS JOIN generate_series(%s::bigint, %s::bigint) g
            JOIN meetings_meeting m ON m.id = {_moved(str(meeting.pk))}
            JOIN committee_committee c ON c.id = m.committee_id
            LEFT JOIN bench_words w ON w.copy = g AND e.place LIKE 'Page%%' AND w.file = e.thing
            WHERE e.unit = %s AND (e.source = 'agendas' OR e.source = 'papers' AND (e.place = '' OR e.digest = ANY(%s)))
            """,
            [first, last, meeting.pk, _first_pages(meeting)],
        )


def _first_pages(meeting: Meeting) -> list[str]:
    """Return the digest of one page of each paper."""
    rows = SearchEntry.objects.filter(source="papers", unit=meeting.pk).exclude(place="").order_by("pk")
    return list(dict(rows.values_list("thing", "digest").reverse()).values())


def vocabulary() -> list[str]:
    """Return made-up words, each its own stem. `_texts` uses the first words most often, as in any language."""
    draw = random.Random(16)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        word = "".join(draw.choice("bdfgklmnprt") + draw.choice("aeou") for _ in range(draw.choice((2, 3, 3, 4)))) + "k"
        if stems(word) == [word]:
            found[word] = None
    return list(found)


def _texts(first: int, last: int, files: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    draw, words = random.Random(first), vocabulary()
    weights = list(accumulate(1 / (place + 20) for place in range(len(words))))
    for copy in range(first, last + 1):
        for file in files:
            yield copy, file, " ".join(draw.choices(words, cum_weights=weights, k=WORDS))


def _write_texts(cursor: Any, first: int, last: int) -> None:
    """Write a random text for each paper of each copy, by PostgreSQL's COPY."""
    files = list(Paper.objects.filter(item__meeting__date=AGENDA).order_by("pk").values_list("file", flat=True))
    cursor.execute("CREATE TEMP TABLE IF NOT EXISTS bench_words (copy bigint, file bigint, said text)")
    cursor.execute("TRUNCATE bench_words")
    with cursor.copy("COPY bench_words (copy, file, said) FROM STDIN") as into:
        for row in _texts(first, last, files):
            into.write_row(row)
    cursor.execute("ANALYZE bench_words")


def _triggers_off() -> None:
    """Switch off the database's triggers and checks of foreign keys until the transaction ends."""
    connection.cursor().execute("SET LOCAL session_replication_role = replica")


def _committees() -> list[Committee]:
    model = Committee.objects.get(slug="safeguarding")
    made = []
    for number in range(1, COMMITTEES + 1):
        committee = Committee.objects.get(pk=model.pk)
        committee.pk, committee.slug = None, f"scrutiny-{number}"
        committee.name, committee.short_name = f"Overview and Scrutiny Committee {number}", f"Scrutiny {number}"
        committee.since = dt.date(2000, 1, 1)
        committee.save(force_insert=True)
        made.append(committee)
    seats = list(Seat.objects.filter(committee=model))
    for committee in made:
        for seat in seats:
            seat.pk, seat.committee = None, committee
        Seat.objects.bulk_create(seats)
    return made


def _years() -> None:
    """Add the missing municipal years from 21 years ago to this year."""
    for year in range(timezone.localdate().year - 21, timezone.localdate().year + 1):
        starts, ends = dt.date(year, 5, 20), dt.date(year + 1, 5, 19)
        if not MunicipalYear.objects.filter(starts__lte=ends, ends__gte=starts).exists():
            MunicipalYear.objects.create(is_draft=False, starts=starts, ends=ends)


def settle_old_meetings() -> None:
    """Confirm the minutes of meetings of more than 60 days ago, and close the actions of those of over a year ago."""
    today, settled = timezone.localdate(), {"closed_at": models.F("opened_at"), "closed_by": models.F("opened_by")}
    with transaction.atomic():
        _triggers_off()
        old = Minutes.objects.filter(meeting__date__lt=today - dt.timedelta(60), state="published")
        Minutes.objects.filter(pk__in=old).update(state="confirmed")
        actions = Action.objects.filter(meeting__date__lt=today - dt.timedelta(365)).exclude(state="closed")
        Action.objects.filter(pk__in=actions).update(state="closed", evidence="Done.", **settled)


def hide_a_minute() -> None:
    """Write the rows of a takedown of one minute, unless a takedown exists already."""
    minute = Minute.objects.select_related("minutes").filter(number__isnull=False).latest("pk")
    now = timezone.now()
    about = {
        "label": f"Minute {minute.number}",
        "ground": TakedownGround.PERSONAL,
        "why": "An address.",
        "hidden_at": now,
    }
    if Takedown.objects.exists():
        return
    with transaction.atomic():
        _triggers_off()
        Minute.objects.filter(pk=minute.pk).update(is_down=True)
        Takedown.objects.create(
            meeting_id=minute.minutes.meeting_id, subject=TakedownSubject.MINUTE, subject_id=minute.pk,
            hidden_by=User.objects.earliest("pk"), decide_by=now.date(), **about,
        )  # fmt: skip


def counts() -> str:
    """Return the numbers of meetings, items, papers and minutes, in one line."""
    rows = {"meetings": Meeting, "items": AgendaItem, "papers": Paper, "minutes": Minutes}
    return ", ".join(f"{model._default_manager.count():,} {name}" for name, model in rows.items())


def searches(count: int) -> list[str]:
    """Return search texts of one or two words, common and rare."""
    draw, words = random.Random(1), vocabulary()
    return [" ".join(draw.sample(words, draw.choice((1, 2)))) for _ in range(count)]

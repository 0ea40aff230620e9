"""A database function that returns a day as ISO text, for queries whose column mixes days with other texts."""

from typing import Any

from django.db.models import CharField, Func


class IsoDay(Func):
    """The ISO text of a column of days. A cast to text would depend on PostgreSQL's setting DateStyle."""

    output_field = CharField()
    template = "to_char(%(expressions)s, 'YYYY-MM-DD')"

    def as_sqlite(self, *args: Any, **kwargs: Any) -> Any:
        """Return the SQL of the ISO day for SQLite, which has no to_char."""
        return super().as_sql(*args, **kwargs | {"template": "date(%(expressions)s)"})

"""The database itself keeps one chairman of a body, one holder of a portfolio, and what else holds for one at a time."""

from django.db import migrations

from committee.models.triggers import one_at_a_time


class TwoAtOnce(Exception):
    """The register holds what the law does not allow, so that the database cannot begin to refuse it."""


def forwards(apps, schema_editor):
    connection = schema_editor.connection
    if found := one_at_a_time.found_twice(connection):
        rows = "\n".join(f"- {one.table}, rows {first} and {second}: {one.says}" for one, first, second in found)
        raise TwoAtOnce(
            "The register holds two where only one can be. Record the last day of one of each pair, or strike it out, "
            f"on the pages of the release that runs now; then migrate again.\n{rows}"
        )
    one_at_a_time.install(connection)


def backwards(apps, schema_editor):
    one_at_a_time.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("committee", "0015_a_role_ends_at_once")]
    operations = [migrations.RunPython(forwards, backwards)]

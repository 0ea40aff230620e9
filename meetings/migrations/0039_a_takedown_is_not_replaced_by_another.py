"""The guards of takedowns once more: SQLite let INSERT OR REPLACE put a row in the place of one that stands."""

from django.db import migrations

from committee import triggers
from meetings.models.triggers import takedowns


def forwards(apps, schema_editor):
    triggers.install_conditions(schema_editor.connection, takedowns.CONDITIONS)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0038_a_file_is_checked_by_a_worker")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]

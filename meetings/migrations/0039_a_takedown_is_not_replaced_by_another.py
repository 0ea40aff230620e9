"""The guards of takedowns once more: SQLite let INSERT OR REPLACE put a row in the place of one that stands."""

from django.db import migrations

from committee import guards
from meetings.takedown import triggers


def forwards(apps, schema_editor):
    guards.install_conditions(schema_editor.connection, triggers.CONDITIONS)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0038_a_file_is_checked_by_a_worker")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]

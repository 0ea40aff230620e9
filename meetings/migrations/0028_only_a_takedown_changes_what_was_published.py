"""The database itself lets published rows be changed by a takedown alone, and keeps every takedown on the record."""

from django.db import migrations

from meetings import kept
from meetings.takedown import triggers


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection)
    kept.install(schema_editor.connection)


def backwards(apps, schema_editor):
    kept.install(schema_editor.connection, takedowns=False)
    triggers.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0027_what_was_published_unlawfully_can_be_taken_down")]
    operations = [migrations.RunPython(forwards, backwards)]

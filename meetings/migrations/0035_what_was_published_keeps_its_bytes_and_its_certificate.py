"""A published paper and pack keep their file, the record of a file its hash, and a certificate what it said."""

from django.db import migrations

from meetings.models.triggers import published_files


def forwards(apps, schema_editor):
    published_files.install(schema_editor.connection)


def backwards(apps, schema_editor):
    published_files.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0034_minutes_are_signed_at_a_later_meeting")]
    operations = [migrations.RunPython(forwards, backwards)]

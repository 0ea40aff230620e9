"""The database itself lets published rows be changed by a takedown alone, and keeps every takedown on the record."""

from django.db import migrations

from meetings.models.triggers import background_documents, takedowns


def forwards(apps, schema_editor):
    takedowns.install(schema_editor.connection)
    background_documents.install(schema_editor.connection)


def backwards(apps, schema_editor):
    background_documents.install(schema_editor.connection, takedowns=False)
    takedowns.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0027_what_was_published_unlawfully_can_be_taken_down")]
    operations = [migrations.RunPython(forwards, backwards)]

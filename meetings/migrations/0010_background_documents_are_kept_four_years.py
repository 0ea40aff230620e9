"""The database itself refuses to remove a background document before its four years have expired (R22)."""

from django.db import migrations

from meetings.models.triggers import background_documents


def forwards(apps, schema_editor):
    background_documents.install(schema_editor.connection, takedowns=False)


def backwards(apps, schema_editor):
    background_documents.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_signed_minutes_cannot_be_changed")]
    operations = [migrations.RunPython(forwards, backwards)]

"""A published paper and pack keep their file, the record of a file its hash, and a certificate what it said."""

from django.db import migrations

from meetings import kept_files


def forwards(apps, schema_editor):
    kept_files.install(schema_editor.connection)


def backwards(apps, schema_editor):
    kept_files.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0032_an_agreement_recorded_by_mistake_is_struck")]
    operations = [migrations.RunPython(forwards, backwards)]

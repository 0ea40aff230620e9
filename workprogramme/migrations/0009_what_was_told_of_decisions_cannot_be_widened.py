"""The database itself refuses to widen what was told of decisions, and to change call-ins and their names later."""

from django.db import migrations

from workprogramme.models import triggers


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, takedowns=False)


def backwards(apps, schema_editor):
    triggers.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0008_a_decision_is_called_in_once_by_any_name")]
    operations = [migrations.RunPython(forwards, backwards)]

"""The database itself refuses to change or remove an item's history and a programme as it was printed."""

from django.db import migrations

from committee import triggers

TABLES = ("workprogramme_move", "workprogramme_programmeversion")


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, *TABLES)


def backwards(apps, schema_editor):
    triggers.lift(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0001_programmes_items_and_the_forward_plan")]
    operations = [migrations.RunPython(forwards, backwards)]

"""A takedown alone takes words out of printed programmes and of why an item was moved (R60)."""

from django.db import migrations

from committee import guards
from meetings.takedown.triggers import stands_beside

OPENED = {"workprogramme_programmeversion": ("document",), "workprogramme_move": ("reason",)}


def forwards(apps, schema_editor):
    for table, columns in OPENED.items():
        guards.install_but(schema_editor.connection, table, columns, stands_beside(table))


def backwards(apps, schema_editor):
    guards.lift(schema_editor.connection, *OPENED)
    guards.install(schema_editor.connection, *OPENED)


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0011_a_committees_own_members_may_refer_any_matter"),
        ("meetings", "0030_a_takedown_takes_words_out_of_signed_minutes"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]

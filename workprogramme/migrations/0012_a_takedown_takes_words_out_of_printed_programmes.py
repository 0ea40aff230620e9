"""A takedown alone takes words out of printed programmes and of why an item was moved (R60)."""

from django.db import migrations

from committee import triggers
from meetings.models.triggers.takedowns import stands_beside

OPENED = {"workprogramme_programmeversion": ("document",), "workprogramme_move": ("reason",)}


def forwards(apps, schema_editor):
    for table, columns in OPENED.items():
        triggers.install_but(schema_editor.connection, table, columns, stands_beside(table))


def backwards(apps, schema_editor):
    triggers.lift(schema_editor.connection, *OPENED)
    triggers.install(schema_editor.connection, *OPENED)


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0011_a_committees_own_members_may_refer_any_matter"),
        ("meetings", "0030_a_takedown_takes_words_out_of_signed_minutes"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]

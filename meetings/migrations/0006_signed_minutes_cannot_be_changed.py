"""The database itself refuses to change signed minutes, to renumber published ones, and to take either back."""

from django.db import migrations

from committee import triggers
from meetings.models.triggers import minutes as minutes_triggers

TABLES = ("meetings_minutesversion", "meetings_confirmation")
# Made anew: on SQLite they did not yet see a row that replaces another.
BEFORE = (
    "committee_auditentry",
    "committee_accessevent",
    "meetings_agendaversion",
    "meetings_publishedpaper",
    "meetings_meetingmove",
)


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, *TABLES, *BEFORE)
    minutes_triggers.install(schema_editor.connection)


def backwards(apps, schema_editor):
    triggers.lift(schema_editor.connection, *TABLES)
    minutes_triggers.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_minutes_resolutions_and_what_was_asked"),
        ("committee", "0004_the_words_of_resolutions"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]

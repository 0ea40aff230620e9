"""The database itself refuses to change or remove a published version and what it published."""

from django.db import migrations

from committee import triggers

TABLES = ("meetings_agendaversion", "meetings_publishedpaper", "meetings_meetingmove")


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, *TABLES)


def backwards(apps, schema_editor):
    triggers.lift(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_meetings_agendas_papers_and_packs")]
    operations = [migrations.RunPython(forwards, backwards)]

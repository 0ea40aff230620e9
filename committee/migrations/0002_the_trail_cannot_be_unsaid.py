"""The database itself refuses to change or remove what the trail and the reading log say."""

from django.db import migrations

from committee import triggers

TABLES = ("committee_auditentry", "committee_accessevent")


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection, *TABLES)


def backwards(apps, schema_editor):
    triggers.lift(schema_editor.connection, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_people_committees_and_the_trail")]
    operations = [migrations.RunPython(forwards, backwards)]

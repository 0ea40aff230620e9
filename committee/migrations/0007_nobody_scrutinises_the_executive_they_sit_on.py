"""The database itself keeps the executive off overview and scrutiny, and votes to those who have them in law."""

from django.db import migrations

from committee import kept_apart


def forwards(apps, schema_editor):
    kept_apart.install(schema_editor.connection)


def backwards(apps, schema_editor):
    kept_apart.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("committee", "0006_a_vote_without_a_term_names_its_ground")]
    operations = [migrations.RunPython(forwards, backwards)]

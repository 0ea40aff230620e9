"""The database itself keeps the executive off overview and scrutiny, and votes to those who have them in law."""

from django.db import migrations

from committee.models.triggers import executive_and_scrutiny


def forwards(apps, schema_editor):
    executive_and_scrutiny.install(schema_editor.connection)


def backwards(apps, schema_editor):
    executive_and_scrutiny.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("committee", "0006_a_vote_without_a_term_names_its_ground")]
    operations = [migrations.RunPython(forwards, backwards)]

"""A takedown of a key decision takes its title out of the call-ins of it (R60)."""

from django.db import migrations

from workprogramme.models import triggers


def forwards(apps, schema_editor):
    triggers.install(schema_editor.connection)


def backwards(apps, schema_editor):
    triggers.install(schema_editor.connection, takedowns=False)


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0014_an_answer_says_who_recorded_it"),
        ("meetings", "0033_notices_of_the_executive_can_be_taken_down"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]

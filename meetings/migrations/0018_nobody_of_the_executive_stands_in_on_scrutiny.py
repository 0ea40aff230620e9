"""The database itself keeps members of the executive from standing in on overview and scrutiny."""

from django.db import migrations

from meetings.models.triggers import substitutes


def forwards(apps, schema_editor):
    substitutes.install(schema_editor.connection)


def backwards(apps, schema_editor):
    substitutes.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0017_votes_on_the_budget_are_recorded_by_name"),
        ("committee", "0007_nobody_scrutinises_the_executive_they_sit_on"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]

"""A takedown takes words out of signed minutes too, knows what it put in their place, and of more things (R60)."""

from django.db import migrations, models

from meetings.models.triggers import minutes as minutes_triggers
from meetings.models.triggers import takedowns


def forwards(apps, schema_editor):
    minutes_triggers.install(schema_editor.connection)
    takedowns.install(schema_editor.connection)


def backwards(apps, schema_editor):
    minutes_triggers.install(schema_editor.connection, takedowns=False)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0029_a_meeting_is_webcast_as_its_committee_is")]
    operations = [
        migrations.AddField("takedownwords", "placed", models.JSONField(blank=True, null=True)),
        migrations.AlterField(
            "takedown",
            "subject",
            models.CharField(
                max_length=10,
                choices=[
                    ("paper", "Paper"),
                    ("item", "Title and words of an item"),
                    ("background", "Background document"),
                    ("minutes", "Minutes of a meeting"),
                    ("minute", "Minute"),
                    ("answer", "Answer to an action"),
                    ("meeting", "Note and reasons of a meeting"),
                    ("move", "Reason of a re-arrangement"),
                    ("ruling", "Urgency ruling"),
                    ("version", "Note of a version of an agenda"),
                ],
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]

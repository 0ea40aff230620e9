"""A takedown may be of a notice of a private meeting, or of a key decision, which has no meeting (R60)."""

import django.db.models.deletion
from django.db import migrations, models

from committee import triggers
from meetings.models.triggers import private_notices, takedowns


class WithoutTriggers(migrations.AlterField):
    """An altered field, with every trigger that names the table taken off meanwhile."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        with triggers.apart(schema_editor.connection, "meetings_takedown"):
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        with triggers.apart(schema_editor.connection, "meetings_takedown"):
            super().database_backwards(app_label, schema_editor, from_state, to_state)


def forwards(apps, schema_editor):
    takedowns.install(schema_editor.connection)
    private_notices.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0032_an_agreement_recorded_by_mistake_is_struck")]
    operations = [
        WithoutTriggers(
            "takedown",
            "meeting",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="takedowns",
                to="meetings.meeting",
                help_text="The meeting whose business it is; empty: the forward plan’s.",
            ),
        ),
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
                    ("notice", "Notice of a private meeting"),
                    ("decision", "Notice of a key decision"),
                ],
            ),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]

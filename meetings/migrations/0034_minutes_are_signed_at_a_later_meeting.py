"""Another signs who presided later, and a wrong scan or day of a signature on paper is put right."""

import django.db.models.deletion
from django.db import migrations, models

from meetings.models.triggers import minutes as minutes_triggers


def install(apps, schema_editor):
    minutes_triggers.install_replacement(schema_editor.connection)


def lift(apps, schema_editor):
    minutes_triggers.lift_replacement(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0033_notices_of_the_executive_can_be_taken_down"),
    ]

    operations = [
        migrations.AddField(
            model_name="confirmation",
            name="signed_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signed",
                to="meetings.meeting",
            ),
        ),
        migrations.RunPython(install, lift),
    ]

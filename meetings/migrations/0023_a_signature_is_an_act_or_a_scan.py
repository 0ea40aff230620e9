"""
Minutes signed on paper are recorded with the scan; a seal is put on them by whoever presided alone.

Signatures from before that stay as they are: the database asks it of new ones.
"""

import django.db.models.deletion
from django.db import migrations, models

from meetings.models.triggers import minutes as minutes_triggers


def install(apps, schema_editor):
    minutes_triggers.install_signatures(schema_editor.connection)


def lift(apps, schema_editor):
    minutes_triggers.lift_signatures(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0004_the_words_of_resolutions"),
        ("meetings", "0022_a_movement_says_during_which_item"),
    ]

    operations = [
        migrations.AddField(
            model_name="confirmation",
            name="scan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committee.storedfile",
            ),
        ),
        migrations.RunPython(install, lift),
    ]

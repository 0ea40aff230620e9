"""What the check of a built pack found is kept with it, of its own file and for good."""

from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_triggers_that_keep_what_is_published_and_signed")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="pack",
                    name="verdict",
                    field=models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="What the check of its file found (see packs/builds/verdict.py).",
                    ),
                )
            ],
        )
    ]

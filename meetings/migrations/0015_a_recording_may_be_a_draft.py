"""A recording may be entered before anybody shall see it."""

from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0014_recordings"),
    ]

    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="recording",
                    name="is_draft",
                    field=models.BooleanField(default=False, verbose_name="draft"),
                ),
            ],
        ),
    ]

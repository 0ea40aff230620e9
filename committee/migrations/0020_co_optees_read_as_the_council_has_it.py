from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [("committee", "0019_index_is_built_by_version")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="council",
                    name="co_optees_read",
                    field=models.BooleanField(
                        default=False,
                        help_text="Co-optees read the exempt and confidential papers of their committees.",
                    ),
                ),
            ],
        ),
    ]

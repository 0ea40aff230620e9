from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [("committee", "0022_contact_of_members")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="council",
                    name="exempt_on_devices",
                    field=models.BooleanField(
                        default=False,
                        help_text="Members may keep exempt papers on their own devices, encrypted.",
                    ),
                ),
            ],
        ),
    ]

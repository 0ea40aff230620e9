from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [("reviews", "0024_mails_of_what_waits_for_scrutiny_officers")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    "response",
                    "returned_reason",
                    models.CharField(
                        blank=True,
                        help_text="Why its Cabinet Member sent it back.",
                        max_length=500,
                        default="",
                    ),
                    preserve_default=False,
                ),
            ],
        ),
    ]

from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [("meetings", "0021_meetings_adjourn_and_amendments_are_adopted")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    "agendaitem",
                    "public_interest_reason",
                    models.TextField(
                        blank=True,
                        help_text="Why those paragraphs: the public interest in keeping it exempt (R11).",
                        max_length=2000,
                        default="",
                    ),
                    preserve_default=False,
                ),
            ],
        ),
    ]

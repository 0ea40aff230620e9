from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0007_calls_for_action_that_are_not_relevant")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    "scrutinyrules",
                    "call_in_before",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        verbose_name="the rules of call-in before their last change",
                    ),
                ),
                migrations.AddField(
                    "scrutinyrules",
                    "call_in_since",
                    models.DateField(
                        editable=False,
                        help_text="From which day of publication on decisions are under the rules of now.",
                        null=True,
                    ),
                ),
            ],
        ),
    ]

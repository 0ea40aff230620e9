from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [("committee", "0021_meetings_and_pages_are_searched")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="person",
                    name="email",
                    field=models.EmailField(
                        blank=True,
                        help_text="Published address for residents; not the address of a sign-in.",
                        max_length=254,
                    ),
                ),
                migrations.AddField(
                    model_name="person",
                    name="surgeries",
                    field=models.TextField(
                        blank=True,
                        help_text="When and where residents can meet the councillor.",
                        max_length=1000,
                    ),
                ),
            ],
        ),
    ]

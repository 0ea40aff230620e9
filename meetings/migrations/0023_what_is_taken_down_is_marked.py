"""Mark a row that is taken down, so that public lists and pages leave it out without asking takedowns."""

from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables

MARKED = ("paper", "backgrounddocument", "minutes", "minute", "minutesversion", "answer")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0022_own_grounds_of_items_have_a_public_interest_reason")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(name, "is_down", models.BooleanField(default=False, editable=False))
                for name in MARKED
            ],
        ),
    ]

"""Mark a row that is taken down, so that public lists and pages leave it out without asking takedowns."""

from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables

MARKED = ("review", "recommendation", "response")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0026_decisions_have_a_proof_and_are_withdrawn")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(name, "is_down", models.BooleanField(default=False, editable=False))
                for name in MARKED
            ],
        ),
    ]

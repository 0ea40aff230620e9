from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables

STATES = [
    ("waiting", "To be read"),
    ("suspect", "Set aside as suspect"),
    ("taken", "Used as evidence"),
    ("rejected", "Not used"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0021_answers_that_go_on"),
    ]

    operations = [
        migrations.AlterField(
            model_name="callanswer",
            name="state",
            field=models.CharField(choices=STATES, default="waiting", max_length=10),
        ),
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="response", name="is_unsigned", field=models.BooleanField(default=False)
                ),
                migrations.AddConstraint(
                    model_name="response",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("is_unsigned", False), ("signed_off_by__isnull", True), _connector="OR"),
                        name="an_unsigned_response_names_nobody_who_signed_it",
                    ),
                ),
            ],
        ),
    ]

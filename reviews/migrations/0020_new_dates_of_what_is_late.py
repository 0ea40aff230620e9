from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0019_open_evidence_is_for_everyone"),
    ]

    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="progressentry",
                    name="expected_on",
                    field=models.DateField(
                        blank=True, help_text="Of what is late: by when it is expected to be done now.", null=True
                    ),
                ),
                migrations.AddConstraint(
                    model_name="progressentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("expected_on__isnull", True),
                            models.Q(("side", "officer"), ("status__in", ("at_risk", "off_track"))),
                            _connector="OR",
                        ),
                        name="an_officer_gives_a_new_date_for_what_is_late",
                        violation_error_message="Enter a new date only for what is at risk or off track.",
                    ),
                ),
            ],
        ),
    ]

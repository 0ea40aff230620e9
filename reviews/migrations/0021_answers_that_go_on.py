from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables

GOES_ON_FROM = models.DateField(
    blank=True, help_text="Of what recurs and has no end date: from the month of this day on.", null=True
)
ONE_OF_BOTH = models.Q(("target_on__isnull", True), ("goes_on_from__isnull", True), _connector="OR")


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0020_new_dates_of_what_is_late"),
    ]

    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(model_name="answerdraft", name="goes_on_from", field=GOES_ON_FROM),
                migrations.AddField(model_name="response", name="goes_on_from", field=GOES_ON_FROM.clone()),
                migrations.AddConstraint(
                    model_name="answerdraft",
                    constraint=models.CheckConstraint(condition=ONE_OF_BOTH, name="an_answer_has_an_end_or_goes_on"),
                ),
                migrations.AddConstraint(
                    model_name="response",
                    constraint=models.CheckConstraint(
                        condition=ONE_OF_BOTH,
                        name="a_response_has_an_end_or_goes_on",
                        violation_error_message="Enter by when it will be done, or from when it goes on, not both.",
                    ),
                ),
            ],
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0022_own_grounds_of_items_have_a_public_interest_reason"),
        ("reviews", "0025_recorded_answers_are_sent_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="endorsement",
                    name="proof",
                    field=models.CharField(
                        blank=True, help_text="What shows the day, where no meeting here does.", max_length=200
                    ),
                ),
                migrations.AddField(
                    model_name="endorsement",
                    name="withdrawn_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="endorsement",
                    name="withdrawn_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="endorsement",
                    name="withdrawn_reason",
                    field=models.CharField(blank=True, help_text="Why it was recorded by mistake.", max_length=500),
                ),
                migrations.AddConstraint(
                    model_name="endorsement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_decision_is_withdrawn_by_somebody_with_a_reason",
                    ),
                ),
            ],
        ),
    ]

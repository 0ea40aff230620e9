"""What each committee of a review decides about its report; the database keeps what was decided."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_a_pack_keeps_what_its_check_found"),
        ("reviews", "0003_recommendations_notices_and_responses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("endorsed", "Endorsed"),
                            ("comments", "Endorsed with comments"),
                            ("changes", "Changes asked for"),
                            ("refused", "Not endorsed"),
                            ("deferred", "Deferred"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(help_text="The day of the meeting.")),
                ("comments", models.TextField(blank=True, max_length=4000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "minute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.minute",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="endorsements", to="reviews.parent"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["parent", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("parent", "number"), name="decisions_of_a_committee_are_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision__in", ("endorsed", "deferred")),
                            models.Q(("comments", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_decision_that_is_no_plain_endorsement_has_words",
                        violation_error_message="Say what the committee said.",
                    ),
                ],
            },
        ),
        InstallTriggers(__file__),
    ]

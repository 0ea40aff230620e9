"""A file handed in for a paper waits until a worker has checked it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0013_a_complaints_outcome_says_when_it_was_sent"),
        ("meetings", "0037_guarded_tables_cannot_be_emptied"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filename", models.CharField(max_length=250)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be checked"),
                            ("checking", "Being checked"),
                            ("taken", "Taken in"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Why it was refused, and what to do.", max_length=1000),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("handed_in_at", models.DateTimeField()),
                ("heartbeat", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.storedfile",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="meetings.paper"
                    ),
                ),
            ],
            options={
                "ordering": ["paper", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "checking"])),
                        fields=("paper",),
                        name="one_file_of_a_paper_is_checked_at_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_file_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["waiting", "checking"]), _negated=True),
                            ("original__isnull", False),
                            _connector="OR",
                        ),
                        name="an_undecided_file_has_its_original",
                    ),
                ],
            },
        ),
    ]

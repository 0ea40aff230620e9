"""A corrected paper takes the place of a published one; a re-arrangement that nobody was told of can go."""

import django.db.models.deletion
from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0017_background_papers_by_their_name"),
    ]

    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    model_name="paper",
                    name="replaces",
                    field=models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacement",
                        to="meetings.paper",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paper",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("replaces__isnull", True), models.Q(("late_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="a_corrected_paper_has_its_reason",
                    ),
                ),
                migrations.AddField(
                    model_name="meeting",
                    name="told_at",
                    field=models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When people were last emailed that it is moved or cancelled.",
                        null=True,
                    ),
                ),
            ],
        ),
    ]

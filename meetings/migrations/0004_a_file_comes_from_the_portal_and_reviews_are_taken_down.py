"""A file of a paper may come from the portal itself, and reviews, their recommendations and answers are taken down."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_a_pack_keeps_what_its_check_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AlterField(
                    model_name="paperfile",
                    name="received_by",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Empty: the portal.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="takedown",
                    name="meeting",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="The meeting whose business it is; empty: of none, as of the forward plan or a review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takedowns",
                        to="meetings.meeting",
                    ),
                ),
                migrations.AlterField(
                    model_name="takedown",
                    name="subject",
                    field=models.CharField(
                        choices=[
                            ("paper", "Paper"),
                            ("item", "Title and words of an item"),
                            ("background", "Background document"),
                            ("minutes", "Minutes of a meeting"),
                            ("minute", "Minute"),
                            ("answer", "Answer to an action"),
                            ("meeting", "Note and reasons of a meeting"),
                            ("move", "Reason of a re-arrangement"),
                            ("ruling", "Urgency ruling"),
                            ("version", "Note of a version of an agenda"),
                            ("notice", "Notice of a private meeting"),
                            ("decision", "Notice of a key decision"),
                            ("review", "Review by scrutiny"),
                            ("recommend", "Recommendation of a review"),
                            ("response", "Answer to a recommendation"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        )
    ]

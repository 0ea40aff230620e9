"""A meeting adjourns and resumes; an amendment is adopted; an item that needs no paper has its own grounds."""

from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables

KINDS = [
    ("noted", "Noted"),
    ("received", "Received"),
    ("endorsed", "Endorsed or welcomed"),
    ("agreed", "Agreed or approved"),
    ("information", "Asked for information"),
    ("action", "Asked for action"),
    ("referred", "Referred"),
    ("recommended", "Recommended to"),
    ("deferred", "Deferred"),
    ("withdrawn", "Withdrawn"),
    ("confirmed", "Minutes confirmed"),
    ("exclusion", "Public excluded"),
    ("deleted", "Deleted"),
]
RESULTS = [
    ("pending", "Not yet put"),
    ("carried", "Carried"),
    ("lost", "Lost"),
    ("undetermined", "Not determined"),
    ("withdrawn", "Withdrawn"),
    ("amended", "As moved"),
]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_parts_of_reviews_are_taken_down")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                migrations.AddField(
                    "minutes",
                    "adjournments",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="When the meeting adjourned and resumed that day: pairs of times.",
                    ),
                ),
                migrations.AddField(
                    "agendaitem",
                    "paragraphs",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Schedule 12A paragraphs of an item of Part Two that needs no paper.",
                        max_length=20,
                    ),
                    preserve_default=False,
                ),
            ],
        ),
        migrations.AlterField("limb", "kind", models.CharField(choices=KINDS, default="noted", max_length=12)),
        migrations.AlterField(
            "resolution", "result", models.CharField(choices=RESULTS, default="pending", max_length=12)
        ),
    ]

"""Business that was on no published agenda has its ground named, frozen with the minutes that print it (R63)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meetings.models.triggers import minutes as minutes_triggers


def install(apps, schema_editor):
    minutes_triggers.install(schema_editor.connection)


def lift(apps, schema_editor):
    minutes_triggers.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0020_a_paper_waits_withheld_for_its_grounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lift, install),
        migrations.CreateModel(
            name="BusinessGround",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("elsewhere", "It was on an agenda published otherwise than on this website"),
                            ("not_published", "It was on no published agenda"),
                        ],
                        max_length=15,
                    ),
                ),
                ("words", models.CharField(max_length=500)),
                ("recorded_at", models.DateTimeField()),
                (
                    "minutes",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ground", to="meetings.minutes"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_ground_is_said_in_words"
                    )
                ],
            },
        ),
        # The table is new to the guards of signed minutes.
        migrations.RunPython(install, lift),
    ]

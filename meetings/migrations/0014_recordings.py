"""Recordings of meetings and what was said in them; a change of one stamps the pages of its meeting."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0013_labels_of_files_and_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Recording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.URLField(max_length=500, verbose_name="web address")),
                ("title", models.CharField(max_length=150)),
                ("starts_at", models.DateTimeField(verbose_name="start of the recording")),
                ("kept_until", models.DateField(verbose_name="kept until")),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_reason", models.CharField(blank=True, max_length=500)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recordings", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(address__startswith="https://"), name="a_recording_is_linked_by_https"
                    ),
                    models.CheckConstraint(condition=Q(("title", ""), _negated=True), name="a_recording_has_its_title"),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("removed_at__isnull", True), ("removed_reason", "")),
                            Q(("removed_at__isnull", False), Q(("removed_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_recording_is_withdrawn_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=Q(("removed_at__isnull", True)),
                        fields=("meeting", "address"),
                        name="a_recording_is_listed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpokenPassage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins", models.PositiveIntegerField()),
                ("ends", models.PositiveIntegerField()),
                ("text", models.TextField(max_length=20_000)),
                (
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="passages", to="meetings.recording"
                    ),
                ),
            ],
            options={
                "ordering": ["recording", "begins", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("ends__gte", F("begins"))), name="a_passage_ends_after_it_begins"
                    ),
                    models.CheckConstraint(condition=Q(("text", ""), _negated=True), name="a_passage_has_words"),
                ],
            },
        ),
        InstallTriggers(__file__),
    ]

"""Drafted answers with who signs them off, progress that the database keeps as it was told, and look-backs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0004_how_the_council_calls_its_members_and_who_presides"),
        ("reviews", "0004_tables_of_figures"),
        ("workprogramme", "0002_triggers_that_keep_what_was_told_of_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="signed_off_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committee.person",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="signed_off_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="LookBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks_back_at",
                        to="workprogramme.programmeitem",
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="look_back", to="reviews.review"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AnswerDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mailbox", models.EmailField(blank=True, max_length=254)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Being written"),
                            ("sent", "To be signed off"),
                            ("returned", "Sent back"),
                            ("ready", "To be published"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "Accepted"), ("part", "Accepted in part"), ("rejected", "Rejected")],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField(blank=True, max_length=4000)),
                ("action", models.TextField(blank=True, max_length=4000)),
                ("officer", models.CharField(blank=True, max_length=200, verbose_name="responsible officer")),
                ("resources", models.CharField(blank=True, max_length=500)),
                ("target_on", models.DateField(blank=True, null=True)),
                ("returned_reason", models.CharField(blank=True, max_length=500)),
                (
                    "asked_at",
                    models.DateTimeField(blank=True, help_text="When its writer was last asked by e-mail.", null=True),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_before_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_after_at", models.DateTimeField(blank=True, null=True)),
                (
                    "addressee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="reviews.addressee"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.person",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers_to_write",
                        to="committee.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("returned_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_answer_that_is_sent_back_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("sent", "ready")), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_answer_that_is_sent_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at__isnull", True),
                            models.Q(("signed_by__isnull", False), ("state", "ready")),
                            _connector="OR",
                        ),
                        name="an_answer_is_signed_off_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("officer", "The officer"), ("committee", "The committee")], max_length=10
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("on_track", "On track"),
                            ("at_risk", "At risk"),
                            ("off_track", "Off track"),
                            ("done", "Done"),
                            ("not_needed", "No longer needed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("evidence", models.TextField(blank=True, max_length=4000)),
                ("reason", models.CharField(blank=True, help_text="Why it is no longer needed.", max_length=500)),
                ("on", models.DateField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="reviews.addressee"
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
                "ordering": ["addressee", "on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "not_needed"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_no_longer_needed_says_why",
                        violation_error_message="Say why it is no longer needed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side", "officer"), ("published_at__isnull", False), _connector="OR"),
                        name="a_judgement_is_public_at_once",
                    ),
                ],
            },
        ),
        InstallTriggers(__file__),
    ]

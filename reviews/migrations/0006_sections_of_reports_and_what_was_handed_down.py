"""Sections of reports with their earlier texts and comments, pictures, and reports as they were handed down."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0004_how_the_council_calls_its_members_and_who_presides"),
        ("reviews", "0005_drafted_answers_progress_and_look_backs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("foreword", "Foreword"),
                            ("conclusions", "Conclusions and recommendations"),
                            ("setting", "Setting the scene"),
                            ("scope", "Scope of the review"),
                            ("membership", "Membership"),
                            ("methods", "Methods of investigation"),
                            ("findings", "Findings"),
                            ("resources", "Resources and value for money"),
                            ("equalities", "Equalities and legal"),
                            ("risk", "Risk"),
                            ("climate", "Climate change"),
                            ("thanks", "Acknowledgements"),
                            ("appendices", "Appendices"),
                            ("background", "Background papers"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=200000)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.person",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sections", to="reviews.review"
                    ),
                ),
                (
                    "written_by",
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
                "ordering": ["review", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="report_versions", to="reviews.review"
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="report", to="reviews.reviewstep"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "number"],
            },
        ),
        migrations.CreateModel(
            name="SectionComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quoted", models.CharField(blank=True, max_length=500)),
                ("text", models.TextField(max_length=4000)),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("settled", "Dealt with")], default="open", max_length=10
                    ),
                ),
                ("reply", models.CharField(blank=True, max_length=1000)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="reviews.reportsection"
                    ),
                ),
                (
                    "settled_by",
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
                "ordering": ["section", "made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SectionRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True, max_length=200000)),
                ("began_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="reviews.reportsection",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["section", "revision"],
            },
        ),
        migrations.CreateModel(
            name="ReportImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("alt", models.CharField(max_length=500)),
                ("caption", models.CharField(blank=True, max_length=300)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.storedfile"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="images", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "number"), name="images_of_a_report_are_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(("alt", ""), _negated=True), name="an_image_has_its_words"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.UniqueConstraint(fields=("review", "kind"), name="a_report_has_each_section_once"),
        ),
        migrations.AddConstraint(
            model_name="reportversion",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="reports_of_a_review_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="sectioncomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_comment_on_a_section_has_its_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectioncomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("state", "open")),
                    models.Q(("settled_at__isnull", False), ("state", "settled")),
                    _connector="OR",
                ),
                name="a_settled_comment_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionrevision",
            constraint=models.UniqueConstraint(
                fields=("section", "revision"), name="revisions_of_a_section_are_numbered"
            ),
        ),
        InstallTriggers(__file__),
    ]

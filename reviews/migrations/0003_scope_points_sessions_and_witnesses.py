"""Scope points and who agreed them; evidence sessions, witnesses, invitations, questions, requests for information."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0004_how_the_council_calls_its_members_and_who_presides"),
        ("meetings", "0003_a_pack_keeps_what_its_check_found"),
        ("reviews", "0002_triggers_that_keep_steps_decisions_and_panels"),
        ("workprogramme", "0002_triggers_that_keep_what_was_told_of_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("session", "Evidence session"), ("visit", "Visit"), ("desk", "Desk work")],
                        default="session",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("is_open", models.BooleanField(default=False, verbose_name="open to the public")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.TextField(max_length=1000, verbose_name="what is asked for")),
                ("of_whom", models.CharField(max_length=200, verbose_name="of whom")),
                ("asked_on", models.DateField()),
                ("wanted_by", models.DateField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, max_length=4000)),
                (
                    "document_request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workprogramme.documentrequest",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "ordering": ["review", "asked_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewMethod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("method", models.TextField(blank=True, max_length=4000)),
                (
                    "evidence_on",
                    models.DateField(
                        blank=True, help_text="The day on which evidence begins to be gathered.", null=True
                    ),
                ),
                (
                    "report_on",
                    models.DateField(blank=True, help_text="The day by which the panel means to report.", null=True),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="method", to="reviews.review"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScopeAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField(help_text="The day of the meeting.")),
                ("agreed", models.JSONField(default=dict, help_text="The scope as it was agreed.")),
                ("mistake", models.CharField(blank=True, help_text="Why it was recorded by mistake.", max_length=500)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scope_agreements",
                        to="reviews.parent",
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
            },
        ),
        migrations.CreateModel(
            name="ScopePoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("purpose", "Purpose"),
                            ("in", "In scope"),
                            ("out", "Out of scope"),
                            ("line", "Lines of enquiry"),
                            ("witness", "Witnesses wanted"),
                            ("evidence", "Evidence wanted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="point")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scope_points", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "kind", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Witness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("post", models.CharField(max_length=200)),
                ("body", models.CharField(blank=True, max_length=200)),
                ("is_group", models.BooleanField(default=False, verbose_name="a group, without names")),
                ("may_be_named", models.BooleanField(default=False, verbose_name="agrees to be named in public")),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("sent_evidence", models.BooleanField(default=False, verbose_name="sent evidence without being heard")),
                ("forget_on", models.DateField()),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="witnesses", to="reviews.review"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "witnesses",
                "ordering": ["review", "body", "post", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000, verbose_name="question")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="questions",
                        to="reviews.panellist",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="reviews.evidencesession",
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="reviews.witness",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("invited_on", models.DateField(blank=True, null=True)),
                ("is_required", models.BooleanField(default=False, verbose_name="required to attend")),
                (
                    "notice_on",
                    models.DateField(blank=True, help_text="The day on which notice was given in writing.", null=True),
                ),
                (
                    "reply",
                    models.CharField(
                        choices=[
                            ("none", "No reply yet"),
                            ("coming", "Will come"),
                            ("declined", "Will not come"),
                            ("writes", "Sends evidence instead"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                (
                    "came",
                    models.CharField(
                        choices=[
                            ("unknown", "Not recorded yet"),
                            ("person", "In person"),
                            ("video", "By video"),
                            ("absent", "Did not come"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="reviews.evidencesession",
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="reviews.witness"
                    ),
                ),
            ],
            options={
                "ordering": ["session", "witness__body", "witness__post", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="evidencesession",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_open", False), models.Q(("place", ""), _negated=True), _connector="OR"),
                name="an_open_session_has_its_place",
                violation_error_message="Enter the place: the public may come.",
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_on__isnull", True), ("answered_on__gte", models.F("asked_on")), _connector="OR"
                ),
                name="information_is_answered_after_it_is_asked_for",
                violation_error_message="It cannot have been answered before it was asked for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewmethod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("evidence_on__isnull", True),
                    ("report_on__isnull", True),
                    ("report_on__gte", models.F("evidence_on")),
                    _connector="OR",
                ),
                name="a_review_reports_after_its_evidence_begins",
                violation_error_message="The panel reports after evidence begins to be gathered: check the two days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scopeagreement",
            constraint=models.UniqueConstraint(
                fields=("parent", "number"), name="agreements_of_a_committee_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="scopepoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_point_of_a_scope_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="witness",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_group", False),
                    models.Q(("contact", ""), ("may_be_named", False), ("name", ""), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="a_group_of_witnesses_has_no_names",
                violation_error_message="A group stands for children or service users: leave name and contact out.",
            ),
        ),
        migrations.AddConstraint(
            model_name="witness",
            constraint=models.CheckConstraint(
                condition=models.Q(("person__isnull", True), ("name", ""), _connector="OR"),
                name="a_witness_of_the_register_is_named_there",
                violation_error_message="Choose somebody of the register, or enter a name: not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="witness",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("may_be_named", False),
                    models.Q(("name", ""), _negated=True),
                    ("person__isnull", False),
                    _connector="OR",
                ),
                name="who_agrees_to_be_named_has_a_name",
                violation_error_message="Enter the name of whoever agrees to be named.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_question_asks_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("session", "witness"), name="a_witness_is_invited_to_a_session_once"
            ),
        ),
        InstallTriggers(__file__),
    ]

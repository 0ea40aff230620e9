"""What a review recommends, to whom; the notice that asks for a response, and the response."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0002_triggers_and_constraints_of_the_register_and_the_trail"),
        ("reviews", "0002_triggers_that_keep_steps_and_panels"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("executive", "The executive, or a Cabinet Member"),
                            ("council", "The council"),
                            ("crime", "A body responsible for crime and disorder"),
                            ("health", "A health body"),
                            ("committee", "A committee of this review"),
                            ("other", "Anybody else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("recipient", models.CharField(help_text="On whom it was served.", max_length=200)),
                ("served_on", models.DateField()),
                (
                    "served_by",
                    models.CharField(
                        choices=[("email", "By e-mail"), ("hand", "By hand"), ("post", "By post")],
                        default="email",
                        max_length=10,
                    ),
                ),
                ("received_on", models.DateField(blank=True, null=True)),
                ("report_on", models.DateField()),
                ("report_received_on", models.DateField(blank=True, null=True)),
                (
                    "proof",
                    models.CharField(
                        blank=True, help_text="How the council knows that it was received.", max_length=200
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
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
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "served_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(max_length=2000)),
                (
                    "measure",
                    models.CharField(blank=True, help_text="How anybody will know that it was done.", max_length=500),
                ),
                ("wanted_on", models.DateField(blank=True, null=True)),
                (
                    "wanted_months",
                    models.PositiveSmallIntegerField(blank=True, help_text="After the endorsement.", null=True),
                ),
                ("minority_view", models.TextField(blank=True, max_length=2000, verbose_name="minority view")),
                ("handed_down_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recommendations", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "number"],
            },
        ),
        migrations.CreateModel(
            name="Addressee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("executive", "The executive, or a Cabinet Member"),
                            ("council", "The council"),
                            ("crime", "A body responsible for crime and disorder"),
                            ("health", "A health body"),
                            ("committee", "A committee of this review"),
                            ("other", "Anybody else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(help_text="As printed: Cabinet Member for Education.", max_length=200)),
                (
                    "portfolio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.portfolio",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressees",
                        to="reviews.notice",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addressees",
                        to="reviews.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["recommendation", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("part", "Accepted in part"), ("rejected", "Rejected")],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField(blank=True, max_length=4000)),
                ("action", models.TextField(blank=True, max_length=4000)),
                ("officer", models.CharField(blank=True, max_length=200, verbose_name="responsible officer")),
                ("resources", models.CharField(blank=True, max_length=500)),
                ("target_on", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "addressee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="response", to="reviews.addressee"
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
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on__isnull", True), ("received_on__gte", models.F("served_on")), _connector="OR"
                ),
                name="a_notice_is_received_after_it_was_served",
                violation_error_message="A notice is not received before it is served.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("served_on__gte", models.F("report_on"))),
                name="a_notice_is_served_after_the_report",
                violation_error_message="A notice is not served before the date of the report.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("review", "number"), name="recommendations_of_a_review_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_recommendation_has_its_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("wanted_on__isnull", True), ("wanted_months__isnull", True), _connector="OR"),
                name="a_recommendation_is_wanted_by_a_day_or_in_months",
                violation_error_message="Give a day or a number of months, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_reason", ""), ("handed_down_at__isnull", False), _connector="OR"),
                name="a_recommendation_is_withdrawn_once_handed_down",
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "name"), name="a_recommendation_is_made_to_somebody_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.CheckConstraint(
                condition=models.Q(("portfolio__isnull", True), ("kind", "executive"), _connector="OR"),
                name="a_portfolio_is_of_the_executive",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", "accepted"), models.Q(("reasons", ""), _negated=True), _connector="OR"),
                name="a_response_that_does_not_accept_says_why",
                violation_error_message="Say why it is not accepted in full.",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", "rejected"), models.Q(("action", ""), _negated=True), _connector="OR"),
                name="a_response_that_accepts_says_what_is_done",
                violation_error_message="Say what will be done.",
            ),
        ),
        InstallTriggers(__file__),
    ]

"""Add what members tell the committee team before a meeting: whether they come, a substitute, interests."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0022_contact_of_members"),
        ("meetings", "0025_members_reading_marks"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttendancePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("coming", "Can come"),
                            ("apologies", "Sent apologies"),
                            ("screen", "Will watch by screen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("told_at", models.DateTimeField()),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "Asked"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Request withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance_plans",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance_plans",
                        to="committee.person",
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitute_requests",
                        to="committee.person",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "person__surname", "person__forename", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "person"), name="a_member_has_one_plan_a_meeting"),
                    models.UniqueConstraint(
                        condition=models.Q(("reply", "accepted")),
                        fields=("meeting", "substitute"),
                        name="a_substitute_accepts_once_a_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice", "apologies"), ("reason", ""), _connector="OR"),
                        name="only_apologies_have_a_private_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("choice", "apologies"),
                            models.Q(("reply__in", ("asked", "accepted")), _negated=True),
                            _connector="OR",
                        ),
                        name="only_who_is_away_has_a_substitute",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at__isnull", True), ("reply", ""), ("substitute__isnull", True)),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("replied_at__isnull", False),
                                ("substitute__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_request_names_its_substitute",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("substitute__isnull", True),
                            models.Q(("substitute", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_substitutes_for_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterestNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dpi", "Disclosable pecuniary interest"),
                            ("registrable", "Other registrable interest"),
                            ("non_registrable", "Non-registrable interest"),
                            ("personal", "Personal interest"),
                        ],
                        max_length=15,
                    ),
                ),
                ("nature", models.TextField(blank=True, max_length=1000)),
                ("sensitive", models.BooleanField(default=False)),
                ("registered", models.BooleanField(default=True, verbose_name="in the register already")),
                ("told_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interest_notices",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interest_notices",
                        to="committee.person",
                    ),
                ),
            ],
            options={
                "ordering": ["item__position", "person__surname", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "person"), name="one_interest_notice_an_item"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sensitive", True), models.Q(("nature", ""), _negated=True), _connector="OR"
                        ),
                        name="an_interest_notice_says_its_nature",
                    ),
                ],
            },
        ),
    ]

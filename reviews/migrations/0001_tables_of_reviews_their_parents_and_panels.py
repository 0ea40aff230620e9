"""The tables of reviews: the question, its steps, the committees that ask it, and the panel."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("committee", "0002_triggers_and_constraints_of_the_register_and_the_trail"),
        ("workprogramme", "0002_triggers_that_keep_what_was_told_of_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "public_title",
                    models.CharField(blank=True, help_text="Where anybody is to read another title.", max_length=200),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("spotlight", "Spotlight review"),
                            ("task", "Task and finish group"),
                            ("inquiry", "Inquiry day"),
                        ],
                        default="spotlight",
                        max_length=10,
                    ),
                ),
                (
                    "question",
                    models.CharField(help_text="What the review is to find out, in one sentence.", max_length=300),
                ),
                ("why", models.TextField(help_text="Why the committee looks into it now.", max_length=4000)),
                (
                    "priority",
                    models.CharField(blank=True, help_text="Of the council’s strategic plan.", max_length=250),
                ),
                ("success", models.TextField(blank=True, max_length=2000, verbose_name="measures of success")),
                ("equality", models.TextField(blank=True, max_length=2000, verbose_name="equality")),
                ("involves_service_users", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("scoping", "Scoping"),
                            ("agreed", "Scope agreed"),
                            ("evidence", "Gathering evidence"),
                            ("drafting", "Drafting the report"),
                            ("checking", "Fact check"),
                            ("reported", "Reported"),
                            ("endorsed", "Endorsed"),
                            ("executive", "With the executive"),
                            ("responded", "Responded"),
                            ("followed", "Being followed up"),
                            ("closed", "Closed"),
                            ("paused", "Paused"),
                            ("abandoned", "Abandoned"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.person",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "monitored_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews_monitored",
                        to="committee.committee",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Parent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="committee.committee"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parents", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "committee__name"],
            },
        ),
        migrations.CreateModel(
            name="Panellist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="from")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="The last day; empty while it lasts.", null=True, verbose_name="to"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("chairman", "Chairman"), ("member", "Member"), ("expert", "Co-opted expert")],
                        default="member",
                        max_length=10,
                    ),
                ),
                (
                    "interest",
                    models.CharField(
                        blank=True,
                        help_text="What they declared, as it is printed.",
                        max_length=300,
                        verbose_name="interest declared",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="panels", to="committee.person"
                    ),
                ),
                (
                    "represents",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.committee",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="panel", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "since", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_review",
                        to="workprogramme.programmeitem",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="reviews.parent"
                    ),
                ),
            ],
            options={
                "ordering": ["parent", "item"],
            },
        ),
        migrations.CreateModel(
            name="ReviewStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("scoping", "Scoping"),
                            ("agreed", "Scope agreed"),
                            ("evidence", "Gathering evidence"),
                            ("drafting", "Drafting the report"),
                            ("checking", "Fact check"),
                            ("reported", "Reported"),
                            ("endorsed", "Endorsed"),
                            ("executive", "With the executive"),
                            ("responded", "Responded"),
                            ("followed", "Being followed up"),
                            ("closed", "Closed"),
                            ("paused", "Paused"),
                            ("abandoned", "Abandoned"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("scoping", "Scoping"),
                            ("agreed", "Scope agreed"),
                            ("evidence", "Gathering evidence"),
                            ("drafting", "Drafting the report"),
                            ("checking", "Fact check"),
                            ("reported", "Reported"),
                            ("endorsed", "Endorsed"),
                            ("executive", "With the executive"),
                            ("responded", "Responded"),
                            ("followed", "Being followed up"),
                            ("closed", "Closed"),
                            ("paused", "Paused"),
                            ("abandoned", "Abandoned"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(help_text="The day it came about.")),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the portal.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["review", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="a_review_has_its_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True), name="a_review_has_its_question"
            ),
        ),
        migrations.AddConstraint(
            model_name="parent",
            constraint=models.UniqueConstraint(
                fields=("review", "committee"), name="a_committee_is_a_parent_of_a_review_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="panellist",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="reviews_panellist_ends_after_it_begins",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="panellist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "member"), _negated=True), ("represents__isnull", False), _connector="OR"
                ),
                name="a_member_of_a_panel_represents_a_committee",
                violation_error_message="Choose the committee that this member represents.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="steps_of_a_review_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_state", "abandoned"), ("to_state", "proposed")),
                    models.Q(("from_state", "agreed"), ("to_state", "abandoned")),
                    models.Q(("from_state", "agreed"), ("to_state", "evidence")),
                    models.Q(("from_state", "agreed"), ("to_state", "paused")),
                    models.Q(("from_state", "agreed"), ("to_state", "scoping")),
                    models.Q(("from_state", "checking"), ("to_state", "abandoned")),
                    models.Q(("from_state", "checking"), ("to_state", "drafting")),
                    models.Q(("from_state", "checking"), ("to_state", "paused")),
                    models.Q(("from_state", "checking"), ("to_state", "reported")),
                    models.Q(("from_state", "closed"), ("to_state", "followed")),
                    models.Q(("from_state", "drafting"), ("to_state", "abandoned")),
                    models.Q(("from_state", "drafting"), ("to_state", "checking")),
                    models.Q(("from_state", "drafting"), ("to_state", "evidence")),
                    models.Q(("from_state", "drafting"), ("to_state", "paused")),
                    models.Q(("from_state", "drafting"), ("to_state", "reported")),
                    models.Q(("from_state", "endorsed"), ("to_state", "abandoned")),
                    models.Q(("from_state", "endorsed"), ("to_state", "executive")),
                    models.Q(("from_state", "endorsed"), ("to_state", "followed")),
                    models.Q(("from_state", "endorsed"), ("to_state", "paused")),
                    models.Q(("from_state", "endorsed"), ("to_state", "reported")),
                    models.Q(("from_state", "evidence"), ("to_state", "abandoned")),
                    models.Q(("from_state", "evidence"), ("to_state", "agreed")),
                    models.Q(("from_state", "evidence"), ("to_state", "drafting")),
                    models.Q(("from_state", "evidence"), ("to_state", "paused")),
                    models.Q(("from_state", "executive"), ("to_state", "abandoned")),
                    models.Q(("from_state", "executive"), ("to_state", "endorsed")),
                    models.Q(("from_state", "executive"), ("to_state", "paused")),
                    models.Q(("from_state", "executive"), ("to_state", "responded")),
                    models.Q(("from_state", "followed"), ("to_state", "abandoned")),
                    models.Q(("from_state", "followed"), ("to_state", "closed")),
                    models.Q(("from_state", "followed"), ("to_state", "endorsed")),
                    models.Q(("from_state", "followed"), ("to_state", "paused")),
                    models.Q(("from_state", "followed"), ("to_state", "responded")),
                    models.Q(("from_state", "paused"), ("to_state", "abandoned")),
                    models.Q(("from_state", "paused"), ("to_state", "agreed")),
                    models.Q(("from_state", "paused"), ("to_state", "checking")),
                    models.Q(("from_state", "paused"), ("to_state", "drafting")),
                    models.Q(("from_state", "paused"), ("to_state", "endorsed")),
                    models.Q(("from_state", "paused"), ("to_state", "evidence")),
                    models.Q(("from_state", "paused"), ("to_state", "executive")),
                    models.Q(("from_state", "paused"), ("to_state", "followed")),
                    models.Q(("from_state", "paused"), ("to_state", "reported")),
                    models.Q(("from_state", "paused"), ("to_state", "responded")),
                    models.Q(("from_state", "paused"), ("to_state", "scoping")),
                    models.Q(("from_state", "proposed"), ("to_state", "abandoned")),
                    models.Q(("from_state", "proposed"), ("to_state", "scoping")),
                    models.Q(("from_state", "reported"), ("to_state", "abandoned")),
                    models.Q(("from_state", "reported"), ("to_state", "checking")),
                    models.Q(("from_state", "reported"), ("to_state", "drafting")),
                    models.Q(("from_state", "reported"), ("to_state", "endorsed")),
                    models.Q(("from_state", "reported"), ("to_state", "paused")),
                    models.Q(("from_state", "responded"), ("to_state", "abandoned")),
                    models.Q(("from_state", "responded"), ("to_state", "executive")),
                    models.Q(("from_state", "responded"), ("to_state", "followed")),
                    models.Q(("from_state", "responded"), ("to_state", "paused")),
                    models.Q(("from_state", "scoping"), ("to_state", "abandoned")),
                    models.Q(("from_state", "scoping"), ("to_state", "agreed")),
                    models.Q(("from_state", "scoping"), ("to_state", "paused")),
                    models.Q(("from_state", "scoping"), ("to_state", "proposed")),
                    _connector="OR",
                ),
                name="a_review_takes_the_steps_there_are",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("from_state", "abandoned"), ("to_state", "proposed")),
                        models.Q(("from_state", "agreed"), ("to_state", "abandoned")),
                        models.Q(("from_state", "agreed"), ("to_state", "paused")),
                        models.Q(("from_state", "agreed"), ("to_state", "scoping")),
                        models.Q(("from_state", "checking"), ("to_state", "abandoned")),
                        models.Q(("from_state", "checking"), ("to_state", "drafting")),
                        models.Q(("from_state", "checking"), ("to_state", "paused")),
                        models.Q(("from_state", "closed"), ("to_state", "followed")),
                        models.Q(("from_state", "drafting"), ("to_state", "abandoned")),
                        models.Q(("from_state", "drafting"), ("to_state", "evidence")),
                        models.Q(("from_state", "drafting"), ("to_state", "paused")),
                        models.Q(("from_state", "endorsed"), ("to_state", "abandoned")),
                        models.Q(("from_state", "endorsed"), ("to_state", "paused")),
                        models.Q(("from_state", "endorsed"), ("to_state", "reported")),
                        models.Q(("from_state", "evidence"), ("to_state", "abandoned")),
                        models.Q(("from_state", "evidence"), ("to_state", "agreed")),
                        models.Q(("from_state", "evidence"), ("to_state", "paused")),
                        models.Q(("from_state", "executive"), ("to_state", "abandoned")),
                        models.Q(("from_state", "executive"), ("to_state", "endorsed")),
                        models.Q(("from_state", "executive"), ("to_state", "paused")),
                        models.Q(("from_state", "followed"), ("to_state", "abandoned")),
                        models.Q(("from_state", "followed"), ("to_state", "endorsed")),
                        models.Q(("from_state", "followed"), ("to_state", "paused")),
                        models.Q(("from_state", "followed"), ("to_state", "responded")),
                        models.Q(("from_state", "paused"), ("to_state", "abandoned")),
                        models.Q(("from_state", "proposed"), ("to_state", "abandoned")),
                        models.Q(("from_state", "reported"), ("to_state", "abandoned")),
                        models.Q(("from_state", "reported"), ("to_state", "checking")),
                        models.Q(("from_state", "reported"), ("to_state", "drafting")),
                        models.Q(("from_state", "reported"), ("to_state", "paused")),
                        models.Q(("from_state", "responded"), ("to_state", "abandoned")),
                        models.Q(("from_state", "responded"), ("to_state", "executive")),
                        models.Q(("from_state", "responded"), ("to_state", "paused")),
                        models.Q(("from_state", "scoping"), ("to_state", "abandoned")),
                        models.Q(("from_state", "scoping"), ("to_state", "paused")),
                        models.Q(("from_state", "scoping"), ("to_state", "proposed")),
                        _connector="OR",
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_step_back_or_aside_says_why",
            ),
        ),
    ]

"""The tables of reviews: the question, its steps, the committees that ask it, the panel, recommendations and answers."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("committee", "0001_tables_of_people_committees_and_the_trail"),
        ("meetings", "0001_tables_of_meetings_papers_packs_and_minutes"),
        ("workprogramme", "0001_tables_of_programmes_and_the_forward_plan"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "public_title",
                            models.CharField(
                                blank=True, help_text="Where anybody is to read another title.", max_length=200
                            ),
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
                            models.CharField(
                                help_text="What the review is to find out, in one sentence.", max_length=300
                            ),
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
                            "monitored_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews_monitored",
                                to="committee.committee",
                            ),
                        ),
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
                        ("proposed_on", models.DateField()),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField()),
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
                    ],
                    options={
                        "ordering": ["-created_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="a_review_has_its_title"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("question", ""), _negated=True), name="a_review_has_its_question"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Parent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="parents", to="reviews.review"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="committee.committee",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["review", "committee__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "committee"), name="a_committee_is_a_parent_of_a_review_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="reviews.parent"
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="of_review",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        (
                            "brings",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("scope", "Scoping paper"),
                                    ("covering", "Covering report"),
                                    ("report", "Report of the review"),
                                    ("response", "Response to the recommendations"),
                                    ("progress", "Progress of the recommendations"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["parent", "item"],
                    },
                ),
                migrations.CreateModel(
                    name="Panellist",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(verbose_name="from")),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="The last day; empty while it lasts.",
                                null=True,
                                verbose_name="to",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="panel", to="reviews.review"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="panels",
                                to="committee.person",
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
                    ],
                    options={
                        "ordering": ["review", "since", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="reviews_panellist_ends_after_it_begins",
                                violation_error_message="The last day must not be before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("role", "member"), _negated=True),
                                    ("represents__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_member_of_a_panel_represents_a_committee",
                                violation_error_message="Choose the committee that this member represents.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("role", "expert"), _negated=True),
                                    ("represents__isnull", True),
                                    _connector="OR",
                                ),
                                name="a_co_opted_expert_represents_no_committee",
                                violation_error_message="An expert whom the panel co-opted represents no committee: leave it out.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="reviews.review"
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "number"), name="steps_of_a_review_are_numbered"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("from_state", "abandoned"), ("to_state", "agreed")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "checking")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "drafting")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "endorsed")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "evidence")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "executive")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "followed")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "proposed")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "reported")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "responded")),
                                    models.Q(("from_state", "abandoned"), ("to_state", "scoping")),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("from_state", "abandoned"), ("to_state", "agreed")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "checking")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "drafting")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "endorsed")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "evidence")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "executive")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "followed")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "proposed")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "reported")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "responded")),
                                        models.Q(("from_state", "abandoned"), ("to_state", "scoping")),
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="reviews.parent"
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("scope", "Scoping paper"),
                                    ("covering", "Covering report"),
                                    ("report", "Report of the review"),
                                    ("response", "Response to the recommendations"),
                                    ("progress", "Progress of the recommendations"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "paper",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="of_review",
                                to="meetings.paper",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reviews.reviewstep",
                            ),
                        ),
                        ("sha256", models.CharField(help_text="Of what it was printed from.", max_length=64)),
                        ("put_at", models.DateTimeField()),
                        (
                            "put_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the portal.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["parent", "put_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("purpose", "report"), _negated=True),
                                    ("report__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_report_on_an_agenda_says_its_version",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recommendation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="reviews.review",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(max_length=2000)),
                        (
                            "measure",
                            models.CharField(
                                blank=True, help_text="How anybody will know that it was done.", max_length=500
                            ),
                        ),
                        ("wanted_on", models.DateField(blank=True, null=True)),
                        (
                            "wanted_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="After the endorsement.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                            ),
                        ),
                        ("minority_view", models.TextField(blank=True, max_length=2000, verbose_name="minority view")),
                        ("handed_down_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "handed_down",
                            models.JSONField(
                                blank=True, default=dict, help_text="What anybody reads, as it was handed down last."
                            ),
                        ),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "number"), name="recommendations_of_a_review_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="a_recommendation_has_its_words"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("wanted_on__isnull", True), ("wanted_months__isnull", True), _connector="OR"
                                ),
                                name="a_recommendation_is_wanted_by_a_day_or_in_months",
                                violation_error_message="Give a day or a number of months, not both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_reason", ""), ("handed_down_at__isnull", False), _connector="OR"
                                ),
                                name="a_recommendation_is_withdrawn_once_handed_down",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="reviews.review"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("executive", "The executive, or a Cabinet Member"),
                                    ("council", "The council"),
                                    ("crime", "A body responsible for crime and disorder"),
                                    ("health", "A health body"),
                                    ("committee", "A committee of this review"),
                                    ("other", "Anyone else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("recipient", models.CharField(help_text="On whom it was served.", max_length=200)),
                        ("served_on", models.DateField()),
                        (
                            "served_by",
                            models.CharField(
                                choices=[("email", "By email"), ("hand", "By hand"), ("post", "By post")],
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
                    ],
                    options={
                        "ordering": ["review", "served_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received_on__isnull", True),
                                    ("received_on__gte", models.F("served_on")),
                                    _connector="OR",
                                ),
                                name="a_notice_is_received_after_it_was_served",
                                violation_error_message="A notice is not received before it is served.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("served_on__gte", models.F("report_on"))),
                                name="a_notice_is_served_after_the_report",
                                violation_error_message="A notice is not served before the date of the report.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addressee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("executive", "The executive, or a Cabinet Member"),
                                    ("council", "The council"),
                                    ("crime", "A body responsible for crime and disorder"),
                                    ("health", "A health body"),
                                    ("committee", "A committee of this review"),
                                    ("other", "Anyone else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "name",
                            models.CharField(help_text="As printed: Cabinet Member for Education.", max_length=200),
                        ),
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
                            "is_drafted",
                            models.BooleanField(
                                default=False,
                                help_text="Named for a later report, so that nobody reads it before that is handed down.",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["recommendation", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recommendation", "name"), name="a_recommendation_is_made_to_somebody_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("portfolio__isnull", True), ("kind", "executive"), _connector="OR"),
                                name="a_portfolio_is_of_the_executive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Response",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        ("reasons", models.TextField(blank=True, max_length=4000)),
                        ("action", models.TextField(blank=True, max_length=4000)),
                        ("officer", models.CharField(blank=True, max_length=200, verbose_name="responsible officer")),
                        ("resources", models.CharField(blank=True, max_length=500)),
                        ("target_on", models.DateField(blank=True, null=True)),
                        (
                            "goes_on_from",
                            models.DateField(
                                blank=True,
                                help_text="Of what recurs and has no end date: from the month of this day on.",
                                null=True,
                            ),
                        ),
                        (
                            "addressee",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="response",
                                to="reviews.addressee",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("part", "Accepted in part"),
                                    ("rejected", "Rejected"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("received_on", models.DateField()),
                        (
                            "signed_off_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.person",
                            ),
                        ),
                        ("signed_off_on", models.DateField(blank=True, null=True)),
                        ("is_unsigned", models.BooleanField(default=False)),
                        (
                            "returned_reason",
                            models.CharField(
                                blank=True, help_text="Why its Cabinet Member sent it back.", max_length=500
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
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_unsigned", False), ("signed_off_by__isnull", True), _connector="OR"
                                ),
                                name="an_unsigned_response_names_nobody_who_signed_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer", "accepted"), models.Q(("reasons", ""), _negated=True), _connector="OR"
                                ),
                                name="a_response_that_does_not_accept_says_why",
                                violation_error_message="Say why it is not accepted in full.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer", "rejected"), models.Q(("action", ""), _negated=True), _connector="OR"
                                ),
                                name="a_response_that_accepts_says_what_is_done",
                                violation_error_message="Say what will be done.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("target_on__isnull", True), ("goes_on_from__isnull", True), _connector="OR"
                                ),
                                name="a_response_has_an_end_or_goes_on",
                                violation_error_message="Enter by when it will be done, or from when it goes on, not both.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, max_length=4000)),
                        ("action", models.TextField(blank=True, max_length=4000)),
                        ("officer", models.CharField(blank=True, max_length=200, verbose_name="responsible officer")),
                        ("resources", models.CharField(blank=True, max_length=500)),
                        ("target_on", models.DateField(blank=True, null=True)),
                        (
                            "goes_on_from",
                            models.DateField(
                                blank=True,
                                help_text="Of what recurs and has no end date: from the month of this day on.",
                                null=True,
                            ),
                        ),
                        (
                            "addressee",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="reviews.addressee",
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
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("part", "Accepted in part"),
                                    ("rejected", "Rejected"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("returned_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "asked_at",
                            models.DateTimeField(
                                blank=True, help_text="When its writer was last asked by email.", null=True
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
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
                        ("reminded_before_at", models.DateTimeField(blank=True, null=True)),
                        ("reminded_after_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "progress_asked_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="When its writer was last emailed to report how far it is done.",
                                null=True,
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("target_on__isnull", True), ("goes_on_from__isnull", True), _connector="OR"
                                ),
                                name="an_answer_has_an_end_or_goes_on",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "original",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        ("filename", models.CharField(max_length=250)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting to be checked"),
                                    ("checking", "Being checked"),
                                    ("taken", "Accepted"),
                                    ("refused", "Refused"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="Why it was refused, and what to do.", max_length=1000
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("handed_in_at", models.DateTimeField()),
                        ("heartbeat", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_files",
                                to="reviews.review",
                            ),
                        ),
                        (
                            "stored",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        ("pages", models.PositiveIntegerField(default=0)),
                        ("fingerprint", models.BinaryField(default=b"")),
                        (
                            "handed_in_by",
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_refused_file_of_evidence_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["waiting", "checking"]), _negated=True),
                                    ("original__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_undecided_file_of_evidence_has_its_original",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceConversion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "original",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        ("looks", models.CharField(help_text="What it was: a Word document.", max_length=60)),
                        (
                            "program",
                            models.CharField(
                                help_text="What made the PDF: LibreOffice, the portal, OCRmyPDF.", max_length=40
                            ),
                        ),
                        (
                            "left_out",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="Pairs: what is not in the PDF, and the words of it.",
                            ),
                        ),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conversion",
                                to="reviews.evidencefile",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_file_of_evidence_is_accepted_by_somebody_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("paragraphs", models.CharField(blank=True, max_length=20)),
                        ("public_interest_reason", models.TextField(blank=True, max_length=2000)),
                        (
                            "not_registrable",
                            models.BooleanField(
                                default=False, help_text="Confirmed: not information that must be registered (para 8)."
                            ),
                        ),
                        (
                            "not_own_development",
                            models.BooleanField(
                                default=False, help_text="Confirmed: not the council's own development (para 9)."
                            ),
                        ),
                        (
                            "contract_terms",
                            models.BooleanField(
                                default=False,
                                help_text="Discloses terms proposed in negotiations for a contract (s.100F(2A)).",
                            ),
                        ),
                        (
                            "confidential_reason",
                            models.TextField(
                                blank=True,
                                help_text="Which department's terms, enactment or order forbids disclosure.",
                                max_length=2000,
                            ),
                        ),
                        (
                            "review_on",
                            models.DateField(
                                blank=True,
                                help_text="When to ask again whether it is still exempt (para 10).",
                                null=True,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="reviews.review",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "title",
                            models.CharField(help_text="What it is called in the list of evidence.", max_length=200),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("statement", "Written statement"),
                                    ("note", "Note of what was said"),
                                    ("figures", "Figures"),
                                    ("report", "Report or guidance"),
                                    ("answer", "Answer to the call for evidence"),
                                ],
                                default="statement",
                                max_length=10,
                            ),
                        ),
                        (
                            "post",
                            models.CharField(
                                blank=True, help_text="The post of whoever gave it, never a name.", max_length=150
                            ),
                        ),
                        ("body", models.CharField(blank=True, max_length=150)),
                        (
                            "is_named",
                            models.BooleanField(
                                default=False,
                                help_text="They agree that post and body are told.",
                                verbose_name="may be named",
                            ),
                        ),
                        (
                            "may_be_published",
                            models.BooleanField(default=False, help_text="They agree that anybody reads it."),
                        ),
                        (
                            "agreed_on",
                            models.DateField(blank=True, help_text="The day on which they last said so.", null=True),
                        ),
                        (
                            "agreed_how",
                            models.CharField(
                                blank=True, help_text="By letter, by email, in their answer.", max_length=200
                            ),
                        ),
                        (
                            "contact",
                            models.TextField(
                                blank=True, help_text="How to reach them: for scrutiny officers.", max_length=1000
                            ),
                        ),
                        ("received_on", models.DateField()),
                        ("text", models.TextField(blank=True, max_length=20000)),
                        (
                            "file",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="reviews.evidencefile",
                            ),
                        ),
                        ("redacted_text", models.TextField(blank=True, max_length=20000)),
                        (
                            "redacted",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="redacted_of",
                                to="reviews.evidencefile",
                            ),
                        ),
                        (
                            "access",
                            models.CharField(
                                choices=[
                                    ("private", "Private: the panel and the scrutiny officers"),
                                    (
                                        "exempt",
                                        "Exempt: those on the panel who sit for a committee, and the scrutiny officers",
                                    ),
                                    ("confidential", "Confidential: the same people; disclosure is forbidden by law"),
                                    ("withheld", "Withheld: the same people; the grounds are still to be given"),
                                    ("open", "Open: everyone, once it is published"),
                                ],
                                default="private",
                                max_length=15,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=400, verbose_name="reason for the access")),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=400)),
                        ("forget_on", models.DateField(blank=True, null=True)),
                        ("forgotten_on", models.DateField(blank=True, null=True)),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
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
                        "verbose_name_plural": "evidence",
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "number"), name="a_reference_of_evidence_is_used_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="references_of_evidence_begin_with_1"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="evidence_has_its_title"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("forgotten_on__isnull", False),
                                    models.Q(("file__isnull", True), models.Q(("text", ""), _negated=True)),
                                    models.Q(("file__isnull", False), ("text", "")),
                                    _connector="OR",
                                ),
                                name="evidence_is_a_text_or_a_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_at__isnull", True),
                                    ("access", "open"),
                                    ("redacted__isnull", False),
                                    models.Q(("redacted_text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="published_evidence_is_open_or_redacted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_at__isnull", True),
                                    models.Q(("forgotten_on__isnull", True), ("withdrawn_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="withdrawn_and_forgotten_evidence_is_not_public",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("redacted__isnull", True), ("redacted_text", ""), _connector="OR"),
                                name="evidence_has_one_redacted_copy",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on__isnull", True),
                                    models.Q(("withdrawn_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="withdrawn_evidence_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("forgotten_on__isnull", True),
                                    models.Q(
                                        ("contact", ""),
                                        ("file__isnull", True),
                                        ("redacted__isnull", True),
                                        ("redacted_text", ""),
                                        ("text", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="forgotten_evidence_holds_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "exempt"), _negated=True),
                                    models.Q(
                                        ("paragraphs__regex", "^[1-7](,[1-7])*$"),
                                        models.Q(("public_interest_reason", ""), _negated=True),
                                        ("not_own_development", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_exempt_piece_of_evidence_has_its_paragraphs_and_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "exempt"), _negated=True),
                                    models.Q(("paragraphs__contains", "3"), _negated=True),
                                    ("not_registrable", True),
                                    _connector="OR",
                                ),
                                name="paragraph_3_of_evidence_is_confirmed_not_registrable",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "confidential"), _negated=True),
                                    models.Q(("confidential_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_confidential_piece_of_evidence_says_what_forbids_disclosure",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "open"), _negated=True), ("paragraphs", ""), _connector="OR"
                                ),
                                name="an_open_piece_of_evidence_has_no_paragraphs",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "withheld"), _negated=True),
                                    models.Q(("confidential_reason", ""), ("paragraphs", "")),
                                    _connector="OR",
                                ),
                                name="a_piece_of_evidence_without_grounds_has_none",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_named", False), ("may_be_published", False)),
                                    models.Q(
                                        ("agreed_on__isnull", False),
                                        models.Q(
                                            models.Q(("agreed_how", ""), _negated=True),
                                            ("forgotten_on__isnull", False),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="consent_to_evidence_has_its_day_and_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("may_be_published", True),
                                    models.Q(
                                        models.Q(("access", "open"), _negated=True), ("published_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_is_opened_and_published_with_consent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceLeave",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        ("given_at", models.DateTimeField()),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="leaves",
                                to="reviews.evidence",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["evidence", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="a_leave_of_evidence_has_its_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallForEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="call", to="reviews.review"
                            ),
                        ),
                        ("text", models.TextField(max_length=4000, verbose_name="what is asked")),
                        ("opens_on", models.DateField(verbose_name="first day")),
                        ("closes_on", models.DateField(verbose_name="last day")),
                        (
                            "kept_days",
                            models.PositiveSmallIntegerField(
                                default=90, help_text="Days after which an answer is forgotten."
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "calls for evidence",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                                name="a_call_for_evidence_closes_after_it_opens",
                                violation_error_message="The last day must not be before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kept_days__gte", 7), ("kept_days__lte", 730)),
                                name="answers_to_a_call_are_kept_a_week_to_two_years",
                                violation_error_message="Keep answers for 7 to 730 days.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="reviews.callforevidence",
                            ),
                        ),
                        ("reference", models.CharField(max_length=20, unique=True)),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("post", models.CharField(blank=True, max_length=150)),
                        ("body", models.CharField(blank=True, max_length=150)),
                        ("text", models.TextField(blank=True, max_length=10000)),
                        ("is_named", models.BooleanField(default=False, verbose_name="may be named")),
                        ("may_be_published", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "To be read"),
                                    ("suspect", "Set aside as suspect"),
                                    ("taken", "Used as evidence"),
                                    ("rejected", "Not used"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=400, verbose_name="why it is not taken over"),
                        ),
                        ("sent_at", models.DateTimeField()),
                        ("forget_on", models.DateField()),
                        ("forgotten_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["call", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("forgotten_on__isnull", True),
                                    models.Q(
                                        ("body", ""),
                                        ("email", ""),
                                        ("name", ""),
                                        ("post", ""),
                                        ("reason", ""),
                                        ("text", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_forgotten_answer_to_a_call_holds_nothing",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallAnswerFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="reviews.callanswer",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="of_answer",
                                to="reviews.evidencefile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["answer", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TakenOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taken_over",
                                to="reviews.callanswer",
                            ),
                        ),
                        (
                            "evidence",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taken_from",
                                to="reviews.evidence",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "taken over",
                        "ordering": ["answer", "evidence"],
                    },
                ),
                migrations.CreateModel(
                    name="Endorsement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="reviews.parent",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "report",
                            models.ForeignKey(
                                help_text="The report that it decided about.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reviews.reviewstep",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("endorsed", "Endorsed"),
                                    ("comments", "Endorsed with comments"),
                                    ("changes", "Changes asked for"),
                                    ("refused", "Not endorsed"),
                                    ("deferred", "Deferred"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField(help_text="The day of the meeting.")),
                        (
                            "proof",
                            models.CharField(
                                blank=True, help_text="What shows the day, where no meeting here does.", max_length=200
                            ),
                        ),
                        ("comments", models.TextField(blank=True, max_length=4000)),
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
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.CharField(blank=True, help_text="Why it was recorded by mistake.", max_length=500),
                        ),
                    ],
                    options={
                        "ordering": ["parent", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("parent", "number"), name="decisions_of_a_committee_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decision__in", ("endorsed", "deferred")),
                                    models.Q(("comments", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_decision_that_is_no_plain_endorsement_has_words",
                                violation_error_message="Say what the committee said.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_by", None), ("withdrawn_reason", "")),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                        models.Q(("withdrawn_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decision_is_withdrawn_by_somebody_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FactCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fact_checks",
                                to="reviews.review",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(max_length=200000, verbose_name="draft")),
                        ("last_day", models.DateField()),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
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
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "number"), name="fact_checks_of_a_review_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="a_fact_check_has_its_draft"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FactChecker",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "fact_check",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checkers",
                                to="reviews.factcheck",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.person"
                            ),
                        ),
                        ("post", models.CharField(blank=True, help_text="As what they are asked.", max_length=200)),
                        ("mailbox", models.EmailField(blank=True, max_length=254)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["fact_check", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fact_check", "person"), name="a_person_checks_a_draft_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FactComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "checker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="reviews.factchecker",
                            ),
                        ),
                        (
                            "passage",
                            models.PositiveSmallIntegerField(help_text="Counted from 1; 0 is the whole draft."),
                        ),
                        ("text", models.TextField(max_length=2000)),
                        ("made_at", models.DateTimeField()),
                        (
                            "decision",
                            models.CharField(
                                blank=True, choices=[("accepted", "Accepted"), ("declined", "Declined")], max_length=10
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["checker__fact_check", "passage", "made_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("checker", "passage"), name="somebody_comments_on_a_passage_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decision", ""), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="a_comment_is_accepted_or_declined_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScopePoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scope_points",
                                to="reviews.review",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["review", "kind", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="a_point_of_a_scope_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewMethod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="method", to="reviews.review"
                            ),
                        ),
                        ("method", models.TextField(blank=True, max_length=4000)),
                        (
                            "evidence_on",
                            models.DateField(
                                blank=True, help_text="The day on which evidence begins to be gathered.", null=True
                            ),
                        ),
                        (
                            "report_on",
                            models.DateField(
                                blank=True, help_text="The day by which the panel means to report.", null=True
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("evidence_on__isnull", True),
                                    ("report_on__isnull", True),
                                    ("report_on__gte", models.F("evidence_on")),
                                    _connector="OR",
                                ),
                                name="a_review_reports_after_its_evidence_begins",
                                violation_error_message="The panel reports after evidence begins to be gathered: check the two days.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScopeAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("on", models.DateField(help_text="The day of the meeting.")),
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
                        ("agreed", models.JSONField(default=dict, help_text="The scope as it was agreed.")),
                        (
                            "mistake",
                            models.CharField(blank=True, help_text="Why it was recorded by mistake.", max_length=500),
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
                    ],
                    options={
                        "ordering": ["parent", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("parent", "number"), name="agreements_of_a_committee_are_numbered"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FigureTable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="reviews.review"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("source", models.CharField(blank=True, help_text="Whose figures they are.", max_length=300)),
                        ("note", models.TextField(blank=True, max_length=1000)),
                        ("content", models.JSONField()),
                        (
                            "differences",
                            models.JSONField(blank=True, default=list, help_text="What the source printed otherwise."),
                        ),
                        (
                            "shown_whole_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="why every number is shown"),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "number"), name="tables_of_a_review_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="a_table_of_figures_has_its_title",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="reviews.review",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(max_length=1000, verbose_name="finding")),
                        ("evidence_words", models.CharField(blank=True, max_length=300, verbose_name="other evidence")),
                        (
                            "evidence",
                            models.ManyToManyField(blank=True, related_name="findings", to="reviews.evidence"),
                        ),
                        (
                            "scope_points",
                            models.ManyToManyField(blank=True, related_name="findings", to="reviews.scopepoint"),
                        ),
                        (
                            "recommendations",
                            models.ManyToManyField(blank=True, related_name="findings", to="reviews.recommendation"),
                        ),
                    ],
                    options={
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "number"), name="findings_of_a_review_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="a_finding_says_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgressEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "addressee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress",
                                to="reviews.addressee",
                            ),
                        ),
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
                        (
                            "reason",
                            models.CharField(blank=True, help_text="Why it is no longer needed.", max_length=500),
                        ),
                        (
                            "expected_on",
                            models.DateField(
                                blank=True,
                                help_text="Of what is late: by when it is expected to be done now.",
                                null=True,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
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
                                condition=models.Q(
                                    ("expected_on__isnull", True),
                                    models.Q(("side", "officer"), ("status__in", ("at_risk", "off_track"))),
                                    _connector="OR",
                                ),
                                name="an_officer_gives_a_new_date_for_what_is_late",
                                violation_error_message="Enter a new date only for what is at risk or off track.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("side", "officer"), ("published_at__isnull", False), _connector="OR"
                                ),
                                name="a_judgement_is_public_at_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookBack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="look_back",
                                to="reviews.review",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="looks_back_at",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="ReportSection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="reviews.review",
                            ),
                        ),
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
                        ("written_at", models.DateTimeField(blank=True, null=True)),
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
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "kind"), name="a_report_has_each_section_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SectionRevision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="reviews.reportsection",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        ("text", models.TextField(blank=True, max_length=200000)),
                        ("began_at", models.DateTimeField()),
                        ("written_at", models.DateTimeField()),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["section", "revision"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("section", "revision"), name="revisions_of_a_section_are_numbered"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SectionComment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="reviews.reportsection",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="a_comment_on_a_section_has_its_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("state", "open")),
                                    models.Q(("settled_at__isnull", False), ("state", "settled")),
                                    _connector="OR",
                                ),
                                name="a_settled_comment_has_its_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportImage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="images", to="reviews.review"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.storedfile"
                            ),
                        ),
                        ("alt", models.CharField(max_length=500)),
                        ("caption", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "number"), name="images_of_a_report_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("alt", ""), _negated=True), name="an_image_has_its_words"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report_versions",
                                to="reviews.review",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "step",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report",
                                to="reviews.reviewstep",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["review", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "number"), name="reports_of_a_review_are_numbered"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeftOut",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="left_out",
                                to="reviews.review",
                            ),
                        ),
                        ("references", models.TextField(max_length=2000)),
                        ("would_mislead", models.BooleanField()),
                        ("summary", models.TextField(blank=True, max_length=4000)),
                        ("said_at", models.DateTimeField()),
                        (
                            "said_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "left out",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("would_mislead", False), models.Q(("summary", ""), _negated=True), _connector="OR"
                                ),
                                name="what_would_mislead_without_it_has_a_summary",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Witness",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="witnesses",
                                to="reviews.review",
                            ),
                        ),
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
                        ("name", models.CharField(blank=True, max_length=200)),
                        ("post", models.CharField(max_length=200)),
                        ("body", models.CharField(blank=True, max_length=200)),
                        ("is_group", models.BooleanField(default=False, verbose_name="a group, without names")),
                        (
                            "may_be_named",
                            models.BooleanField(default=False, verbose_name="agrees to be named in public"),
                        ),
                        ("contact", models.CharField(blank=True, max_length=300)),
                        (
                            "sent_evidence",
                            models.BooleanField(default=False, verbose_name="sent evidence without being heard"),
                        ),
                        ("forget_on", models.DateField()),
                        ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "witnesses",
                        "ordering": ["review", "body", "post", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_group", False),
                                    models.Q(
                                        ("contact", ""), ("may_be_named", False), ("name", ""), ("person__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_group_of_witnesses_has_no_names",
                                violation_error_message="A group stands for children or service users: leave name and contact out.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("person__isnull", True), ("name", ""), _connector="OR"),
                                name="a_witness_of_the_register_is_named_there",
                                violation_error_message="Choose somebody of the register, or enter a name: not both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("may_be_named", False),
                                    models.Q(("name", ""), _negated=True),
                                    ("person__isnull", False),
                                    _connector="OR",
                                ),
                                name="who_agrees_to_be_named_has_a_name",
                                violation_error_message="Enter the name of whoever agrees to be named.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="reviews.review",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["review", "on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_open", False), models.Q(("place", ""), _negated=True), _connector="OR"
                                ),
                                name="an_open_session_has_its_place",
                                violation_error_message="Enter the place: the public may come.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="reviews.witness",
                            ),
                        ),
                        ("invited_on", models.DateField(blank=True, null=True)),
                        ("is_required", models.BooleanField(default=False, verbose_name="required to attend")),
                        (
                            "notice_on",
                            models.DateField(
                                blank=True, help_text="The day on which notice was given in writing.", null=True
                            ),
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
                    ],
                    options={
                        "ordering": ["session", "witness__body", "witness__post", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "witness"), name="a_witness_is_invited_to_a_session_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("text", models.TextField(max_length=1000, verbose_name="question")),
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
                            "witness",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="reviews.witness",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ["session", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="a_question_asks_something"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InformationRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    ],
                    options={
                        "ordering": ["review", "asked_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_on__isnull", True),
                                    ("answered_on__gte", models.F("asked_on")),
                                    _connector="OR",
                                ),
                                name="information_is_answered_after_it_is_asked_for",
                                violation_error_message="It cannot have been answered before it was asked for.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskMail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sent_on", models.DateField(null=True)),
                        ("told", models.JSONField(default=list)),
                    ],
                ),
            ],
        ),
    ]

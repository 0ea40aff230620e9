"""The tables of reviews: the question, its steps, the committees that ask it, the panel, recommendations and answers."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("committee", "0004_how_the_council_calls_its_members_and_who_presides"),
        ("meetings", "0003_a_pack_keeps_what_its_check_found"),
        ("workprogramme", "0002_triggers_that_keep_what_was_told_of_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            },
        ),
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
            ],
            options={
                "ordering": ["review", "served_on", "pk"],
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
                ("proposed_on", models.DateField()),
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
        migrations.AddField(
            model_name="recommendation",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="recommendations", to="reviews.review"
            ),
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
        migrations.AddField(
            model_name="notice",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="reviews.review"
            ),
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
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
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
                ("comments", models.TextField(blank=True, max_length=4000)),
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
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="endorsements", to="reviews.parent"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        help_text="The report that it decided about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.reviewstep",
                    ),
                ),
            ],
            options={
                "ordering": ["parent", "number"],
            },
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
            model_name="panellist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "expert"), _negated=True), ("represents__isnull", True), _connector="OR"
                ),
                name="a_co_opted_expert_represents_no_committee",
                violation_error_message="An expert whom the panel co-opted represents no committee: leave it out.",
            ),
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
            model_name="reviewstep",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="steps_of_a_review_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="reviewstep",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="endorsement",
            constraint=models.UniqueConstraint(
                fields=("parent", "number"), name="decisions_of_a_committee_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="endorsement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision__in", ("endorsed", "deferred")),
                    models.Q(("comments", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_decision_that_is_no_plain_endorsement_has_words",
                violation_error_message="Say what the committee said.",
            ),
        ),
    ]

"""The tables of work programmes: items and their moves, the forward plan, call-ins, suggestions and requests."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("committee", "0001_tables_of_people_committees_and_the_trail"),
        ("meetings", "0001_tables_of_meetings_papers_packs_and_minutes"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="committee.committee",
                            ),
                        ),
                        (
                            "year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="committee.municipalyear",
                            ),
                        ),
                        ("introduction", models.TextField(blank=True, max_length=4000)),
                        ("outcome", models.CharField(blank=True, max_length=500, verbose_name="priority outcome")),
                        (
                            "venues",
                            models.CharField(
                                blank=True,
                                help_text="A sentence printed under the calendar.",
                                max_length=250,
                                verbose_name="where it usually meets",
                            ),
                        ),
                        (
                            "load_limit",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="The planner warns where a meeting has more.",
                                verbose_name="most items a meeting",
                            ),
                        ),
                        (
                            "rolled_from",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rolled_to",
                                to="workprogramme.programme",
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the portal.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "published_by",
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
                        "ordering": ["committee", "-year__starts"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("committee", "year"), name="one_programme_a_committee_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("load_limit__gte", 1)), name="a_meeting_takes_one_item_or_more"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_published_programme_says_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="workprogramme.programme",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_versions",
                                to="meetings.meeting",
                            ),
                        ),
                        ("document", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("printed_at", models.DateTimeField()),
                        (
                            "printed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["programme", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "number"), name="one_version_a_number_of_a_programme"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_notes",
                                to="committee.committee",
                            ),
                        ),
                        ("key", models.CharField(max_length=120, unique=True)),
                        ("text", models.CharField(max_length=500)),
                        ("url", models.CharField(blank=True, max_length=250)),
                        ("rule", models.CharField(blank=True, help_text="The rule it comes from: R39.", max_length=10)),
                        ("since", models.DateField()),
                        ("cleared_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="a_programme_note_has_its_words"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="workprogramme.programme",
                            ),
                        ),
                        (
                            "table",
                            models.CharField(
                                choices=[
                                    ("meetings", "Programme by meeting"),
                                    ("standing", "Standing items"),
                                    ("briefings", "Briefings and withdrawn requests"),
                                    ("working", "Working groups and inquiry days"),
                                ],
                                default="meetings",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("suggested", "Suggested"),
                                    ("weighed", "Scored"),
                                    ("tbc", "To be scheduled"),
                                    ("standing", "Standing item"),
                                    ("scheduled", "Scheduled"),
                                    ("on_agenda", "On the agenda"),
                                    ("considered", "Considered"),
                                    ("follow_up", "To be followed up"),
                                    ("closed", "Closed"),
                                    ("rolled", "Carried forward"),
                                    ("merged", "Merged"),
                                    ("withdrawn", "Withdrawn"),
                                    ("declined", "Declined"),
                                ],
                                default="tbc",
                                max_length=10,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("title", models.CharField(max_length=250)),
                        (
                            "details",
                            models.TextField(blank=True, help_text="Why the committee looks at it.", max_length=4000),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("pre_decision", "Pre-decision scrutiny"),
                                    ("annual_report", "Annual report"),
                                    ("update", "Update"),
                                    ("performance", "Performance"),
                                    ("policy", "Policy development"),
                                    ("review", "Review"),
                                    ("follow_up", "Follow-up"),
                                    ("call_in", "Call-in"),
                                    ("call_for_action", "Councillor call for action"),
                                    ("petition", "Petition"),
                                    ("planning", "Planning the committee’s work"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=15,
                            ),
                        ),
                        (
                            "brief",
                            models.TextField(
                                blank=True, help_text="What the paper must cover, one a line.", max_length=4000
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_items",
                                to="meetings.meeting",
                            ),
                        ),
                        ("held_on", models.DateField(blank=True, null=True)),
                        (
                            "agenda_item",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="programme_item",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("papers_due_on", models.DateField(blank=True, null=True)),
                        (
                            "wanted_on",
                            models.DateField(
                                blank=True, help_text="For look-backs and proposals: about when.", null=True
                            ),
                        ),
                        (
                            "precedes",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_items",
                                to="workprogramme.keydecision",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="workprogramme.duty",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("member", "A member"),
                                    ("cabinet_member", "A Cabinet Member"),
                                    ("officer", "An officer"),
                                    ("resident", "A resident"),
                                    ("meeting", "A meeting of the committee"),
                                    ("triangulation", "A triangulation meeting"),
                                    ("minute", "A minute"),
                                    ("annual", "Brought every year"),
                                    ("duty", "A duty in law"),
                                    ("decision", "A decision to come"),
                                    ("other", "Elsewhere"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "origin_words",
                            models.CharField(blank=True, help_text="Who suggested it, in words.", max_length=250),
                        ),
                        ("origin_on", models.DateField(blank=True, null=True)),
                        (
                            "origin_meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "origin_minute",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.minute",
                            ),
                        ),
                        (
                            "follow_up_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        (
                            "rolled_from",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rolled_to",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_from",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        ("ended_reason", models.CharField(blank=True, max_length=500)),
                        ("outcome", models.TextField(blank=True, max_length=8000)),
                        ("outcome_accepted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome_accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outcome_from",
                            models.CharField(
                                blank=True,
                                help_text="The file it was brought in from: told in place of who accepted it.",
                                max_length=120,
                            ),
                        ),
                        (
                            "outcome_beside_withheld",
                            models.BooleanField(
                                default=False,
                                help_text="Its minute was withheld when it was accepted, so that it was written to be read alone.",
                            ),
                        ),
                        (
                            "outcome_asked_at",
                            models.DateTimeField(blank=True, help_text="When its officers were last asked.", null=True),
                        ),
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
                        (
                            "actions",
                            models.ManyToManyField(blank=True, related_name="programme_items", to="meetings.action"),
                        ),
                    ],
                    options={
                        "ordering": ["programme", "position", "pk"],
                        "indexes": [models.Index(fields=["programme", "state"], name="items_of_a_programme")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="a_programme_item_has_its_title"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("scheduled", "on_agenda")), _negated=True),
                                    ("meeting__isnull", False),
                                    ("held_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_scheduled_item_has_its_meeting_or_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "tbc"), _negated=True),
                                    ("meeting__isnull", True),
                                    _connector="OR",
                                ),
                                name="an_item_to_be_scheduled_has_no_meeting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("withdrawn", "declined", "merged")), _negated=True),
                                    models.Q(("ended_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_item_not_pursued_has_its_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome_accepted_at__isnull", True), ("outcome_accepted_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("outcome_accepted_at__isnull", False),
                                        ("outcome_accepted_by__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_accepted_outcome_has_its_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_on__isnull", True), ("table__in", ("briefings", "working")), _connector="OR"
                                ),
                                name="the_date_of_an_item_is_a_meeting",
                                violation_error_message="Choose a meeting: a day of its own is for working groups, inquiry days and briefings.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_on__isnull", True), ("meeting__isnull", True), _connector="OR"
                                ),
                                name="an_item_has_a_meeting_or_a_day_of_its_own",
                                violation_error_message="It has a meeting already: take it from that first, or leave the day out.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "tbc"), _negated=True),
                                    ("held_on__isnull", True),
                                    _connector="OR",
                                ),
                                name="an_item_to_be_scheduled_has_no_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "standing"), _negated=True),
                                    models.Q(("meeting__isnull", True), ("table", "standing")),
                                    _connector="OR",
                                ),
                                name="a_standing_item_stands_in_its_table",
                                violation_error_message="A standing item stands in its own table and has no meeting.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "merged"), _negated=True),
                                    ("merged_into__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_merged_item_says_into_which",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("merged_into__isnull", True),
                                        models.Q(("merged_into", models.F("pk")), _negated=True),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("follow_up_of__isnull", True),
                                        models.Q(("follow_up_of", models.F("pk")), _negated=True),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("rolled_from__isnull", True),
                                        models.Q(("rolled_from", models.F("pk")), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                name="an_item_comes_of_another_than_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Move",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moves",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        (
                            "from_meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "to_meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.meeting",
                            ),
                        ),
                        ("from_day", models.DateField(blank=True, null=True)),
                        ("to_day", models.DateField(blank=True, null=True)),
                        (
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("suggested", "Suggested"),
                                    ("weighed", "Scored"),
                                    ("tbc", "To be scheduled"),
                                    ("standing", "Standing item"),
                                    ("scheduled", "Scheduled"),
                                    ("on_agenda", "On the agenda"),
                                    ("considered", "Considered"),
                                    ("follow_up", "To be followed up"),
                                    ("closed", "Closed"),
                                    ("rolled", "Carried forward"),
                                    ("merged", "Merged"),
                                    ("withdrawn", "Withdrawn"),
                                    ("declined", "Declined"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("suggested", "Suggested"),
                                    ("weighed", "Scored"),
                                    ("tbc", "To be scheduled"),
                                    ("standing", "Standing item"),
                                    ("scheduled", "Scheduled"),
                                    ("on_agenda", "On the agenda"),
                                    ("considered", "Considered"),
                                    ("follow_up", "To be followed up"),
                                    ("closed", "Closed"),
                                    ("rolled", "Carried forward"),
                                    ("merged", "Merged"),
                                    ("withdrawn", "Withdrawn"),
                                    ("declined", "Declined"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("on", models.DateField(help_text="The day it was moved.")),
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
                        "ordering": ["on", "recorded_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Lead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="leads",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("cabinet_member", "Cabinet Member"),
                                    ("lead_officer", "Lead Officer"),
                                    ("officer", "Officer"),
                                    ("independent_chair", "Independent Chair"),
                                    ("lead_member", "Lead Member"),
                                    ("other", "Other"),
                                ],
                                default="lead_officer",
                                max_length=18,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_leads",
                                to="committee.person",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["item", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), ("person__isnull", False)),
                                    models.Q(("person__isnull", True), models.Q(("name", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_lead_is_a_person_or_a_name",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Briefing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="briefings",
                                to="workprogramme.programme",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="briefings",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        ("body", models.CharField(help_text="SSCSG, Children’s Improvement Board.", max_length=120)),
                        (
                            "body_met_on",
                            models.DateField(blank=True, null=True, verbose_name="on the body’s meeting of"),
                        ),
                        ("attended", models.CharField(blank=True, max_length=500, verbose_name="who attended")),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "reports_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="briefings",
                                to="meetings.meeting",
                                verbose_name="reports back to",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["held_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("body", ""), _negated=True), name="a_briefing_names_its_body"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeyDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=250)),
                        (
                            "reference",
                            models.CharField(blank=True, help_text="The council’s own: FP/2022/14.", max_length=40),
                        ),
                        (
                            "why_key",
                            models.CharField(
                                choices=[
                                    ("money", "Significant expenditure or savings"),
                                    ("divisions", "Significant effects in two or more electoral divisions"),
                                    ("both", "Both"),
                                ],
                                max_length=10,
                                verbose_name="why it is a key decision",
                            ),
                        ),
                        ("matter", models.TextField(max_length=2000, verbose_name="what is to be decided")),
                        (
                            "decision_maker",
                            models.CharField(
                                help_text="Name and title, or the name of the body: Cabinet.", max_length=250
                            ),
                        ),
                        ("members", models.CharField(blank=True, max_length=1000, verbose_name="members of that body")),
                        (
                            "portfolio",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="key_decisions",
                                to="committee.portfolio",
                            ),
                        ),
                        ("earliest_on", models.DateField(verbose_name="decision on, or from")),
                        (
                            "latest_on",
                            models.DateField(help_text="The same day, or the end of the period.", verbose_name="to"),
                        ),
                        (
                            "documents",
                            models.TextField(max_length=2000, verbose_name="documents submitted to the decision-maker"),
                        ),
                        ("address", models.CharField(max_length=500, verbose_name="where copies can be had")),
                        (
                            "other_documents",
                            models.BooleanField(default=True, verbose_name="other documents may be submitted"),
                        ),
                        ("how_to_ask", models.CharField(max_length=500, verbose_name="how to ask for details of them")),
                        ("in_private", models.BooleanField(default=False, verbose_name="it is to be taken in private")),
                        (
                            "private_notice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="key_decisions",
                                to="meetings.privatenotice",
                                verbose_name="notice of the private meeting",
                            ),
                        ),
                        (
                            "notice",
                            models.CharField(
                                choices=[
                                    ("full", "28 clear days’ notice (reg 9)"),
                                    ("general", "General exception (reg 10)"),
                                    ("special", "Special urgency (reg 11)"),
                                ],
                                default="full",
                                max_length=10,
                            ),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "impracticable",
                            models.TextField(
                                blank=True,
                                help_text="Published (regs 10(3), 11(2)).",
                                max_length=1000,
                                verbose_name="why 28 days’ notice was impracticable",
                            ),
                        ),
                        ("taken_on", models.DateField(blank=True, null=True)),
                        (
                            "decision_published_on",
                            models.DateField(blank=True, help_text="From this day call-in is counted.", null=True),
                        ),
                        (
                            "call_in_until",
                            models.DateField(
                                blank=True,
                                editable=False,
                                help_text="Fixed when the decision is published, by the rules of the day.",
                                null=True,
                            ),
                        ),
                        (
                            "mistaken_taken_on",
                            models.DateField(
                                blank=True,
                                editable=False,
                                help_text="The day on which it was said by mistake to have been taken.",
                                null=True,
                            ),
                        ),
                        ("mistake_corrected_on", models.DateField(blank=True, editable=False, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["earliest_on", "title"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title", ""), _negated=True), models.Q(("matter", ""), _negated=True)
                                ),
                                name="a_key_decision_says_what_it_is",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("latest_on__gte", models.F("earliest_on"))),
                                name="a_decision_period_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        models.Q(("withdrawn_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawn_decision_has_its_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_published_notice_has_its_publisher",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_at__isnull", True),
                                    ("notice", "full"),
                                    models.Q(("impracticable", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="notice_in_a_hurry_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision_published_on__isnull", True), ("taken_on__isnull", True)),
                                    models.Q(
                                        ("published_at__isnull", False),
                                        ("taken_on__isnull", False),
                                        models.Q(
                                            ("decision_published_on__isnull", True),
                                            ("decision_published_on__gte", models.F("taken_on")),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decision_is_taken_after_notice_and_published_after_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("call_in_until__isnull", True), ("decision_published_on__isnull", True)),
                                    models.Q(
                                        ("call_in_until__gt", models.F("decision_published_on")),
                                        ("decision_published_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_published_decision_has_its_last_day_for_call_in",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("mistake_corrected_on__isnull", True), ("mistaken_taken_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("mistake_corrected_on__isnull", False), ("mistaken_taken_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_mistake_about_its_taking_has_both_days",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("reference", ""), _negated=True),
                                fields=("reference",),
                                name="a_reference_is_given_to_one_decision",
                                violation_error_message="Another decision of the forward plan has that reference.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScrutinyRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "counting",
                            models.CharField(
                                choices=[("calendar", "Calendar days"), ("working", "Working days")],
                                default="calendar",
                                max_length=10,
                                verbose_name="the 28 clear days of a key decision are",
                            ),
                        ),
                        (
                            "call_in_days",
                            models.PositiveSmallIntegerField(
                                default=5, verbose_name="working days in which a decision can be called in"
                            ),
                        ),
                        (
                            "call_in_by",
                            models.CharField(
                                choices=[
                                    ("councillors", "Any councillor who is not in the executive"),
                                    ("scrutiny", "Councillors who sit on an overview and scrutiny committee"),
                                    ("committee", "Councillors who sit on the committee that looks at it"),
                                ],
                                default="councillors",
                                max_length=12,
                                verbose_name="who may call a decision in",
                            ),
                        ),
                        (
                            "call_in_members",
                            models.PositiveSmallIntegerField(default=4, verbose_name="members who must sign a call-in"),
                        ),
                        (
                            "call_in_meeting_days",
                            models.PositiveSmallIntegerField(
                                default=10, verbose_name="working days in which the committee meets on a call-in"
                            ),
                        ),
                        (
                            "suggestions_kept_months",
                            models.PositiveSmallIntegerField(
                                default=12, verbose_name="months for which the name of who made a suggestion is kept"
                            ),
                        ),
                        (
                            "call_in_before",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                verbose_name="the rules of call-in before their last change",
                            ),
                        ),
                        (
                            "call_in_since",
                            models.DateField(
                                editable=False,
                                help_text="From which day of publication on decisions are under the rules of now.",
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "scrutiny rules",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("pk", 1)), name="scrutiny_rules_are_one"),
                            models.CheckConstraint(
                                condition=models.Q(("suggestions_kept_months__gte", 1)),
                                name="suggesters_are_kept_a_month_or_more",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("call_in_days__gte", 1),
                                    ("call_in_meeting_days__gte", 1),
                                    ("call_in_members__gte", 1),
                                ),
                                name="rules_of_call_in_count_one_or_more",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="call_ins",
                                to="committee.committee",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="call_ins",
                                to="workprogramme.keydecision",
                            ),
                        ),
                        ("decision_title", models.CharField(max_length=250, verbose_name="the decision")),
                        ("decided_by", models.CharField(max_length=250)),
                        (
                            "decision_reference",
                            models.CharField(blank=True, max_length=40, verbose_name="its reference"),
                        ),
                        ("decision_published_on", models.DateField(verbose_name="the decision was published on")),
                        ("decision_key", models.CharField(editable=False, max_length=64)),
                        ("reasons", models.TextField(max_length=4000)),
                        ("received_at", models.DateTimeField()),
                        ("due_on", models.DateField(help_text="The last day for calling it in.")),
                        ("needed", models.PositiveSmallIntegerField(help_text="Members who had to sign.")),
                        (
                            "open_to",
                            models.CharField(
                                choices=[
                                    ("councillors", "Any councillor who is not in the executive"),
                                    ("scrutiny", "Councillors who sit on an overview and scrutiny committee"),
                                    ("committee", "Councillors who sit on the committee that looks at it"),
                                ],
                                default="councillors",
                                max_length=12,
                            ),
                        ),
                        (
                            "meet_by",
                            models.DateField(
                                blank=True, help_text="The last day for the committee to meet on it.", null=True
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("refused", "Not valid"),
                                    ("accepted", "Valid: to be considered"),
                                    ("not_pursued", "Considered: decision stands"),
                                    ("referred", "Considered: referred back"),
                                    ("to_council", "Considered: referred to the Council"),
                                ],
                                default="received",
                                max_length=12,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="call_ins",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, max_length=2000)),
                        ("settled_on", models.DateField(blank=True, null=True)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "members",
                            models.ManyToManyField(
                                related_name="call_ins",
                                through="workprogramme.Signatory",
                                to="committee.person",
                                verbose_name="called in by",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-received_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reasons", ""), _negated=True), name="a_call_in_has_its_reasons"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("received", "accepted")),
                                    models.Q(models.Q(("outcome", ""), _negated=True), ("settled_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_settled_call_in_says_what_came_of_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("received", "refused")), ("meet_by__isnull", False), _connector="OR"
                                ),
                                name="an_accepted_call_in_has_its_last_day_to_meet",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "refused"), _negated=True),
                                fields=("decision",),
                                name="a_decision_is_called_in_once",
                                violation_error_message="That decision has been called in already; it can be called in once.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "refused"), _negated=True),
                                fields=("decision_key",),
                                name="a_decision_is_called_in_once_by_any_name",
                                violation_error_message="That decision has been called in already; it can be called in once.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("decision_reference", ""), _negated=True),
                                ),
                                fields=("decision_reference",),
                                name="a_decision_is_called_in_once_by_its_reference",
                                violation_error_message="That decision has been called in already; it can be called in once.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signatory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signatories",
                                to="workprogramme.callin",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.person"
                            ),
                        ),
                        ("named_at", models.DateTimeField()),
                        (
                            "named_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sign_in", "by their own sign-in"),
                                    ("link", "by a signed link"),
                                    ("before", "recorded before confirmation was asked for"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "signatories",
                        "ordering": ["person__surname", "person__forename", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("call_in", "person"), name="a_member_signs_a_call_in_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("how", "")),
                                    models.Q(("confirmed_at__isnull", False), models.Q(("how", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_confirmation_says_how_it_was_given",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="committee.committee",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("crime_and_disorder", "Crime and disorder meeting"),
                                    ("safeguarding_report", "Annual safeguarding report"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("source", models.CharField(blank=True, help_text="SI 2009/942 reg 4", max_length=120)),
                        ("every_months", models.PositiveSmallIntegerField(default=12)),
                        (
                            "warn_after",
                            models.PositiveSmallIntegerField(default=10, verbose_name="warn after, in months"),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "duties",
                        "ordering": ["committee", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("committee", "title"), name="a_committee_has_a_duty_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("every_months__gte", 1), ("warn_after__lte", models.F("every_months"))
                                ),
                                name="a_duty_warns_before_it_is_missed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="document_requests",
                                to="committee.committee",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="document_requests",
                                to="committee.person",
                            ),
                        ),
                        ("document", models.CharField(max_length=500, verbose_name="what is asked for")),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="document_requests",
                                to="workprogramme.programmeitem",
                                verbose_name="for which item of the work programme",
                            ),
                        ),
                        ("asked_on", models.DateField()),
                        ("due_on", models.DateField(help_text="The end of the tenth clear day.")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("provided", "Provided"),
                                    ("refused", "Refused, with reasons"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("answered_on", models.DateField(blank=True, null=True)),
                        ("reasons", models.TextField(blank=True, max_length=2000)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on__isnull", True), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True), ("answered_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answered_request_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("reasons", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_refused_request_has_written_reasons",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallForAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls_for_action",
                                to="committee.committee",
                            ),
                        ),
                        (
                            "councillor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls_for_action",
                                to="committee.person",
                            ),
                        ),
                        ("matter", models.TextField(max_length=4000)),
                        (
                            "tried",
                            models.TextField(blank=True, max_length=2000, verbose_name="what has been tried already"),
                        ),
                        (
                            "excluded",
                            models.CharField(
                                choices=[
                                    ("none", "None of these"),
                                    ("planning", "A planning decision"),
                                    ("licensing", "A licensing decision"),
                                    ("appeal", "A person’s matter with a right of review or appeal"),
                                    ("vexatious", "Vexatious, discriminatory or not reasonable"),
                                    ("crime", "A local crime and disorder matter"),
                                    ("irrelevant", "Not relevant to the functions of the committee"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="is it one of these?",
                            ),
                        ),
                        (
                            "systemic",
                            models.BooleanField(
                                default=False,
                                verbose_name="it says that a function is not discharged at all or fails systemically",
                            ),
                        ),
                        (
                            "own_member",
                            models.BooleanField(
                                default=False, verbose_name="a member of the committee itself refers it"
                            ),
                        ),
                        ("received_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("accepted", "To be discussed"),
                                    ("rejected", "Rejected"),
                                    ("acted", "Discussed: the committee acts"),
                                    ("not_acted", "Discussed: no action, with reasons"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="received",
                                max_length=10,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls_for_action",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, max_length=2000)),
                        ("settled_on", models.DateField(blank=True, null=True)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "calls for action",
                        "ordering": ["-received_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("accepted", "acted", "not_acted")), _negated=True),
                                    ("excluded", "none"),
                                    models.Q(("own_member", True), models.Q(("excluded", "irrelevant"), _negated=True)),
                                    models.Q(("excluded__in", ("planning", "licensing", "appeal")), ("systemic", True)),
                                    _connector="OR",
                                ),
                                name="an_excluded_matter_is_not_taken_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("rejected", "not_acted")), _negated=True),
                                    models.Q(("reasons", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_member_is_told_why_nothing_is_done",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_on__isnull", True), ("state__in", ("received", "accepted"))),
                                    models.Q(
                                        models.Q(("state__in", ("received", "accepted")), _negated=True),
                                        ("settled_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_settled_call_for_action_has_its_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UrgentDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urgent_decisions",
                                to="committee.committee",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="urgencies",
                                to="workprogramme.keydecision",
                            ),
                        ),
                        (
                            "private_notice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="meetings.privatenotice",
                                verbose_name="the private meeting",
                            ),
                        ),
                        ("title", models.CharField(max_length=250, verbose_name="the decision")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("private", "Private meeting at short notice (reg 5(6))"),
                                    ("general", "General exception (reg 10)"),
                                    ("special", "Special urgency (reg 11)"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "why",
                            models.TextField(
                                max_length=2000, verbose_name="why it is urgent and cannot reasonably be deferred"
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        (
                            "chairman",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.person"
                            ),
                        ),
                        (
                            "office",
                            models.CharField(
                                choices=[
                                    ("scrutiny", "Chairman of the overview and scrutiny committee"),
                                    ("council", "Chairman of the Council"),
                                    ("vice", "Vice-Chairman of the Council"),
                                ],
                                default="scrutiny",
                                max_length=10,
                                verbose_name="asked as",
                            ),
                        ),
                        (
                            "unable",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="why those before them cannot act"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("asked", "Not answered yet"),
                                    ("agreed", "Agreed"),
                                    ("declined", "Declined"),
                                    ("told", "Told: no agreement is needed"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="asked",
                                max_length=10,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who recorded the answer: the chairman, or an officer as the chairman gave it.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, max_length=2000)),
                        (
                            "earliest_on",
                            models.DateField(
                                blank=True, help_text="The first day on which it may be taken (reg 10).", null=True
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-asked_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "asked"), ("answered_at__isnull", True)),
                                    models.Q(
                                        models.Q(("answer", "asked"), _negated=True), ("answered_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answer_of_the_chairman_has_its_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer__in", ("declined", "withdrawn")), _negated=True),
                                    models.Q(("reasons", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="declining_and_withdrawing_have_their_reasons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "told"), _negated=True), ("kind", "general"), _connector="OR"
                                ),
                                name="only_the_general_exception_needs_no_agreement",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suggester",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suggester",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        ("reference", models.CharField(max_length=12, unique=True)),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("sent_at", models.DateTimeField()),
                        ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "failure",
                            models.CharField(
                                blank=True, help_text="Why the acknowledgement did not go.", max_length=250
                            ),
                        ),
                        (
                            "decision_sent_at",
                            models.DateTimeField(
                                blank=True, help_text="When they were told that it was declined.", null=True
                            ),
                        ),
                        (
                            "decision_failure",
                            models.CharField(blank=True, help_text="Why they could not be told.", max_length=250),
                        ),
                        ("forget_on", models.DateField()),
                        ("forgotten_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["sent_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("forgotten_on__isnull", True),
                                    models.Q(("email", ""), ("name", "")),
                                    _connector="OR",
                                ),
                                name="a_forgotten_suggester_has_no_name_and_no_address",
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
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="weighing_questions",
                                to="committee.committee",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("label", models.CharField(help_text="Public interest", max_length=60)),
                        ("text", models.CharField(help_text="Does it matter to people in the county?", max_length=250)),
                        (
                            "counts_against",
                            models.BooleanField(
                                default=False,
                                help_text="“Yes” gives no points, as where others are looking at it already.",
                                verbose_name="Yes counts against",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                    ],
                    options={
                        "ordering": ["committee", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("committee", "label"), name="a_committee_asks_a_question_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="workprogramme.programmeitem",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="workprogramme.question",
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField()),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("scored_at", models.DateTimeField()),
                        (
                            "scored_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["item", "question__position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "question"), name="a_question_is_answered_once_of_an_item"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("points__lte", 3)), name="a_score_is_three_at_most"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]

"""The tables of meetings: agendas, papers, packs, minutes with their resolutions and actions, notices and takedowns."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("committee", "0001_tables_of_people_committees_and_the_trail"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Meeting",
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
                                related_name="meetings",
                                to="committee.committee",
                            ),
                        ),
                        ("date", models.DateField(db_index=True)),
                        ("sequence", models.PositiveSmallIntegerField(default=1, editable=False)),
                        ("starts", models.TimeField(verbose_name="start time")),
                        (
                            "venue",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="committee.venue",
                            ),
                        ),
                        ("informal", models.BooleanField(default=False, verbose_name="informal session")),
                        ("annual", models.BooleanField(default=False, verbose_name="annual meeting of the Council")),
                        (
                            "webcast_url",
                            models.URLField(blank=True, help_text="Only where it is not its committee's address."),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, help_text="Shown with the meeting in calendars.", max_length=250
                            ),
                        ),
                        (
                            "called_on",
                            models.DateField(
                                blank=True,
                                help_text="Only where it is convened at shorter notice: the day it was called.",
                                null=True,
                            ),
                        ),
                        ("shorter_notice_reason", models.CharField(blank=True, max_length=500)),
                        ("cancelled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("cancelled_reason", models.CharField(blank=True, editable=False, max_length=500)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="When people were last emailed that it is moved or cancelled.",
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["date", "starts"],
                        "indexes": [models.Index(fields=["date", "id"], name="meetings_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("committee", "date", "sequence"), name="one_meeting_an_address"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cancelled_at__isnull", True), ("cancelled_reason", "")),
                                    models.Q(
                                        ("cancelled_at__isnull", False),
                                        models.Q(("cancelled_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_cancelled_meeting_has_its_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("called_on__isnull", True),
                                    models.Q(("shorter_notice_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="shorter_notice_has_its_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="meetings.meeting"
                            ),
                        ),
                        ("old_date", models.DateField()),
                        ("old_sequence", models.PositiveSmallIntegerField()),
                        ("old_starts", models.TimeField()),
                        (
                            "old_venue",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.venue",
                            ),
                        ),
                        ("new_date", models.DateField()),
                        ("new_starts", models.TimeField()),
                        ("reason", models.CharField(max_length=500)),
                        ("after_publication", models.BooleanField()),
                        ("moved_at", models.DateTimeField()),
                        (
                            "moved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["moved_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="a_move_has_its_reason"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RemovedMeeting",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.committee"
                            ),
                        ),
                        ("date", models.DateField()),
                        ("starts", models.TimeField()),
                        ("informal", models.BooleanField(default=False)),
                        ("entered_at", models.DateTimeField()),
                        ("removed_at", models.DateTimeField()),
                        (
                            "removed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["removed_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Preview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="previews",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "pack",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.pack"
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("message", models.TextField(blank=True, max_length=2000)),
                        ("sent_to", models.ManyToManyField(related_name="previews", to="committee.person")),
                    ],
                    options={
                        "ordering": ["-sent_at"],
                    },
                ),
                migrations.CreateModel(
                    name="StandingItem",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standing_items",
                                to="committee.committee",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("apologies", "Apologies"),
                                    ("declarations", "Declarations of Interest"),
                                    ("minutes", "Minutes of the previous meeting"),
                                    ("business", "Business"),
                                    ("work_programme", "Work Programme"),
                                    ("exclusion", "Exclusion of the Public"),
                                ],
                                default="business",
                                max_length=15,
                            ),
                        ),
                        ("title", models.CharField(max_length=250)),
                        ("lead_line", models.CharField(blank=True, max_length=250)),
                    ],
                    options={
                        "ordering": ["committee", "position"],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="meetings.meeting"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("apologies", "Apologies"),
                                    ("declarations", "Declarations of Interest"),
                                    ("minutes", "Minutes of the previous meeting"),
                                    ("business", "Business"),
                                    ("work_programme", "Work Programme"),
                                    ("exclusion", "Exclusion of the Public"),
                                ],
                                default="business",
                                max_length=15,
                            ),
                        ),
                        (
                            "part",
                            models.PositiveSmallIntegerField(choices=[(1, "Part One"), (2, "Part Two")], default=1),
                        ),
                        ("part_settled", models.BooleanField(default=False, editable=False)),
                        ("title", models.CharField(max_length=250)),
                        (
                            "paragraphs",
                            models.CharField(
                                blank=True,
                                help_text="Schedule 12A paragraphs of an item of Part Two that needs no paper.",
                                max_length=20,
                            ),
                        ),
                        (
                            "public_interest_reason",
                            models.TextField(
                                blank=True,
                                help_text="Why those paragraphs: the public interest in keeping it exempt (R11).",
                                max_length=2000,
                            ),
                        ),
                        (
                            "public_title",
                            models.CharField(
                                blank=True,
                                help_text="What the public sees, where the title would give away exempt information.",
                                max_length=250,
                            ),
                        ),
                        (
                            "lead_line",
                            models.CharField(
                                blank=True, help_text="Report of ..., Presentation of ...", max_length=250
                            ),
                        ),
                        (
                            "bullets",
                            models.TextField(
                                blank=True, help_text="One a line, printed under the item.", max_length=2000
                            ),
                        ),
                        ("presenter", models.CharField(blank=True, help_text="Who will speak to it.", max_length=120)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who owes its papers.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items_owned",
                                to="committee.person",
                            ),
                        ),
                        (
                            "minutes_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "decides_budget",
                            models.BooleanField(
                                blank=True,
                                help_text="At the Council: whether it decides on the budget or council tax (R59); empty: as its title says.",
                                null=True,
                            ),
                        ),
                        ("added_after_publication", models.BooleanField(default=False, editable=False)),
                        ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_reason", models.CharField(blank=True, editable=False, max_length=500)),
                    ],
                    options={
                        "ordering": ["meeting", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("part__in", (1, 2))), name="an_item_is_in_part_one_or_two"
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
                                name="a_withdrawn_item_has_its_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UrgencyRuling",
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
                                related_name="ruling",
                                to="meetings.agendaitem",
                            ),
                        ),
                        (
                            "chairman",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.person"
                            ),
                        ),
                        (
                            "circumstances",
                            models.TextField(
                                help_text="Why it was not on the agenda and why it cannot wait.", max_length=2000
                            ),
                        ),
                        ("ruled_at", models.DateTimeField()),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("circumstances", ""), _negated=True),
                                name="a_ruling_states_its_circumstances",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AcceptedFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="accepted_findings",
                                to="meetings.meeting",
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("accepted_at", models.DateTimeField()),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["accepted_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "key"), name="a_finding_is_accepted_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Takedown",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                help_text="The meeting whose business it is; empty: of none, as of the forward plan or a review.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="takedowns",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[
                                    ("paper", "Paper"),
                                    ("item", "Title and words of an item"),
                                    ("background", "Background paper"),
                                    ("minutes", "Minutes of a meeting"),
                                    ("minute", "Minute"),
                                    ("answer", "Answer to an action"),
                                    ("meeting", "Note and reasons of a meeting"),
                                    ("move", "Reason of a re-arrangement"),
                                    ("ruling", "Urgency ruling"),
                                    ("version", "Note of a version of an agenda"),
                                    ("notice", "Notice of a private meeting"),
                                    ("decision", "Notice of a key decision"),
                                    ("review", "Review by scrutiny"),
                                    ("recommend", "Recommendation of a review"),
                                    ("response", "Answer to a recommendation"),
                                    ("progress", "Progress of a recommendation"),
                                    ("finding", "Finding of a review"),
                                    ("section", "Section of a report of a review"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("subject_id", models.PositiveBigIntegerField()),
                        (
                            "label",
                            models.CharField(
                                help_text="Which one it is, without its words: Paper 2 of item 4.", max_length=250
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("exempt", "exempt or confidential information"),
                                    ("personal", "personal information"),
                                    ("forbidden", "information that an Act or a court order forbids to publish"),
                                    ("defamatory", "defamatory words"),
                                    ("copyright", "something whose copyright is another’s"),
                                    ("other", "information that may not be published"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("hidden", "Hidden, waiting for the proper officer"),
                                    ("confirmed", "Taken down"),
                                    ("undone", "Published again"),
                                ],
                                default="hidden",
                                max_length=10,
                            ),
                        ),
                        (
                            "why",
                            models.CharField(help_text="What is wrong with it, for the desk alone.", max_length=1000),
                        ),
                        ("hidden_at", models.DateTimeField()),
                        (
                            "hidden_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decide_by", models.DateField(help_text="The next working day after it was hidden.")),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, help_text="The proper officer's, for the record.", max_length=1000
                            ),
                        ),
                        (
                            "backups",
                            models.CharField(
                                blank=True, help_text="Which backups still hold it, and until when.", max_length=500
                            ),
                        ),
                        (
                            "redacted",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        ("redacted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "redacted_by",
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
                        "ordering": ["-hidden_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "undone"), _negated=True),
                                fields=("subject", "subject_id"),
                                name="one_takedown_stands_on_a_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("why", ""), _negated=True), name="a_takedown_says_what_is_wrong"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("state", "hidden")),
                                    models.Q(
                                        models.Q(("state", "hidden"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decided_takedown_has_its_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "confirmed"), _negated=True),
                                    models.Q(("backups", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_confirmed_takedown_names_the_backups",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TakedownWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "takedown",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="words",
                                to="meetings.takedown",
                            ),
                        ),
                        ("of_table", models.CharField(max_length=60)),
                        ("row_id", models.PositiveBigIntegerField()),
                        ("field", models.CharField(max_length=60)),
                        ("path", models.CharField(blank=True, max_length=200)),
                        ("original", models.JSONField(blank=True, null=True)),
                        ("sha256", models.CharField(max_length=64)),
                        ("placed", models.JSONField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["of_table", "row_id"], name="takedown_words_of_a_row")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("takedown", "of_table", "row_id", "field", "path"),
                                name="a_takedown_takes_a_value_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinuteSeries",
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
                                related_name="minute_series",
                                to="committee.committee",
                            ),
                        ),
                        (
                            "year",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.municipalyear",
                            ),
                        ),
                        ("first_number", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "verbose_name_plural": "minute series",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("committee", "year"), name="one_series_of_minutes_a_committee_a_year"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first_number__gte", 1)), name="minutes_count_from_one_or_more"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Phrase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("label", models.CharField(max_length=60, unique=True)),
                        ("text", models.TextField(max_length=1000)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["position", "label"],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        (
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("taking", "Being taken"),
                                    ("draft", "Being written up"),
                                    ("published", "Published as draft"),
                                    ("confirmed", "Confirmed and signed"),
                                ],
                                default="taking",
                                max_length=10,
                            ),
                        ),
                        (
                            "presiding",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.person",
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "quorum",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="The committee's quorum on the day, which a later change leaves as it was.",
                                null=True,
                            ),
                        ),
                        (
                            "began_at",
                            models.DateTimeField(blank=True, help_text="When the meeting itself began.", null=True),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, help_text="When the meeting itself ended.", null=True),
                        ),
                        (
                            "adjournments",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="When the meeting adjourned and resumed that day: pairs of times.",
                            ),
                        ),
                        (
                            "numbered_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="When the numbers were fixed: at first publication, for ever.",
                                null=True,
                            ),
                        ),
                        ("fair_record_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "fair_record_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "fair_record_for",
                            models.CharField(
                                blank=True, help_text="The proper officer whose act it is.", max_length=120
                            ),
                        ),
                        (
                            "invented_note",
                            models.CharField(
                                blank=True,
                                help_text="Printed with the minutes of a demonstration where they are invented.",
                                max_length=250,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "minutes",
                        "ordering": ["meeting"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("published", "confirmed")), _negated=True),
                                    ("numbered_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="published_minutes_have_their_numbers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("published", "confirmed")), _negated=True),
                                    models.Q(("ended_at__isnull", False), ("presiding__isnull", False)),
                                    _connector="OR",
                                ),
                                name="published_minutes_say_who_presided",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BusinessGround",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "minutes",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ground",
                                to="meetings.minutes",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("elsewhere", "It was on an agenda published otherwise than on this website"),
                                    ("not_published", "It was on no published agenda"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("words", models.CharField(max_length=500)),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True), name="a_ground_is_said_in_words"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="meetings.minutes",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minute",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveIntegerField(blank=True, null=True)),
                        ("heading", models.CharField(max_length=250)),
                        ("public_heading", models.CharField(blank=True, max_length=250)),
                        (
                            "access",
                            models.CharField(
                                choices=[("open", "Open"), ("exempt", "Exempt"), ("confidential", "Confidential")],
                                default="open",
                                max_length=15,
                            ),
                        ),
                        (
                            "paragraphs",
                            models.CharField(
                                blank=True, help_text="Schedule 12A paragraphs, joined by commas.", max_length=20
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=200000)),
                        ("public_summary", models.TextField(blank=True, max_length=20000)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("omitted", models.BooleanField(default=False)),
                        (
                            "taken",
                            models.BooleanField(
                                default=False, help_text="The item was taken, although no time of it is recorded."
                            ),
                        ),
                        (
                            "opened_at",
                            models.DateTimeField(blank=True, help_text="When the item was reached.", null=True),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, help_text="When it was done with.", null=True)),
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
                        (
                            "in_attendance",
                            models.ManyToManyField(blank=True, related_name="attended_for", to="meetings.attendee"),
                        ),
                    ],
                    options={
                        "ordering": ["minutes", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("minutes", "number"), name="a_number_is_given_once_in_a_set_of_minutes"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("heading", ""), _negated=True), name="a_minute_has_its_heading"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at__isnull", True),
                                    models.Q(("closed_at__gte", models.F("opened_at")), ("opened_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_item_is_closed_after_it_was_opened",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "exempt"), _negated=True),
                                    ("paragraphs__regex", "^[1-7](,[1-7])*$"),
                                    _connector="OR",
                                ),
                                name="an_exempt_minute_has_its_paragraphs",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("omitted", False), ("number__isnull", True), _connector="OR"),
                                name="what_has_no_minute_has_no_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendees",
                                to="meetings.minutes",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attended",
                                to="committee.person",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("role_label", models.CharField(blank=True, max_length=120)),
                        (
                            "body",
                            models.CharField(blank=True, help_text="Whom a guest speaks for: SSASPB.", max_length=120),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("member", "Member"),
                                    ("substitute", "Substitute"),
                                    ("co_optee", "Co-optee"),
                                    ("officer", "Officer"),
                                    ("other", "Also in attendance"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("voting", models.BooleanField(default=False)),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.person",
                            ),
                        ),
                        ("virtual", models.BooleanField(default=False)),
                        ("apologies", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["minutes", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("minutes", "person"), name="a_person_is_listed_once_at_a_meeting"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="an_attendee_has_a_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("capacity", "substitute"), ("replaces__isnull", False)),
                                    models.Q(
                                        models.Q(("capacity", "substitute"), _negated=True), ("replaces__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_substitute_replaces_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("voting", False),
                                    ("capacity__in", ("member", "substitute", "co_optee")),
                                    _connector="OR",
                                ),
                                name="only_those_of_the_committee_vote",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="presences",
                                to="meetings.attendee",
                            ),
                        ),
                        ("arrived_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "arrived_during",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.minute",
                            ),
                        ),
                        (
                            "left_during",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.minute",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, help_text="Why they left: declared an interest in item 5.", max_length=250
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["attendee", "arrived_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_at__isnull", True), ("left_at__gte", models.F("arrived_at")), _connector="OR"
                                ),
                                name="nobody_leaves_before_they_arrive",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("left_at__isnull", True)),
                                fields=("attendee",),
                                name="nobody_is_in_the_room_twice",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Declaration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="meetings.minutes",
                            ),
                        ),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="meetings.attendee",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="meetings.agendaitem",
                            ),
                        ),
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
                        (
                            "dispensation",
                            models.CharField(
                                blank=True, help_text="To speak, not to vote.", max_length=250, verbose_name="for what"
                            ),
                        ),
                        ("dispensed_by", models.CharField(blank=True, max_length=120, verbose_name="who granted it")),
                        ("dispensed_on", models.DateField(blank=True, null=True, verbose_name="when it was granted")),
                        ("left_room", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["minutes", "item__position", "made_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("dispensed_by", ""), ("dispensed_on__isnull", True)),
                                    models.Q(
                                        models.Q(("dispensed_by", ""), _negated=True), ("dispensed_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_dispensation_says_who_granted_it_and_when",
                            ),
                            models.UniqueConstraint(
                                fields=("attendee", "item"), name="an_interest_is_declared_once_an_item"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sensitive", True), models.Q(("nature", ""), _negated=True), _connector="OR"
                                ),
                                name="an_interest_that_is_not_sensitive_says_its_nature",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        (
                            "access",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("exempt", "Exempt"),
                                    ("confidential", "Confidential"),
                                    ("withheld", "Withheld"),
                                ],
                                default="open",
                                max_length=15,
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("title", models.CharField(max_length=250)),
                        (
                            "public_title",
                            models.CharField(
                                blank=True,
                                help_text="Shown to the public where the title gives too much away.",
                                max_length=250,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("report", "Report"),
                                    ("presentation", "Presentation"),
                                    ("minutes", "Minutes"),
                                    ("programme", "Work programme"),
                                    ("appendix", "Appendix"),
                                    ("other", "Other paper"),
                                ],
                                default="report",
                                max_length=15,
                            ),
                        ),
                        (
                            "open_version",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withheld_version",
                                to="meetings.paper",
                            ),
                        ),
                        (
                            "appendix_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appendices",
                                to="meetings.paper",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacement",
                                to="meetings.paper",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers_owned",
                                to="committee.person",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True)),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True, help_text="When its owner was last reminded by e-mail.", null=True
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("due", "Due"),
                                    ("to_follow", "To follow"),
                                    ("received", "Received"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="due",
                                max_length=15,
                            ),
                        ),
                        (
                            "late_reason",
                            models.CharField(
                                blank=True, help_text="Why it came after the agenda (R07).", max_length=500
                            ),
                        ),
                        (
                            "background_papers",
                            models.TextField(
                                blank=True,
                                help_text='The list s.100D asks for, one a line; "None" if there are none.',
                                max_length=4000,
                            ),
                        ),
                        (
                            "recommendations",
                            models.TextField(
                                blank=True,
                                help_text="What the report recommends, one recommendation a line, without letters.",
                                max_length=8000,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.paperfile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["item", "position", "pk"],
                        "constraints": [
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
                                name="an_exempt_paper_has_its_paragraphs_and_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "exempt"), _negated=True),
                                    models.Q(("paragraphs__contains", "3"), _negated=True),
                                    ("not_registrable", True),
                                    _connector="OR",
                                ),
                                name="paragraph_3_is_confirmed_not_registrable",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "confidential"), _negated=True),
                                    models.Q(("confidential_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_confidential_paper_says_what_forbids_disclosure",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "open"), _negated=True), ("paragraphs", ""), _connector="OR"
                                ),
                                name="an_open_paper_has_no_paragraphs",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("access", "withheld"), _negated=True),
                                    models.Q(("confidential_reason", ""), ("paragraphs", "")),
                                    _connector="OR",
                                ),
                                name="a_paper_without_grounds_has_none",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "received"), _negated=True),
                                    ("file__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_received_paper_has_its_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("due", "to_follow")), _negated=True),
                                    ("file__isnull", True),
                                    _connector="OR",
                                ),
                                name="a_missing_paper_has_no_file",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaces__isnull", True),
                                    models.Q(("late_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_corrected_paper_has_its_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="meetings.paper"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(help_text="1 for the first, 2 for its replacement ..."),
                        ),
                        (
                            "stored",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.storedfile"
                            ),
                        ),
                        ("original_name", models.CharField(max_length=250)),
                        ("pages", models.PositiveIntegerField()),
                        ("tagged", models.BooleanField()),
                        (
                            "ours",
                            models.BooleanField(
                                default=False, help_text="Written by the portal itself, so it must be tagged (R51)."
                            ),
                        ),
                        ("has_text", models.BooleanField(default=True)),
                        ("fonts_embedded", models.BooleanField(default=True)),
                        ("language", models.CharField(blank=True, max_length=20)),
                        (
                            "silent_pages",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="Numbers of its pages that hold pictures only, no words (1 is the first).",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                help_text="The HTML that the portal printed it from, so that it can be printed larger.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        (
                            "fingerprint",
                            models.BinaryField(
                                blank=True,
                                default=b"",
                                help_text="What the leak gate knows a file by (see packs/fingerprint.py); never its words.",
                            ),
                        ),
                        (
                            "cleaned",
                            models.JSONField(blank=True, default=list, help_text="What was taken out, in sentences."),
                        ),
                        (
                            "notes",
                            models.JSONField(
                                blank=True, default=list, help_text="What readers will miss, in sentences."
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        (
                            "received_by",
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
                        "ordering": ["paper", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("paper", "number"), name="a_papers_files_are_numbered")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PageText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="meetings.paperfile",
                            ),
                        ),
                        ("page", models.PositiveIntegerField(help_text="Of the file itself: 1 is its first page.")),
                        ("text", models.TextField(max_length=20000)),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["file", "page"],
                        "constraints": [
                            models.UniqueConstraint(fields=("file", "page"), name="a_page_has_one_text_version"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("text", ""), _negated=True), ("page__gte", 1)),
                                name="a_text_version_has_words_and_a_page",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedToKnow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="meetings.paper"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="committee.person",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        ("granted_at", models.DateTimeField()),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("acting_for", models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("paper", "person"), name="one_grant_a_person_a_paper"),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="a_grant_has_its_reason"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeaveToOpen",
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
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="leaves", to="meetings.paper"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="meetings.paperfile",
                            ),
                        ),
                        (
                            "like",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="meetings.paperfile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="a_leave_to_open_has_its_reason"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Resolution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "minute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolutions",
                                to="meetings.minute",
                            ),
                        ),
                        (
                            "amends",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amendments",
                                to="meetings.resolution",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        (
                            "mover",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved",
                                to="meetings.attendee",
                            ),
                        ),
                        (
                            "seconder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seconded",
                                to="meetings.attendee",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("assent", "Without a vote"),
                                    ("hands", "Show of hands"),
                                    ("recorded", "Recorded vote"),
                                ],
                                default="assent",
                                max_length=10,
                            ),
                        ),
                        ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("abstentions", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "casting",
                            models.CharField(
                                blank=True,
                                choices=[("for", "For"), ("against", "Against"), ("declined", "Not given")],
                                max_length=10,
                            ),
                        ),
                        (
                            "presided",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.person",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("pending", "Not yet put"),
                                    ("carried", "Carried"),
                                    ("lost", "Lost"),
                                    ("undetermined", "Not determined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("amended", "As moved"),
                                ],
                                default="pending",
                                max_length=12,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["minute", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result__in", ("pending", "withdrawn")),
                                    ("decided_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_decision_has_its_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("casting", ""), ("votes_for", models.F("votes_against")), _connector="OR"
                                ),
                                name="a_casting_vote_needs_a_tie",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("method", "assent"),
                                        ("votes_against__isnull", True),
                                        ("votes_for__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("method", "assent"), _negated=True),
                                        ("votes_against__isnull", False),
                                        ("votes_for__isnull", False),
                                    ),
                                    ("result__in", ("pending", "withdrawn")),
                                    _connector="OR",
                                ),
                                name="a_vote_has_its_count",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result__in", ("carried", "lost")), _negated=True),
                                    ("votes_for__isnull", True),
                                    models.Q(("votes_for", models.F("votes_against")), _negated=True),
                                    ("casting__in", ("for", "against")),
                                    _connector="OR",
                                ),
                                name="a_tie_is_decided_by_the_casting_vote_alone",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Limb",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "resolution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="limbs",
                                to="meetings.resolution",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(max_length=4000)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("noted", "Noted"),
                                    ("received", "Received"),
                                    ("endorsed", "Endorsed or welcomed"),
                                    ("agreed", "Agreed or approved"),
                                    ("information", "Asked for information"),
                                    ("action", "Asked for action"),
                                    ("referred", "Referred"),
                                    ("recommended", "Recommended to"),
                                    ("deferred", "Deferred"),
                                    ("withdrawn", "Withdrawn"),
                                    ("confirmed", "Minutes confirmed"),
                                    ("exclusion", "Public excluded"),
                                    ("deleted", "Deleted"),
                                ],
                                default="noted",
                                max_length=12,
                            ),
                        ),
                        ("recommended", models.TextField(blank=True, max_length=4000)),
                        (
                            "asked_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="limbs_asking",
                                to="committee.person",
                            ),
                        ),
                        (
                            "asked_body",
                            models.CharField(
                                blank=True, help_text="Where it is no person of the register.", max_length=120
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["resolution", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="a_limb_has_its_words"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "resolution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="votes",
                                to="meetings.resolution",
                            ),
                        ),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="votes",
                                to="meetings.attendee",
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                choices=[("for", "For"), ("against", "Against"), ("abstained", "Abstained")],
                                max_length=10,
                            ),
                        ),
                        ("demanded", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["resolution", "attendee"],
                        "constraints": [
                            models.UniqueConstraint(fields=("resolution", "attendee"), name="nobody_votes_twice")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exclusion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "resolution",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exclusion",
                                to="meetings.resolution",
                            ),
                        ),
                        ("readmitted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ExcludedItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "exclusion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="excluded",
                                to="meetings.exclusion",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="excluded_by",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("paragraphs", models.CharField(max_length=20)),
                    ],
                    options={
                        "ordering": ["exclusion", "item__position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("exclusion", "item"), name="an_exclusion_names_an_item_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("paragraphs__regex", "^[1-7](,[1-7])*$")),
                                name="an_exclusion_states_its_paragraphs",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Action",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "limb",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action",
                                to="meetings.limb",
                            ),
                        ),
                        (
                            "declaration",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action",
                                to="meetings.declaration",
                            ),
                        ),
                        (
                            "asked_in",
                            models.CharField(
                                blank=True,
                                help_text="Where it was asked, if neither by a limb nor after a declaration.",
                                max_length=300,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                help_text="The item of the agenda of which it was asked elsewhere: what its minute withholds is withheld here.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="actions_beside",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("text", models.TextField(max_length=4000)),
                        ("withheld", models.BooleanField(default=False, help_text="Never shown to the public.")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="committee.person",
                            ),
                        ),
                        ("owner_body", models.CharField(blank=True, max_length=120)),
                        (
                            "owner_since",
                            models.DateField(
                                blank=True,
                                help_text="On which day its present owner was asked; empty while nobody was.",
                                null=True,
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Not answered yet"),
                                    ("answered", "Answered, to be reported"),
                                    ("closed", "Closed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "evidence",
                            models.CharField(blank=True, help_text="What shows that it was done.", max_length=1000),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asked_in", ""), ("declaration__isnull", True), ("limb__isnull", False)),
                                    models.Q(("asked_in", ""), ("declaration__isnull", False), ("limb__isnull", True)),
                                    models.Q(
                                        ("declaration__isnull", True),
                                        ("limb__isnull", True),
                                        models.Q(("asked_in", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_action_was_asked_in_one_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("item__isnull", True), models.Q(("asked_in", ""), _negated=True), _connector="OR"
                                ),
                                name="an_action_of_an_item_was_asked_elsewhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        models.Q(("evidence", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_closed_action_has_its_evidence",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="meetings.action",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=10000)),
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
                        ("document_title", models.CharField(blank=True, max_length=250)),
                        ("pages", models.PositiveIntegerField(default=0)),
                        ("tagged", models.BooleanField(default=False)),
                        ("withheld", models.BooleanField(default=False, help_text="For members alone.")),
                        ("answered_at", models.DateTimeField()),
                        (
                            "answered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reported_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers_reported",
                                to="meetings.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["answered_at", "pk"],
                        "indexes": [models.Index(fields=["-answered_at", "-id"], name="answers_latest_first")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True), ("stored__isnull", False), _connector="OR"
                                ),
                                name="an_answer_has_words_or_a_document",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stored__isnull", True),
                                    models.Q(("document_title", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_answers_document_has_a_title",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="meetings.action",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                        ("failure", models.CharField(blank=True, max_length=250)),
                    ],
                    options={
                        "ordering": ["-sent_at"],
                    },
                ),
                migrations.CreateModel(
                    name="AbsenceApproval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absences_approved",
                                to="committee.person",
                            ),
                        ),
                        ("approved_on", models.DateField()),
                        ("until", models.DateField(help_text="The last day that the approval covers.")),
                        ("reason", models.CharField(max_length=250)),
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
                        "ordering": ["person", "approved_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("approved_on"))),
                                name="an_approval_covers_days_to_come",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceElsewhere",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances_elsewhere",
                                to="committee.person",
                            ),
                        ),
                        ("body", models.CharField(max_length=120)),
                        (
                            "counts_as",
                            models.CharField(
                                choices=[
                                    (
                                        "functions",
                                        "A joint committee, or another body that discharges functions of the council",
                                    ),
                                    ("outside", "An outside body on which they represent the council"),
                                ],
                                max_length=10,
                                verbose_name="what the body is",
                            ),
                        ),
                        ("attended_on", models.DateField()),
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
                        "verbose_name_plural": "attendances elsewhere",
                        "ordering": ["-attended_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("body", ""), _negated=True),
                                name="an_attendance_elsewhere_names_its_body",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "body", "attended_on"),
                                name="an_attendance_elsewhere_is_recorded_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BackgroundDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="background_documents",
                                to="meetings.paper",
                            ),
                        ),
                        ("title", models.CharField(max_length=250)),
                        (
                            "stored",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.storedfile"
                            ),
                        ),
                        (
                            "fingerprint",
                            models.BinaryField(
                                blank=True,
                                default=b"",
                                help_text="What the leak gate knows it by once its paper is withheld (see packs/fingerprint.py).",
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="a_background_document_has_a_title",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendancePlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitute_requests",
                                to="committee.person",
                            ),
                        ),
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
                    ],
                    options={
                        "ordering": ["meeting", "person__surname", "person__forename", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "person"), name="a_member_has_one_plan_a_meeting"
                            ),
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
                migrations.CreateModel(
                    name="Breach",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "declaration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="breaches",
                                to="meetings.declaration",
                            ),
                        ),
                        (
                            "resolution",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="breaches",
                                to="meetings.resolution",
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                blank=True,
                                choices=[("for", "For"), ("against", "Against"), ("abstained", "Abstained")],
                                max_length=10,
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="breaches",
                                to="meetings.action",
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
                        "verbose_name_plural": "breaches",
                        "ordering": ["declaration", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("choice", ""), ("resolution__isnull", True)),
                                    models.Q(("choice__in", ("for", "against")), ("resolution__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_vote_in_breach_says_how",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("resolution__isnull", False)),
                                fields=("declaration", "resolution"),
                                name="nobody_votes_twice_in_breach",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("resolution__isnull", True)),
                                fields=("declaration",),
                                name="a_speech_in_breach_is_recorded_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("is_down", models.BooleanField(default=False, editable=False)),
                        (
                            "minutes",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="meetings.minutes",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("circulated", "Draft for comment"),
                                    ("decisions", "Note of decisions"),
                                    ("draft", "Draft, subject to confirmation"),
                                    ("confirmed", "Confirmed minutes"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("document", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("change_note", models.CharField(blank=True, max_length=500)),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "public_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        (
                            "members_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["minutes", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("minutes", "number"), name="versions_of_minutes_are_numbered"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Circulation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circulation",
                                to="meetings.minutesversion",
                            ),
                        ),
                        ("comments_by", models.DateField()),
                        ("message", models.TextField(blank=True, max_length=2000)),
                        ("sent_at", models.DateTimeField()),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sent_to", models.ManyToManyField(related_name="circulations", to="committee.person")),
                    ],
                    options={
                        "ordering": ["-sent_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "circulation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="meetings.circulation",
                            ),
                        ),
                        (
                            "minute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="meetings.minute",
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
                        ("quoted", models.CharField(blank=True, help_text="The words it is about.", max_length=500)),
                        ("text", models.TextField(max_length=4000)),
                        ("made_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "To be answered"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("reply", models.CharField(blank=True, max_length=1000)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
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
                        "ordering": ["minute__position", "made_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="a_comment_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answered_comment_says_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "minute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="meetings.minute",
                            ),
                        ),
                        ("old_words", models.CharField(max_length=1000)),
                        ("new_words", models.CharField(max_length=1000)),
                        (
                            "agreed_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections_agreed",
                                to="meetings.meeting",
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
                        "ordering": ["minute__position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("old_words", ""), _negated=True),
                                    models.Q(("old_words", models.F("new_words")), _negated=True),
                                ),
                                name="a_correction_changes_words",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Confirmation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "minutes",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmation",
                                to="meetings.minutes",
                            ),
                        ),
                        (
                            "confirmed_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmed",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "resolution",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirms",
                                to="meetings.resolution",
                            ),
                        ),
                        (
                            "presided",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.person"
                            ),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmation",
                                to="meetings.minutesversion",
                            ),
                        ),
                        (
                            "signed_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signed",
                                to="meetings.meeting",
                            ),
                        ),
                        ("signed_at", models.DateTimeField()),
                        ("on_paper", models.BooleanField(default=False)),
                        (
                            "sealed",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        (
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("on_paper", True), ("sealed__isnull", False), _connector="OR"),
                                name="minutes_are_signed_on_paper_or_sealed",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="packs", to="meetings.meeting"
                            ),
                        ),
                        (
                            "edition",
                            models.CharField(
                                choices=[
                                    ("public", "Public edition"),
                                    ("members", "Members’ edition"),
                                    ("draft", "Draft for preview"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("supplement", models.PositiveSmallIntegerField(default=0)),
                        (
                            "stored",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.storedfile"
                            ),
                        ),
                        (
                            "plan_key",
                            models.CharField(
                                help_text="Hash of everything it was made from: tells whether it is stale.",
                                max_length=64,
                            ),
                        ),
                        (
                            "pages",
                            models.PositiveIntegerField(help_text="All pages of the file, the front sheet's included."),
                        ),
                        (
                            "first_page",
                            models.PositiveIntegerField(help_text="The first stamped number; 1 in a main pack."),
                        ),
                        (
                            "last_page",
                            models.PositiveIntegerField(
                                help_text="The last stamped number; first_page - 1 where nothing is stamped."
                            ),
                        ),
                        ("manifest", models.JSONField(default=list)),
                        ("untagged", models.JSONField(default=list, help_text="Titles of parts that are not tagged.")),
                        (
                            "large_print",
                            models.BooleanField(
                                default=False, help_text="Set in 18 point, with only what the portal wrote."
                            ),
                        ),
                        (
                            "reader_slots",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="Where a reader's name goes in (see packs/watermark.py).",
                            ),
                        ),
                        (
                            "verdict",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="What the check of its file found (see packs/builds/verdict.py).",
                            ),
                        ),
                        ("built_at", models.DateTimeField()),
                        ("seconds", models.FloatField()),
                        (
                            "emptied",
                            models.BooleanField(
                                default=False,
                                help_text="What it holds was taken down, and it has not been made again: it is sent to nobody.",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-built_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("edition__in", ["public", "members", "draft"])),
                                name="a_pack_is_of_a_known_edition",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PackBuild",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="builds",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "edition",
                            models.CharField(
                                choices=[
                                    ("public", "Public edition"),
                                    ("members", "Members’ edition"),
                                    ("draft", "Draft for preview"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("supplement", models.PositiveSmallIntegerField(default=0)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting"),
                                    ("running", "Building"),
                                    ("done", "Built"),
                                    ("failed", "Failed"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("large_print", models.BooleanField(default=False)),
                        (
                            "step",
                            models.CharField(
                                blank=True, help_text="What it is at: Item 4, Young Carers.", max_length=250
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("error", models.CharField(blank=True, max_length=500)),
                        (
                            "pack",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="builds",
                                to="meetings.pack",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("requested_at", models.DateTimeField()),
                        ("heartbeat", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_failed_build_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True), ("pack__isnull", False), _connector="OR"
                                ),
                                name="a_done_build_has_its_pack",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="meetings.meeting",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first", "First publication"),
                                    ("supplement", "Supplement"),
                                    ("added", "Item added in time"),
                                    ("urgent", "Urgent item"),
                                    ("withdrawal", "Item withdrawn"),
                                    ("correction", "Correction"),
                                    ("rearranged", "Meeting re-arranged"),
                                    ("cancelled", "Meeting cancelled"),
                                    ("reinstated", "Meeting to be held after all"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("change_note", models.CharField(blank=True, max_length=500)),
                        ("published_at", models.DateTimeField()),
                        (
                            "published_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "acting_for",
                            models.CharField(
                                blank=True, help_text="The proper officer whose act it is in law.", max_length=200
                            ),
                        ),
                        ("snapshot", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("supplement", models.PositiveSmallIntegerField(default=0)),
                        (
                            "public_pack",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.pack",
                            ),
                        ),
                        (
                            "members_pack",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.pack",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting", "number"],
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("published_at"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="agendas_by_publication",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "number"), name="versions_of_an_agenda_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "first"), models.Q(("change_note", ""), _negated=True), _connector="OR"
                                ),
                                name="a_later_version_says_what_changed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedPaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="meetings.agendaversion",
                            ),
                        ),
                        (
                            "paper_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="published",
                                to="meetings.paperfile",
                            ),
                        ),
                        ("item_number", models.PositiveSmallIntegerField()),
                        (
                            "access",
                            models.CharField(
                                choices=[("open", "Open"), ("exempt", "Exempt"), ("confidential", "Confidential")],
                                max_length=15,
                            ),
                        ),
                        ("title", models.CharField(max_length=250)),
                        ("first_page", models.PositiveIntegerField(blank=True, null=True)),
                        ("last_page", models.PositiveIntegerField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["version", "first_page", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "paper_file"), name="a_version_publishes_a_file_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificate",
                                to="meetings.agendaversion",
                            ),
                        ),
                        ("website_at", models.DateTimeField()),
                        ("posted_by", models.CharField(blank=True, max_length=120)),
                        ("posted_at", models.DateTimeField(blank=True, null=True)),
                        ("posted_where", models.CharField(blank=True, max_length=200)),
                        ("inspection_by", models.CharField(blank=True, max_length=120)),
                        ("inspection_at", models.DateTimeField(blank=True, null=True)),
                        ("inspection_where", models.CharField(blank=True, max_length=200)),
                        ("count", models.JSONField(default=dict)),
                        ("opened", models.JSONField(blank=True, default=list)),
                        (
                            "completed_by",
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
                                    ("posted_at__isnull", True),
                                    models.Q(
                                        models.Q(("posted_by", ""), _negated=True),
                                        models.Q(("posted_where", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_posted_notice_names_who_and_where",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SentNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="meetings.agendaversion",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "edition",
                            models.CharField(
                                choices=[
                                    ("public", "Public edition"),
                                    ("members", "Members’ edition"),
                                    ("draft", "Draft for preview"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                        ("failure", models.CharField(blank=True, max_length=250)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "user"), name="one_notice_a_user_a_version")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MemberNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.meeting"
                            ),
                        ),
                        (
                            "paper_file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.paperfile"
                            ),
                        ),
                        ("page", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("secret", models.BinaryField()),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("made_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("unreadable_since", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["paper_file", "page", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("author", "key"), name="a_members_notes_have_keys_of_their_own"
                            ),
                            models.CheckConstraint(condition=models.Q(("page__gte", 1)), name="a_note_is_on_a_page"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoteReader",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readers",
                                to="meetings.membernote",
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("shared_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("note", "reader"), name="a_note_is_shared_once_with_a_member"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NotesKept",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "member",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("months", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("months__in", (0, 1, 3, 12))),
                                name="notes_are_kept_for_a_time_that_is_offered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrivateNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="private_notices",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="private_notices",
                                to="meetings.agendaitem",
                            ),
                        ),
                        ("matter", models.CharField(max_length=250, verbose_name="what is to be heard in private")),
                        ("reasons", models.TextField(max_length=2000, verbose_name="why it is to be heard in private")),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("first_published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "first_published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "may_meet_from",
                            models.DateField(
                                blank=True, help_text="28 clear days on, by the reading of its day.", null=True
                            ),
                        ),
                        (
                            "representations",
                            models.TextField(blank=True, max_length=4000, verbose_name="representations received"),
                        ),
                        ("response", models.TextField(blank=True, max_length=4000, verbose_name="response to them")),
                        ("second_published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "second_published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.person",
                            ),
                        ),
                        (
                            "agreed_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("scrutiny", "Chairman of the overview and scrutiny committee"),
                                    ("council", "Chairman of the Council"),
                                    ("vice", "Vice-Chairman of the Council"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("agreed_on", models.DateField(blank=True, null=True)),
                        (
                            "agreed_reasons",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it cannot reasonably be deferred"
                            ),
                        ),
                        (
                            "agreement_struck_on",
                            models.DateField(
                                blank=True,
                                help_text="When it was found that the agreement had been recorded by mistake.",
                                null=True,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "ordering": ["meeting__date", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("matter", ""), _negated=True), models.Q(("reasons", ""), _negated=True)
                                ),
                                name="a_private_notice_says_what_is_private_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("first_published_at__isnull", True),
                                        ("first_published_by__isnull", True),
                                        ("may_meet_from__isnull", True),
                                    ),
                                    models.Q(
                                        ("first_published_at__isnull", False),
                                        ("first_published_by__isnull", False),
                                        ("may_meet_from__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_first_notice_has_its_publisher_and_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("second_published_at__isnull", True), ("second_published_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("first_published_at__isnull", False),
                                        ("second_published_at__isnull", False),
                                        ("second_published_by__isnull", False),
                                        models.Q(("representations", ""), _negated=True),
                                        models.Q(("response", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_second_notice_follows_the_first_with_the_response",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("agreed_as", ""),
                                        ("agreed_by__isnull", True),
                                        ("agreed_on__isnull", True),
                                        ("agreed_reasons", ""),
                                    ),
                                    models.Q(
                                        ("agreed_by__isnull", False),
                                        ("agreed_on__isnull", False),
                                        models.Q(("agreed_as", ""), _negated=True),
                                        models.Q(("agreed_reasons", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_agreement_to_meet_in_private_has_its_reasons",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreement_struck_on__isnull", True), ("agreed_on__isnull", False), _connector="OR"
                                ),
                                name="an_agreement_that_is_struck_was_published",
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
                                name="a_withdrawn_private_notice_has_its_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("item",),
                                name="an_item_has_one_private_notice",
                                violation_error_message="Another notice is for that item.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadingMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.paperfile"
                            ),
                        ),
                        ("page", models.PositiveIntegerField(default=1)),
                        ("is_read", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "file"), name="a_reader_has_one_mark_in_a_file"),
                            models.CheckConstraint(
                                condition=models.Q(("page__gte", 1)), name="a_reading_mark_is_on_a_page"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recordings",
                                to="meetings.meeting",
                            ),
                        ),
                        ("address", models.URLField(max_length=500, verbose_name="web address")),
                        ("title", models.CharField(max_length=150)),
                        ("starts_at", models.DateTimeField(verbose_name="start of the recording")),
                        ("kept_until", models.DateField(verbose_name="kept until")),
                        ("is_draft", models.BooleanField(default=False, verbose_name="draft")),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("removed_reason", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "ordering": ["starts_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("address__startswith", "https://")),
                                name="a_recording_is_linked_by_https",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="a_recording_has_its_title"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("removed_at__isnull", True), ("removed_reason", "")),
                                    models.Q(
                                        ("removed_at__isnull", False), models.Q(("removed_reason", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_recording_is_withdrawn_with_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("meeting", "address"),
                                name="a_recording_is_listed_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SpokenPassage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "recording",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passages",
                                to="meetings.recording",
                            ),
                        ),
                        ("begins", models.PositiveIntegerField()),
                        ("ends", models.PositiveIntegerField()),
                        ("text", models.TextField(max_length=20000)),
                    ],
                    options={
                        "ordering": ["recording", "begins", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gte", models.F("begins"))),
                                name="a_passage_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="a_passage_has_words"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
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
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="meetings.paper"
                            ),
                        ),
                        (
                            "handed_in_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "checking"])),
                                fields=("paper",),
                                name="one_file_of_a_paper_is_checked_at_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_refused_file_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["waiting", "checking"]), _negated=True),
                                    ("original__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_undecided_file_has_its_original",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DroppedFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dropped_files",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "original",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.storedfile"
                            ),
                        ),
                        ("filename", models.CharField(max_length=250)),
                        ("size", models.PositiveBigIntegerField(help_text="In bytes.")),
                        (
                            "dropped_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("dropped_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Conversion",
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
                                to="meetings.paperfile",
                            ),
                        ),
                        ("original_name", models.CharField(max_length=250)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_conversion_is_accepted_by_somebody_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WithheldPage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=20)),
                        ("unit", models.BigIntegerField()),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.paperfile"
                            ),
                        ),
                        ("page", models.PositiveIntegerField()),
                        ("day", models.DateField()),
                        ("text", models.TextField(blank=True)),
                        ("title_stems", models.TextField(blank=True)),
                        ("text_stems", models.TextField(blank=True)),
                        ("digest", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["-day", "-file", "page"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "digest"), name="a_withheld_page_is_indexed_once")
                        ],
                    },
                ),
            ],
        ),
    ]

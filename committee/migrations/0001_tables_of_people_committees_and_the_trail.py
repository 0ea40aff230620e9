"""The tables of the ground floor: people, committees and the register, sign-ins, stored files, and the trail."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from committee.database.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("size", models.PositiveBigIntegerField(help_text="Bytes.")),
                        ("content_type", models.CharField(default="application/pdf", max_length=80)),
                        ("kept_since", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                                name="stored_file_is_named_by_its_hash",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OldAddress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("host", models.CharField(max_length=253)),
                        (
                            "path",
                            models.CharField(
                                help_text="With its parameters, sorted.", max_length=600, verbose_name="old address"
                            ),
                        ),
                        ("target", models.CharField(max_length=600, verbose_name="page of the portal")),
                    ],
                    options={
                        "verbose_name_plural": "old addresses",
                        "ordering": ["host", "path"],
                        "constraints": [
                            models.UniqueConstraint(fields=("host", "path"), name="an_old_address_leads_to_one_page"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("host", ""), _negated=True), ("path__startswith", "/")),
                                name="an_old_address_has_a_host_and_a_path",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("target__startswith", "/"),
                                    models.Q(("target__startswith", "//"), _negated=True),
                                    models.Q(("target__contains", "\\"), _negated=True),
                                    models.Q(("target__contains", ":"), _negated=True),
                                ),
                                name="an_old_address_leads_to_a_page_of_the_portal",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Council",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="In full, for example Borsetshire County Council.", max_length=120
                            ),
                        ),
                        ("short_name", models.CharField(max_length=60)),
                        (
                            "crest",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        (
                            "crest_png",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        (
                            "brand_colour",
                            models.CharField(
                                default="#1d4f5e",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-fA-F]{6}$",
                                        "Give a colour as # and six hexadecimal digits, for example #1d5b4f.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "brand_text_colour",
                            models.CharField(
                                default="#ffffff",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-fA-F]{6}$",
                                        "Give a colour as # and six hexadecimal digits, for example #1d5b4f.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "link_colour",
                            models.CharField(
                                default="#1a5f8a",
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-fA-F]{6}$",
                                        "Give a colour as # and six hexadecimal digits, for example #1d5b4f.",
                                    )
                                ],
                            ),
                        ),
                        ("website", models.URLField(blank=True)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("telephone", models.CharField(blank=True, max_length=30)),
                        ("address", models.TextField(blank=True, max_length=300)),
                        (
                            "offices",
                            models.CharField(
                                help_text="Where notices are posted and papers are open to inspection (LGA 1972 s.100A(6), 100B).",
                                max_length=200,
                            ),
                        ),
                        (
                            "opening_hours",
                            models.CharField(
                                blank=True, help_text="When papers can be inspected there.", max_length=120
                            ),
                        ),
                        (
                            "filming_notice",
                            models.TextField(
                                blank=True, help_text="Printed on the front sheet and shown on the filming page."
                            ),
                        ),
                        ("recording_kept_months", models.PositiveSmallIntegerField(default=12)),
                        (
                            "complaints_kept_months",
                            models.PositiveSmallIntegerField(
                                default=24,
                                help_text="How long after its outcome a complaint about personal data is kept.",
                            ),
                        ),
                        (
                            "statement_prepared_on",
                            models.DateField(
                                blank=True, help_text="The accessibility statement: SI 2018/952 reg 8.", null=True
                            ),
                        ),
                        ("statement_reviewed_on", models.DateField(blank=True, null=True)),
                        (
                            "accessibility_testing",
                            models.TextField(
                                blank=True,
                                help_text="When, by whom and how these pages were tested, as the statement says.",
                                max_length=2000,
                            ),
                        ),
                        (
                            "demonstration_notice",
                            models.TextField(
                                blank=True,
                                help_text="Only in a demonstration: says on every page and pack that it is not the council's own.",
                            ),
                        ),
                        (
                            "duplex_padding",
                            models.BooleanField(
                                default=True,
                                help_text="Each item begins on an odd page, so that packs print on both sides.",
                            ),
                        ),
                        (
                            "stamp_agenda_item",
                            models.BooleanField(
                                default=False,
                                help_text="The first page of each item's papers bears its number, as “Agenda item 4”.",
                            ),
                        ),
                        (
                            "withheld_papers",
                            models.CharField(
                                choices=[
                                    ("last", "Bound last in the members’ pack and left out of the public one"),
                                    (
                                        "holders",
                                        "Bound with their item; the public pack has holder pages in their place",
                                    ),
                                ],
                                default="last",
                                help_text="What the public pack shows in place of papers that are not for publication.",
                                max_length=10,
                            ),
                        ),
                        (
                            "co_optees_read",
                            models.BooleanField(
                                default=False,
                                help_text="Co-optees read the exempt and confidential papers of their committees.",
                            ),
                        ),
                        (
                            "exempt_on_devices",
                            models.BooleanField(
                                default=False,
                                help_text="Members may keep exempt papers on their own devices, encrypted.",
                            ),
                        ),
                        (
                            "watermark_members",
                            models.BooleanField(
                                default=False, help_text="Each member's copy of a pack bears their name on every page."
                            ),
                        ),
                        (
                            "resolution_word",
                            models.CharField(
                                choices=[("RESOLVED", "RESOLVED"), ("Resolved", "Resolved"), ("AGREED", "AGREED")],
                                default="RESOLVED",
                                max_length=10,
                            ),
                        ),
                        (
                            "resolution_mark",
                            models.CharField(
                                choices=[
                                    (":", "a colon (RESOLVED: That)"),
                                    (":-", "a colon and a dash (RESOLVED:- That)"),
                                    (" –", "a dash (RESOLVED – That)"),
                                ],
                                default=":",
                                max_length=2,
                            ),
                        ),
                        (
                            "limb_style",
                            models.CharField(
                                choices=[("a)", "a)  b)  c)"), ("(a)", "(a)  (b)  (c)"), ("1.", "1.  2.  3.")],
                                default="a)",
                                max_length=3,
                            ),
                        ),
                        (
                            "presiding",
                            models.CharField(
                                choices=[("Chairman", "Chairman"), ("Chair", "Chair"), ("Chairperson", "Chairperson")],
                                default="Chairman",
                                help_text="Who presides.",
                                max_length=12,
                            ),
                        ),
                        (
                            "member_title",
                            models.CharField(
                                choices=[
                                    ("Councillor", "Councillor Bob Spencer"),
                                    ("Cllr", "Cllr Bob Spencer"),
                                    ("name", "Bob Spencer"),
                                ],
                                default="Councillor",
                                max_length=12,
                            ),
                        ),
                        (
                            "date_style",
                            models.CharField(
                                choices=[
                                    ("plain", "Monday 10 January 2022"),
                                    ("comma", "Monday, 10 January 2022"),
                                    ("ordinal", "Monday 10th January 2022"),
                                    ("ordinal_comma", "Monday, 10th January, 2022"),
                                ],
                                default="plain",
                                max_length=20,
                            ),
                        ),
                        (
                            "time_style",
                            models.CharField(
                                choices=[
                                    ("24", "10:00 and 14:30"),
                                    ("dot_space", "10.00 am and 2.30 pm"),
                                    ("dot", "10.00am and 2.30pm"),
                                    ("short", "10am and 2.30pm"),
                                ],
                                default="24",
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("pk", 1)), name="council_is_one"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("statement_reviewed_on__isnull", True),
                                    models.Q(
                                        ("statement_prepared_on__isnull", False),
                                        ("statement_reviewed_on__gte", models.F("statement_prepared_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_statement_is_reviewed_after_it_was_prepared",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True)),
                        ("name", models.CharField(max_length=80)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("closure", "Council offices closed"),
                                    ("proclaimed", "Proclaimed bank holiday"),
                                ],
                                default="closure",
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["day"],
                    },
                ),
                migrations.CreateModel(
                    name="MunicipalYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts", models.DateField(unique=True)),
                        ("ends", models.DateField()),
                        (
                            "is_draft",
                            models.BooleanField(
                                default=True,
                                editable=False,
                                help_text="Its meetings are seen at the desk alone until its calendar of meetings is published.",
                                verbose_name="the calendar is a draft",
                            ),
                        ),
                        (
                            "published_on",
                            models.DateField(
                                editable=False,
                                help_text="When its calendar of meetings was published; empty for one that never was a draft.",
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))),
                                name="municipal_year_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Venue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As printed: Oak Room, County Buildings, Stafford.",
                                max_length=120,
                                unique=True,
                            ),
                        ),
                        ("address", models.TextField(blank=True, max_length=300)),
                        (
                            "is_council_offices",
                            models.BooleanField(
                                default=True,
                                help_text="If not, the notice must also be posted at the premises for a joint committee (LGA 1972 s.100E(2)).",
                            ),
                        ),
                        (
                            "access_notes",
                            models.TextField(blank=True, help_text="Step-free access, hearing loop, parking."),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                blank=True, help_text="Printed before the name where used: Rev Preb.", max_length=40
                            ),
                        ),
                        ("forename", models.CharField(max_length=60)),
                        ("surname", models.CharField(max_length=60)),
                        (
                            "honours",
                            models.CharField(blank=True, help_text="Printed after the name: MBE.", max_length=40),
                        ),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        (
                            "photograph",
                            models.ForeignKey(
                                blank=True,
                                help_text="Shown on public pages of who holds or held a seat.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.storedfile",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True,
                                help_text="Published address for residents; not the address of a sign-in.",
                                max_length=254,
                            ),
                        ),
                        (
                            "surgeries",
                            models.TextField(
                                blank=True,
                                help_text="When and where residents can meet the councillor.",
                                max_length=1000,
                            ),
                        ),
                        (
                            "is_invented",
                            models.BooleanField(default=False, help_text="A fictitious person of the demonstration."),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "people",
                        "ordering": ["surname", "forename"],
                    },
                ),
                migrations.CreateModel(
                    name="Division",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True)),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="PoliticalGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True)),
                        ("short_name", models.CharField(blank=True, max_length=20)),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Term",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="committee.person"
                            ),
                        ),
                        (
                            "division",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="committee.division",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="committee_term_ends_after_it_begins",
                                violation_error_message="The last day must not be before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMembership",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="group_memberships",
                                to="committee.person",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="committee.politicalgroup",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="committee_groupmembership_ends_after_it_begins",
                                violation_error_message="The last day must not be before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="committee.person"
                            ),
                        ),
                        ("title", models.CharField(help_text="Director of Corporate Services", max_length=120)),
                        (
                            "is_proper_officer",
                            models.BooleanField(
                                default=False,
                                help_text="Signs agendas and notices for the council (LGA 1972 s.270(3)).",
                            ),
                        ),
                        (
                            "is_monitoring_officer",
                            models.BooleanField(default=False, help_text="Local Government and Housing Act 1989 s.5."),
                        ),
                    ],
                    options={
                        "ordering": ["since"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="committee_post_ends_after_it_begins",
                                violation_error_message="The last day must not be before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        (
                            "person",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="user",
                                to="committee.person",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False, help_text="A sign-in of the demonstration: works in demo mode only."
                            ),
                        ),
                        ("joined", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                        (
                            "desk_committees",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Whose business the desk shows them first; none: every committee's. It gives no right and takes none.",
                                related_name="+",
                                to="committee.committee",
                                verbose_name="my committees",
                            ),
                        ),
                        (
                            "limited_to",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The committees whose business a clerk may do; none: every committee’s. An administrator says so.",
                                related_name="+",
                                to="committee.committee",
                                verbose_name="limited to",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"), name="one_user_an_email_in_any_case"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleGrant",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="role_grants",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("clerk", "Clerk"),
                                    ("officer", "Officer"),
                                    ("scrutiny_officer", "Scrutiny officer"),
                                    ("proper_officer", "Proper officer"),
                                    ("monitoring_officer", "Monitoring officer"),
                                    ("administrator", "Administrator"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "at_once",
                            models.BooleanField(default=False, help_text="It ended in the course of its last day."),
                        ),
                    ],
                    options={
                        "ordering": ["user", "role"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="committee_rolegrant_ends_after_it_begins",
                                violation_error_message="The last day must not be before the first.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("at_once", False)),
                                fields=("user", "role", "since"),
                                name="one_grant_of_a_role_from_one_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("at_once", False), ("until__isnull", False), _connector="OR"),
                                name="a_role_that_ended_at_once_has_a_last_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleRequest",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="role_requests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("clerk", "Clerk"),
                                    ("officer", "Officer"),
                                    ("scrutiny_officer", "Scrutiny officer"),
                                    ("proper_officer", "Proper officer"),
                                    ("monitoring_officer", "Monitoring officer"),
                                    ("administrator", "Administrator"),
                                ],
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["user", "role"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="committee_rolerequest_ends_after_it_begins",
                                violation_error_message="The last day must not be before the first.",
                            ),
                            models.UniqueConstraint(fields=("user", "role"), name="one_request_for_a_role_at_a_time"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarLink",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_link",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("token_hash__regex", "^[0-9a-f]{64}$")),
                                name="a_calendar_link_is_kept_as_a_hash",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("by_name", models.CharField(help_text="The name at the time.", max_length=120)),
                        (
                            "acting_for",
                            models.CharField(
                                blank=True, help_text="Whose act in law it was, if another's.", max_length=120
                            ),
                        ),
                        (
                            "did",
                            models.CharField(
                                help_text="The verb, in the past tense: published the agenda of.", max_length=60
                            ),
                        ),
                        ("subject_type", models.CharField(max_length=60)),
                        ("subject_id", models.BigIntegerField()),
                        (
                            "subject",
                            models.CharField(help_text="What it was done to, in words, at the time.", max_length=250),
                        ),
                        ("facts", models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        "verbose_name_plural": "audit entries",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["subject_type", "subject_id", "-at"], name="trail_of_a_subject")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("subject_type", models.CharField(max_length=60)),
                        ("subject_id", models.BigIntegerField()),
                        ("subject", models.CharField(max_length=250)),
                        ("right", models.CharField(help_text="By what right, in words.", max_length=200)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TrailSeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "log",
                            models.CharField(choices=[("trail", "Trail"), ("readings", "Reading log")], max_length=10),
                        ),
                        ("number", models.PositiveIntegerField(help_text="1, 2, 3 ... of its log.")),
                        ("at", models.DateTimeField()),
                        ("last", models.BigIntegerField(help_text="The id of the last row that it seals.")),
                        ("digests", models.JSONField(help_text="The id and the SHA-256 of each row, in order of id.")),
                        (
                            "previous",
                            models.CharField(
                                blank=True, help_text="The hash of the link before; none for the first.", max_length=64
                            ),
                        ),
                        ("hash", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["log", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("log", "number"), name="one_seal_of_a_number"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="seals_are_numbered_from_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Committee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, unique=True)),
                        ("short_name", models.CharField(help_text="For lists: Safeguarding.", max_length=60)),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("council", "Full Council"),
                                    ("executive", "Executive (Cabinet)"),
                                    ("committee", "Committee"),
                                    ("sub_committee", "Sub-committee"),
                                    ("joint", "Joint committee"),
                                    ("informal", "Informal body"),
                                ],
                                default="committee",
                                max_length=15,
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("council", "Full Council"),
                                    ("executive", "Executive"),
                                    ("scrutiny", "Overview and scrutiny"),
                                    ("regulatory", "Regulatory"),
                                    ("audit", "Audit and standards"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=15,
                            ),
                        ),
                        (
                            "remit",
                            models.TextField(
                                blank=True, help_text="What it is for, in two sentences.", max_length=2000
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sub_committees",
                                to="committee.committee",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="established")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="dissolved")),
                        (
                            "quorum",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="From the constitution; statute sets one for the Council alone: a quarter of its members.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "quorum_since",
                            models.DateField(
                                blank=True,
                                editable=False,
                                help_text="The first day of this quorum, where it has been changed.",
                                null=True,
                            ),
                        ),
                        ("quorum_before", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                        ("usual_time", models.TimeField(default="10:00")),
                        (
                            "usual_venue",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="committee.venue"
                            ),
                        ),
                        (
                            "contact_officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="committee.person",
                            ),
                        ),
                        (
                            "webcast_url",
                            models.URLField(
                                blank=True, help_text="Where its meetings are webcast; empty if they are not."
                            ),
                        ),
                        (
                            "filmed",
                            models.BooleanField(
                                blank=True,
                                help_text="Empty where nobody has said.",
                                null=True,
                                verbose_name="the council films its meetings",
                            ),
                        ),
                        (
                            "predecessors",
                            models.ManyToManyField(blank=True, related_name="successors", to="committee.committee"),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("function", "scrutiny"), ("kind", "executive"), _negated=True),
                                name="the_executive_does_not_scrutinise_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quorum__gte", 1)), name="a_quorum_is_at_least_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
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
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="committee.committee",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="committee.person"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chairman", "Chairman"),
                                    ("vice_chairman", "Vice-Chairman"),
                                    ("member", "Member"),
                                    ("co_optee", "Co-optee"),
                                    ("substitute", "Substitute"),
                                ],
                                default="member",
                                max_length=15,
                            ),
                        ),
                        (
                            "role_name",
                            models.CharField(
                                blank=True,
                                help_text="Where the role has a name of its own: Vice-Chairman (Scrutiny).",
                                max_length=60,
                            ),
                        ),
                        ("voting", models.BooleanField(default=True, verbose_name="may vote")),
                        (
                            "voting_scope",
                            models.CharField(
                                blank=True,
                                help_text="Where the vote is limited, to what: education functions.",
                                max_length=60,
                            ),
                        ),
                        (
                            "voting_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "education",
                                        "Church or parent governor representative, on education functions (LGA 2000 Sch A1)",
                                    ),
                                    ("crime", "Given the vote by the crime and disorder committee (SI 2009/942 reg 3)"),
                                    ("scheme", "The council’s voting scheme for co-opted members (LGA 2000 Sch A1)"),
                                    ("partner", "Councillor of another council on a joint committee (LGA 1972 s.102)"),
                                    ("other", "Another enactment, named below"),
                                ],
                                default="",
                                help_text="Empty for a councillor of this council.",
                                max_length=12,
                                verbose_name="ground of the vote",
                            ),
                        ),
                        (
                            "voting_authority",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="The scheme, resolution, council or enactment: Council, 20 May 2021, minute 12.",
                                max_length=200,
                                verbose_name="where the vote was given",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["committee", "since"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="committee_seat_ends_after_it_begins",
                                violation_error_message="The last day must not be before the first.",
                            ),
                            models.UniqueConstraint(
                                fields=("committee", "person", "since"), name="one_seat_a_person_from_one_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Portfolio",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, unique=True)),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="PortfolioHolding",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="portfolio_holdings",
                                to="committee.person",
                            ),
                        ),
                        (
                            "portfolio",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holdings",
                                to="committee.portfolio",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("cabinet_member", "Cabinet Member"),
                                    ("support_member", "Cabinet Support Member"),
                                ],
                                default="cabinet_member",
                                max_length=15,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["portfolio", "since"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="committee_portfolioholding_ends_after_it_begins",
                                violation_error_message="The last day must not be before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataComplaint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=12, unique=True)),
                        ("name", models.CharField(blank=True, max_length=120)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("postal_address", models.TextField(blank=True, max_length=300)),
                        (
                            "page",
                            models.CharField(
                                blank=True, help_text="The page, meeting or paper that it is about.", max_length=250
                            ),
                        ),
                        ("details", models.TextField(blank=True, max_length=4000)),
                        ("received_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who entered it for somebody; nobody where the form was used.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("acknowledge_by", models.DateField()),
                        ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "acknowledged_how",
                            models.CharField(blank=True, help_text="By e-mail, by post, by telephone.", max_length=120),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True, help_text="Why the acknowledgement was not sent.", max_length=250
                            ),
                        ),
                        (
                            "outcome",
                            models.TextField(
                                blank=True, help_text="What was found and done, as they are told.", max_length=4000
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outcome_sent_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="When whoever complained was told: from then on it is not corrected.",
                                null=True,
                            ),
                        ),
                        (
                            "outcome_sent_how",
                            models.CharField(blank=True, help_text="By e-mail, by post.", max_length=120),
                        ),
                        ("delete_on", models.DateField(blank=True, null=True)),
                        ("deleted_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["received_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("acknowledge_by__gte", models.F("received_on"))),
                                name="a_complaint_is_acknowledged_from_receipt_on",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("acknowledged_at__isnull", True),
                                    models.Q(("acknowledged_how", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_acknowledgement_says_how_it_was_made",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("answered_by__isnull", True),
                                        ("delete_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("acknowledged_at__isnull", False),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        ("delete_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answered_complaint_was_acknowledged",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome_sent_at__isnull", True), ("outcome_sent_how", "")),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("outcome_sent_at__isnull", False),
                                        models.Q(("outcome_sent_how", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_outcome_that_was_sent_says_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deleted_on__isnull", True),
                                    models.Q(
                                        ("details", ""),
                                        ("email", ""),
                                        ("name", ""),
                                        ("outcome", ""),
                                        ("page", ""),
                                        ("postal_address", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_deleted_complaint_says_nothing_of_anybody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DailyRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True)),
                        ("attempt", models.PositiveIntegerField(default=0)),
                        ("began_at", models.DateTimeField(null=True)),
                        (
                            "alive_at",
                            models.DateTimeField(help_text="When the last of its timers so far began.", null=True),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("failures", models.JSONField(default=list, help_text="What failed, one sentence a timer.")),
                    ],
                ),
                migrations.CreateModel(
                    name="Follower",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.EmailField(help_text="In small letters.", max_length=254, unique=True)),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "hour_began_at",
                            models.DateTimeField(help_text="When the hour began in which confirmations are counted."),
                        ),
                        ("asked_in_hour", models.PositiveSmallIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "follower",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subscriptions",
                                to="committee.follower",
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        (
                            "topic",
                            models.CharField(
                                help_text="What tells it from others of its kind: a slug, a number.", max_length=120
                            ),
                        ),
                        (
                            "how_often",
                            models.CharField(
                                choices=[("at_once", "Straight away"), ("daily", "Once a day")],
                                default="daily",
                                max_length=10,
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("asked_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("told", models.JSONField(default=list)),
                        ("turn", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                        "indexes": [
                            models.Index(fields=["how_often", "kind", "topic"], name="subscriptions_to_a_topic")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("follower", "kind", "topic"), name="a_topic_is_followed_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("how_often__in", ["at_once", "daily"])),
                                name="a_subscription_says_how_often",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "typed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("page", models.TextField(help_text="The address of the page that the form stood on.")),
                        ("action", models.TextField(help_text="The address that it was sent to.")),
                        ("words", models.TextField(help_text="What was typed, as JSON: the values of each name.")),
                        (
                            "files",
                            models.TextField(
                                blank=True, help_text="The names of the files that were chosen, one a line."
                            ),
                        ),
                        ("sent_at", models.DateTimeField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="SentForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64, unique=True)),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("trail", models.BigIntegerField(help_text="The last entry on the trail before.")),
                        ("sent_at", models.DateTimeField(db_index=True)),
                        (
                            "leads_to",
                            models.TextField(
                                blank=True, help_text="The address of the page that the act led to, once it is known."
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("key__regex", "^[0-9a-f]{64}$")),
                                name="a_sent_form_is_kept_as_a_hash",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchEntry",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("item", "Agenda items"),
                                    ("paper", "Papers"),
                                    ("minute", "Minutes"),
                                    ("decision", "Decisions"),
                                    ("recording", "Recordings"),
                                    ("action", "Actions"),
                                    ("answer", "Answers"),
                                    ("programme", "Work programme items"),
                                    ("keydecision", "Forward plan"),
                                    ("review", "Reviews"),
                                    ("recommend", "Recommendations"),
                                    ("person", "Members"),
                                    ("committee", "Committees"),
                                    ("meeting", "Meetings"),
                                    ("page", "Information"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("thing", models.BigIntegerField()),
                        ("place", models.CharField(blank=True, max_length=40)),
                        ("address", models.CharField(max_length=500)),
                        ("title", models.TextField()),
                        ("text", models.TextField(blank=True)),
                        ("title_stems", models.TextField(blank=True)),
                        ("text_stems", models.TextField(blank=True)),
                        ("committee", models.BigIntegerField(null=True)),
                        ("minute", models.BigIntegerField(null=True)),
                        ("is_routine", models.BooleanField(db_default=False, default=False)),
                        ("day", models.DateField(null=True)),
                        (
                            "since",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                help_text="When it became public, or its day, the earlier.",
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(
                                help_text="Of all it says: tells whether it is what would be made now.", max_length=64
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "search entries",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["kind", "thing"], name="entries_of_a_thing"),
                            models.Index(
                                condition=models.Q(("kind", "meeting")),
                                fields=["day"],
                                name="entries_of_meetings_by_day",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "unit", "digest"), name="a_place_is_indexed_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("wanted", models.PositiveIntegerField(default=0)),
                        ("built", models.PositiveIntegerField(default=0)),
                        ("alive_at", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="SearchEntryPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people",
                                to="committee.searchentry",
                            ),
                        ),
                        ("person", models.BigIntegerField(db_index=True)),
                    ],
                    options={
                        "verbose_name_plural": "people of search entries",
                        "constraints": [
                            models.UniqueConstraint(fields=("entry", "person"), name="an_entry_names_a_person_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("word", models.CharField(max_length=40, unique=True)),
                        ("stem", models.CharField(db_index=True, max_length=40)),
                    ],
                ),
                migrations.CreateModel(
                    name="EqualTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("term", models.CharField(max_length=100)),
                        ("same_as", models.CharField(max_length=100, verbose_name="means the same as")),
                    ],
                    options={
                        "verbose_name_plural": "equal terms",
                        "ordering": ["term", "same_as"],
                        "constraints": [
                            models.UniqueConstraint(fields=("term", "same_as"), name="equal_terms_are_entered_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("term", ""), _negated=True), models.Q(("same_as", ""), _negated=True)
                                ),
                                name="equal_terms_are_two_terms",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FruitlessSearch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=100, unique=True)),
                        ("times", models.PositiveIntegerField(default=1)),
                        ("last_on", models.DateField()),
                    ],
                    options={
                        "verbose_name_plural": "searches that found nothing",
                        "ordering": ["-times", "-last_on", "words"],
                    },
                ),
                migrations.CreateModel(
                    name="OpenRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=20)),
                        ("unit", models.BigIntegerField()),
                        ("kind", models.CharField(max_length=20)),
                        ("thing", models.BigIntegerField()),
                        ("committee", models.BigIntegerField(null=True)),
                        ("meeting", models.BigIntegerField(null=True)),
                        ("data", models.JSONField(blank=True, default=dict)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("created", models.DateTimeField()),
                        ("modified", models.DateTimeField()),
                        ("deleted", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "record of open data",
                        "verbose_name_plural": "records of open data",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["modified", "id"], name="records_by_change"),
                            models.Index(fields=["source", "unit"], name="records_of_a_unit"),
                            models.Index(fields=["kind", "committee", "thing"], name="records_of_a_committee"),
                            models.Index(fields=["kind", "meeting", "thing"], name="records_of_a_meeting"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "thing"), name="a_public_thing_has_one_record"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("deleted__isnull", True), models.Q(("digest", ""), _negated=True)),
                                    models.Q(("data", {}), ("deleted__isnull", False), ("digest", "")),
                                    _connector="OR",
                                ),
                                name="a_record_that_is_gone_says_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PageStamp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.BigIntegerField(db_index=True)),
                        ("token", models.BigIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="SignedLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signed_links",
                                to="committee.person",
                            ),
                        ),
                        (
                            "act",
                            models.CharField(help_text="The name of the act, as its app registered it.", max_length=60),
                        ),
                        ("subject_type", models.CharField(max_length=60)),
                        ("subject_id", models.BigIntegerField()),
                        ("subject", models.CharField(help_text="The thing, in words, at the time.", max_length=250)),
                        ("address", models.EmailField(max_length=254, verbose_name="mailbox it was sent to")),
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
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty where a newer link took its place.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["subject_type", "subject_id", "person"], name="signed_links_of_a_thing"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("token_hash__regex", "^[0-9a-f]{64}$")),
                                name="a_signed_link_is_kept_as_a_hash",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                                name="a_signed_link_expires_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("used_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                                ),
                                name="a_signed_link_is_used_or_revoked",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]

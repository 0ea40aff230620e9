from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import PROTECT

WHO = [
    ("councillors", "Any councillor who is not in the executive"),
    ("scrutiny", "Councillors who sit on an overview and scrutiny committee"),
    ("committee", "Councillors who sit on the committee that looks at it"),
]
HOW = [
    ("sign_in", "by their own sign-in"),
    ("link", "by a signed link"),
    ("before", "recorded before confirmation was asked for"),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("committee", "0009_signed_links_cannot_be_made_good_again"),
        ("workprogramme", "0005_how_an_outcome_came_to_be_accepted"),
    ]

    operations = [
        migrations.AddField(
            model_name="scrutinyrules",
            name="call_in_by",
            field=models.CharField(
                choices=WHO, default="councillors", max_length=12, verbose_name="who may call a decision in"
            ),
        ),
        migrations.AddField(
            model_name="keydecision",
            name="reference",
            field=models.CharField(blank=True, default="", help_text="The council’s own: FP/2022/14.", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="keydecision",
            name="call_in_until",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Fixed when the decision is published, by the rules of the day.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="callin",
            name="decision_reference",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="its reference"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="callin",
            name="decision_key",
            field=models.CharField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="callin",
            name="open_to",
            field=models.CharField(choices=WHO, default="councillors", max_length=12),
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("how", models.CharField(blank=True, choices=HOW, max_length=10)),
                (
                    "call_in",
                    models.ForeignKey(on_delete=PROTECT, related_name="signatories", to="workprogramme.callin"),
                ),
                (
                    "named_by",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("person", models.ForeignKey(on_delete=PROTECT, related_name="+", to="committee.person")),
            ],
            options={
                "verbose_name_plural": "signatories",
                "ordering": ["person__surname", "person__forename", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("call_in", "person"), name="a_member_signs_a_call_in_once"),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_at__isnull", True), ("how", ""))
                        | models.Q(("confirmed_at__isnull", False), models.Q(("how", ""), _negated=True)),
                        name="a_confirmation_says_how_it_was_given",
                    ),
                ],
            },
        ),
    ]

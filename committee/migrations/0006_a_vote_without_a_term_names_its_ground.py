"""A seat names the ground of a vote that is no councillor's, a quorum is at least one, and panels scrutinise."""

import django.core.validators
from django.db import migrations, models


def forwards(apps, schema_editor):
    committees = apps.get_model("committee", "Committee")
    committees.objects.filter(quorum=0).update(quorum=1)
    under_scrutiny = committees.objects.filter(parent__function="scrutiny").exclude(function="scrutiny")
    while rows := list(under_scrutiny.exclude(kind="executive").values_list("pk", flat=True)):
        committees.objects.filter(pk__in=rows).update(function="scrutiny")
    executive = models.Q(parent__kind="executive") | models.Q(parent__function="executive")
    of_executive = committees.objects.filter(executive).exclude(kind__in=("executive", "informal"))
    while rows := list(of_executive.exclude(function="executive").values_list("pk", flat=True)):
        committees.objects.filter(pk__in=rows).update(function="executive")


def name_education(apps, schema_editor):
    # Of these the ground is plain. Whoever else has a vote without a term is listed among what the register lacks.
    seats = apps.get_model("committee", "Seat").objects.filter(voting=True, committee__function="scrutiny")
    terms = apps.get_model("committee", "Term").objects.values("person")
    rows = seats.filter(voting_scope__icontains="educat").exclude(person__in=terms)
    rows.update(voting_ground="education")


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0005_complaints_about_personal_data_and_the_statements_dates"),
    ]

    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddField(
            model_name="seat",
            name="voting_authority",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The scheme, resolution, council or enactment: Council, 20 May 2021, minute 12.",
                max_length=200,
                verbose_name="where the vote was given",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="voting_ground",
            field=models.CharField(
                blank=True,
                choices=[
                    ("education", "Church or parent governor representative, on education functions (LGA 2000 Sch A1)"),
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
        migrations.AlterField(
            model_name="committee",
            name="quorum",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="From the constitution; statute sets one for the Council alone: a quarter of its members.",
                validators=[django.core.validators.MinValueValidator(1)],
            ),
        ),
        migrations.AddConstraint(
            model_name="committee",
            constraint=models.CheckConstraint(condition=models.Q(("quorum__gte", 1)), name="a_quorum_is_at_least_one"),
        ),
        migrations.RunPython(name_education, migrations.RunPython.noop),
    ]

"""What was recorded by mistake is corrected: a decision said to be taken, and an answer of the chairman."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from workprogramme.models import triggers


def lift(apps, schema_editor):
    # SQLite remakes the tables for the constraints, and drops the triggers with the old ones.
    triggers.lift(schema_editor.connection)


def guard(apps, schema_editor):
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0012_a_form_sent_twice_does_its_act_once"),
        ("meetings", "0032_an_agreement_recorded_by_mistake_is_struck"),
        ("workprogramme", "0012_a_takedown_takes_words_out_of_printed_programmes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.RemoveConstraint(
            model_name="urgentdecision",
            name="declining_has_its_reasons",
        ),
        migrations.AddField(
            model_name="keydecision",
            name="mistake_corrected_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="keydecision",
            name="mistaken_taken_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="The day on which it was said by mistake to have been taken.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="urgentdecision",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Who recorded the answer: the chairman, or an officer as the chairman gave it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="callforaction",
            name="state",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="documentrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Owed"),
                    ("provided", "Provided"),
                    ("refused", "Refused, with reasons"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="urgentdecision",
            name="answer",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="keydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mistake_corrected_on__isnull", True), ("mistaken_taken_on__isnull", True)),
                    models.Q(("mistake_corrected_on__isnull", False), ("mistaken_taken_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_mistake_about_its_taking_has_both_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgentdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ("declined", "withdrawn")), _negated=True),
                    models.Q(("reasons", ""), _negated=True),
                    _connector="OR",
                ),
                name="declining_and_withdrawing_have_their_reasons",
            ),
        ),
        migrations.RunPython(guard, lift),
    ]

"""A complaint's outcome says when and how it was sent; those recorded before are taken for sent, and so not corrected."""

from django.db import migrations, models
from django.db.models import F, Q


def forwards(apps, schema_editor):
    answered = apps.get_model("committee", "DataComplaint").objects.filter(answered_at__isnull=False)
    answered.update(outcome_sent_at=F("answered_at"), outcome_sent_how="not recorded")


class Migration(migrations.Migration):
    dependencies = [("committee", "0012_a_form_sent_twice_does_its_act_once")]
    operations = [
        migrations.AddField(
            "datacomplaint",
            "outcome_sent_at",
            models.DateTimeField(
                blank=True,
                help_text="When whoever complained was told: from then on it is not corrected.",
                null=True,
            ),
        ),
        migrations.AddField(
            "datacomplaint",
            "outcome_sent_how",
            models.CharField(blank=True, default="", help_text="By e-mail, by post.", max_length=120),
            preserve_default=False,
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddConstraint(
            "datacomplaint",
            models.CheckConstraint(
                condition=Q(outcome_sent_at__isnull=True, outcome_sent_how="")
                | (Q(outcome_sent_at__isnull=False, answered_at__isnull=False) & ~Q(outcome_sent_how="")),
                name="an_outcome_that_was_sent_says_how",
            ),
        ),
    ]

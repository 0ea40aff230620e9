from django.db import migrations, models
from django.db.models import F, Q

AGAIN = "That decision has been called in already; it can be called in once."


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0007_names_on_call_ins_become_signatories")]

    operations = [
        migrations.RemoveField(model_name="callin", name="members"),
        migrations.AddField(
            model_name="callin",
            name="members",
            field=models.ManyToManyField(
                related_name="call_ins",
                through="workprogramme.Signatory",
                to="committee.person",
                verbose_name="called in by",
            ),
        ),
        migrations.AddConstraint(
            model_name="callin",
            constraint=models.UniqueConstraint(
                condition=Q(("state", "refused"), _negated=True),
                fields=("decision_key",),
                name="a_decision_is_called_in_once_by_any_name",
                violation_error_message=AGAIN,
            ),
        ),
        migrations.AddConstraint(
            model_name="callin",
            constraint=models.UniqueConstraint(
                condition=Q(Q(("state", "refused"), _negated=True), Q(("decision_reference", ""), _negated=True)),
                fields=("decision_reference",),
                name="a_decision_is_called_in_once_by_its_reference",
                violation_error_message=AGAIN,
            ),
        ),
        migrations.AddConstraint(
            model_name="keydecision",
            constraint=models.CheckConstraint(
                condition=Q(("call_in_until__isnull", True), ("decision_published_on__isnull", True))
                | Q(("call_in_until__gt", F("decision_published_on")), ("decision_published_on__isnull", False)),
                name="a_published_decision_has_its_last_day_for_call_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="keydecision",
            constraint=models.UniqueConstraint(
                condition=Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="a_reference_is_given_to_one_decision",
                violation_error_message="Another decision of the forward plan has that reference.",
            ),
        ),
    ]

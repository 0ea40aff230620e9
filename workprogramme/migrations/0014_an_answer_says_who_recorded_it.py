"""Of each answer of a chairman who recorded it, as the trail has it; by itself, since PostgreSQL indexes afterwards."""

from django.db import migrations


def say_who_answered(apps, schema_editor):
    entries = apps.get_model("committee", "AuditEntry").objects.filter(
        subject_type="workprogramme.urgentdecision", did__in=("agreed to", "declined")
    )
    for urgent in apps.get_model("workprogramme", "UrgentDecision").objects.filter(answer__in=("agreed", "declined")):
        said = entries.filter(subject_id=urgent.pk).order_by("-pk").first()
        if said:
            urgent.answered_by_id = said.by_id
            urgent.save(update_fields=["answered_by"])


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0013_what_was_recorded_by_mistake_is_corrected")]
    operations = [migrations.RunPython(say_who_answered, migrations.RunPython.noop)]

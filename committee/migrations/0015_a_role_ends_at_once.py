"""A role can end at once; sessions from before, which stand in no list and would outlive an idle day, end."""

from django.db import migrations, models
from django.db.models import Q


def end_sessions(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("committee", "0014_the_trail_is_sealed_and_cannot_be_emptied"), ("sessions", "0001_initial")]
    operations = [
        migrations.RunPython(end_sessions, migrations.RunPython.noop),
        migrations.RemoveConstraint("rolegrant", "one_grant_of_a_role_from_one_day"),
        migrations.AddField(
            "rolegrant",
            "at_once",
            models.BooleanField(default=False, help_text="It ended in the course of its last day."),
        ),
        migrations.AddConstraint(
            "rolegrant",
            models.UniqueConstraint(
                fields=["user", "role", "since"],
                condition=Q(at_once=False),
                name="one_grant_of_a_role_from_one_day",
            ),
        ),
        migrations.AddConstraint(
            "rolegrant",
            models.CheckConstraint(
                condition=Q(at_once=False) | Q(until__isnull=False), name="a_role_that_ended_at_once_has_a_last_day"
            ),
        ),
    ]

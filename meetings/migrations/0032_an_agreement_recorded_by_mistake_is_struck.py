"""An agreement that a meeting is private is struck where it was recorded by mistake, and stays to be read."""

from django.conf import settings
from django.db import migrations, models

from meetings.models.triggers import private_notices


def lift(apps, schema_editor):
    # SQLite remakes the table for the constraint, and drops the triggers with the old one.
    private_notices.lift(schema_editor.connection)


def guard(apps, schema_editor):
    private_notices.install(schema_editor.connection)


def guard_as_before(apps, schema_editor):
    private_notices.install(schema_editor.connection, struck=False)


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0012_a_form_sent_twice_does_its_act_once"),
        ("meetings", "0031_a_paper_says_when_its_owner_was_reminded"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lift, guard_as_before),
        migrations.AddField(
            model_name="privatenotice",
            name="agreement_struck_on",
            field=models.DateField(
                blank=True, help_text="When it was found that the agreement had been recorded by mistake.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="privatenotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreement_struck_on__isnull", True), ("agreed_on__isnull", False), _connector="OR"
                ),
                name="an_agreement_that_is_struck_was_published",
            ),
        ),
        migrations.RunPython(guard, lift),
    ]

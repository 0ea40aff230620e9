"""PostgreSQL itself refuses to empty a table whose rows it refuses to remove."""

from django.db import migrations

from committee import triggers


def forwards(apps, schema_editor):
    triggers.refuse_emptying(schema_editor.connection, "meetings")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0036_attendance_elsewhere_says_what_the_body_is")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]

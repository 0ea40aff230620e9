"""PostgreSQL itself refuses to empty a table whose rows it refuses to remove."""

from django.db import migrations

from committee import triggers


def forwards(apps, schema_editor):
    triggers.refuse_emptying(schema_editor.connection, "workprogramme")


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0015_a_takedown_takes_the_title_out_of_a_call_in")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]

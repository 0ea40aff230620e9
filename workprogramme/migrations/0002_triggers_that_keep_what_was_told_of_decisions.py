"""The database itself refuses to widen what was told of decisions, and to unsay call-ins, moves and printed programmes."""

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_triggers_that_keep_what_is_published_and_signed"),
        ("workprogramme", "0001_tables_of_programmes_and_the_forward_plan"),
    ]
    operations = [InstallTriggers(__file__)]

"""The database itself refuses to change what is published and signed, but for what a takedown takes out of it."""

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0002_triggers_and_constraints_of_the_register_and_the_trail"),
        ("meetings", "0001_tables_of_meetings_papers_packs_and_minutes"),
    ]
    operations = [InstallTriggers(__file__)]

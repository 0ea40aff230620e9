"""The database itself refuses to unsay the trail, and what the law forbids of seats, portfolios, roles and signed links."""

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers, MakeExtension


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_tables_of_people_committees_and_the_trail")]
    operations = [MakeExtension("btree_gist"), InstallTriggers(__file__)]

"""The database itself refuses a state that no step led to, and a panel with a member of the executive."""

from django.db import migrations

from committee.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_tables_of_reviews_their_parents_and_panels")]
    operations = [InstallTriggers(__file__)]

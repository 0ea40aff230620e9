"""The database itself keeps steps, decisions and numbers, and refuses a panel with a member of the executive."""

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_tables_of_reviews_their_reports_and_answers")]
    operations = [InstallTriggers(__file__)]

"""A file that is withheld in one meeting stamps the pages of others that may name it (R16)."""

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [("meetings", "0015_a_recording_may_be_a_draft")]
    operations = [InstallTriggers(__file__)]

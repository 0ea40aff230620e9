"""The database itself keeps the references of evidence, and what is forgotten forgotten."""

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [("reviews", "0010_checks_of_facts_and_evidence_of_findings")]
    operations = [InstallTriggers(__file__)]

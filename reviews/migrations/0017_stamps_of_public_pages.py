from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0013_stamps_of_public_pages"),
        ("reviews", "0016_evidence_that_came_as_a_word_file"),
    ]

    operations = [InstallTriggers(__file__)]

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0013_stamps_of_public_pages"),
        ("workprogramme", "0004_labels_in_plain_words"),
    ]

    operations = [InstallTriggers(__file__)]

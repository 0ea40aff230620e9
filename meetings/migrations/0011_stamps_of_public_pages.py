from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0013_stamps_of_public_pages"),
        ("meetings", "0010_meetings_by_day_and_the_latest_answers"),
    ]

    operations = [InstallTriggers(__file__)]

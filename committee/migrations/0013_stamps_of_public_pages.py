from django.db import migrations, models

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0012_when_a_calendar_was_published_and_limits_of_clerks"),
    ]

    operations = [
        migrations.CreateModel(
            name="PageStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.BigIntegerField(db_index=True)),
                ("token", models.BigIntegerField()),
            ],
        ),
        InstallTriggers(__file__),
        # Pages are kept from the first request on, before anything has been changed under this release.
        migrations.RunSQL(
            "INSERT INTO committee_pagestamp (key, token) VALUES (0, 0)", "DELETE FROM committee_pagestamp"
        ),
    ]

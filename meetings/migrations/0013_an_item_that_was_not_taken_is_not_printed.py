"""An item of which no time is recorded is printed only where the clerk says that it was taken."""

from django.db import migrations, models

from meetings.models.triggers import minutes as minutes_triggers


def lift(apps, schema_editor):
    # SQLite remakes the table: triggers of other tables that name it would be left without it.
    minutes_triggers.lift(schema_editor.connection)


def install(apps, schema_editor):
    minutes_triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0012_what_is_asked_of_an_item_follows_its_minute"),
    ]

    operations = [
        migrations.RunPython(lift, install),
        migrations.AddField(
            model_name="minute",
            name="taken",
            field=models.BooleanField(
                default=False, help_text="The item was taken, although no time of it is recorded."
            ),
        ),
        migrations.RunPython(install, lift),
    ]

"""The calendar of a municipal year is a draft until it is published, and clerks say which committees are theirs."""

from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables

HELP = "Its meetings are seen at the desk alone until its calendar of meetings is published."


class Migration(migrations.Migration):
    dependencies = [("committee", "0004_how_the_council_calls_its_members_and_who_presides")]
    operations = [
        AlterGuardedTables(
            __file__,
            [
                # What was entered before was public from its entry on, and stays so.
                migrations.AddField(
                    model_name="municipalyear",
                    name="is_draft",
                    field=models.BooleanField("the calendar is a draft", default=False, editable=False, help_text=HELP),
                ),
                migrations.AlterField(
                    model_name="municipalyear",
                    name="is_draft",
                    field=models.BooleanField("the calendar is a draft", default=True, editable=False, help_text=HELP),
                ),
            ],
        ),
        migrations.AddField(
            model_name="user",
            name="desk_committees",
            field=models.ManyToManyField(
                blank=True,
                help_text="Whose business the desk shows them first; none: every committee's. It gives no right and "
                "takes none.",
                related_name="+",
                to="committee.committee",
                verbose_name="my committees",
            ),
        ),
    ]

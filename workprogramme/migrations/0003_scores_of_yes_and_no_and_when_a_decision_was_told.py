"""Questions of which “yes” counts against, and when whoever made a suggestion was told that it was declined."""

from django.db import migrations, models

OLD, NEW = "Is nobody else looking at it already?", "Is someone else already looking at this?"


def ask_it_the_other_way_round(apps, schema_editor):
    """Word the usual question plainly by which a “yes” counts against; the points given stay."""
    apps.get_model("workprogramme", "Question").objects.filter(text=OLD).update(text=NEW, counts_against=True)


def ask_it_as_before(apps, schema_editor):
    """Take that back."""
    apps.get_model("workprogramme", "Question").objects.filter(text=NEW).update(text=OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0002_triggers_that_keep_what_was_told_of_decisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="counts_against",
            field=models.BooleanField(
                default=False,
                help_text="“Yes” gives no points, as where others are looking at it already.",
                verbose_name="Yes counts against",
            ),
        ),
        migrations.AddField(
            model_name="suggester",
            name="decision_failure",
            field=models.CharField(blank=True, help_text="Why they could not be told.", max_length=250),
        ),
        migrations.AddField(
            model_name="suggester",
            name="decision_sent_at",
            field=models.DateTimeField(blank=True, help_text="When they were told that it was declined.", null=True),
        ),
        migrations.AlterField(
            model_name="move",
            name="from_state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("suggested", "Suggested"),
                    ("weighed", "Scored"),
                    ("tbc", "To be scheduled"),
                    ("standing", "Standing item"),
                    ("scheduled", "Scheduled"),
                    ("on_agenda", "On the agenda"),
                    ("considered", "Considered"),
                    ("follow_up", "To be followed up"),
                    ("closed", "Closed"),
                    ("rolled", "Rolled forward"),
                    ("merged", "Merged"),
                    ("withdrawn", "Withdrawn"),
                    ("declined", "Declined"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="move",
            name="to_state",
            field=models.CharField(
                choices=[
                    ("suggested", "Suggested"),
                    ("weighed", "Scored"),
                    ("tbc", "To be scheduled"),
                    ("standing", "Standing item"),
                    ("scheduled", "Scheduled"),
                    ("on_agenda", "On the agenda"),
                    ("considered", "Considered"),
                    ("follow_up", "To be followed up"),
                    ("closed", "Closed"),
                    ("rolled", "Rolled forward"),
                    ("merged", "Merged"),
                    ("withdrawn", "Withdrawn"),
                    ("declined", "Declined"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="programmeitem",
            name="state",
            field=models.CharField(
                choices=[
                    ("suggested", "Suggested"),
                    ("weighed", "Scored"),
                    ("tbc", "To be scheduled"),
                    ("standing", "Standing item"),
                    ("scheduled", "Scheduled"),
                    ("on_agenda", "On the agenda"),
                    ("considered", "Considered"),
                    ("follow_up", "To be followed up"),
                    ("closed", "Closed"),
                    ("rolled", "Rolled forward"),
                    ("merged", "Merged"),
                    ("withdrawn", "Withdrawn"),
                    ("declined", "Declined"),
                ],
                default="tbc",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="score",
            name="points",
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.RunPython(ask_it_the_other_way_round, ask_it_as_before),
    ]

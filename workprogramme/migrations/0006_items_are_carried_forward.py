from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0005_stamps_of_public_pages"),
    ]

    operations = [
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
                    ("rolled", "Carried forward"),
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
                    ("rolled", "Carried forward"),
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
                    ("rolled", "Carried forward"),
                    ("merged", "Merged"),
                    ("withdrawn", "Withdrawn"),
                    ("declined", "Declined"),
                ],
                default="tbc",
                max_length=10,
            ),
        ),
    ]

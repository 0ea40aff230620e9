from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0003_scores_of_yes_and_no_and_when_a_decision_was_told"),
    ]

    operations = [
        migrations.AlterField(
            model_name="documentrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("provided", "Provided"),
                    ("refused", "Refused, with reasons"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="open",
                max_length=10,
            ),
        ),
    ]

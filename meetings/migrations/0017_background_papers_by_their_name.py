from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0016_a_withheld_file_stamps_all_that_name_it"),
    ]

    operations = [
        migrations.AlterField(
            model_name="takedown",
            name="subject",
            field=models.CharField(
                choices=[
                    ("paper", "Paper"),
                    ("item", "Title and words of an item"),
                    ("background", "Background paper"),
                    ("minutes", "Minutes of a meeting"),
                    ("minute", "Minute"),
                    ("answer", "Answer to an action"),
                    ("meeting", "Note and reasons of a meeting"),
                    ("move", "Reason of a re-arrangement"),
                    ("ruling", "Urgency ruling"),
                    ("version", "Note of a version of an agenda"),
                    ("notice", "Notice of a private meeting"),
                    ("decision", "Notice of a key decision"),
                    ("review", "Review by scrutiny"),
                    ("recommend", "Recommendation of a review"),
                    ("response", "Answer to a recommendation"),
                ],
                max_length=10,
            ),
        ),
    ]

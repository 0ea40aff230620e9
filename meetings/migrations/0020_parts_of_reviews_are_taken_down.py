from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0019_grounds_of_takedowns_name_a_law"),
    ]

    operations = [
        AlterGuardedTables(
            __file__,
            [
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
                            ("progress", "Progress of a recommendation"),
                            ("finding", "Finding of a review"),
                            ("section", "Section of a report of a review"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
    ]

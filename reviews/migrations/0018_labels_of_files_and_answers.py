from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0017_stamps_of_public_pages"),
    ]

    operations = [
        migrations.AlterField(
            model_name="callanswer",
            name="state",
            field=models.CharField(
                choices=[("waiting", "To be read"), ("taken", "Used as evidence"), ("rejected", "Not used")],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="evidencefile",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting to be checked"),
                    ("checking", "Being checked"),
                    ("taken", "Accepted"),
                    ("refused", "Refused"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]

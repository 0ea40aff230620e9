from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0014_email_in_one_spelling"),
    ]

    operations = [
        migrations.AlterField(
            model_name="addressee",
            name="kind",
            field=models.CharField(
                choices=[
                    ("executive", "The executive, or a Cabinet Member"),
                    ("council", "The council"),
                    ("crime", "A body responsible for crime and disorder"),
                    ("health", "A health body"),
                    ("committee", "A committee of this review"),
                    ("other", "Anyone else"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("executive", "The executive, or a Cabinet Member"),
                    ("council", "The council"),
                    ("crime", "A body responsible for crime and disorder"),
                    ("health", "A health body"),
                    ("committee", "A committee of this review"),
                    ("other", "Anyone else"),
                ],
                max_length=10,
            ),
        ),
    ]

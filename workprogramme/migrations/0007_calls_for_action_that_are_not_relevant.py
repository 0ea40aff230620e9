from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workprogramme", "0006_items_are_carried_forward"),
    ]

    operations = [
        migrations.AlterField(
            model_name="callforaction",
            name="excluded",
            field=models.CharField(
                choices=[
                    ("none", "None of these"),
                    ("planning", "A planning decision"),
                    ("licensing", "A licensing decision"),
                    ("appeal", "A person’s matter with a right of review or appeal"),
                    ("vexatious", "Vexatious, discriminatory or not reasonable"),
                    ("crime", "A local crime and disorder matter"),
                    ("irrelevant", "Not relevant to the functions of the committee"),
                ],
                default="none",
                max_length=10,
                verbose_name="is it one of these?",
            ),
        ),
    ]

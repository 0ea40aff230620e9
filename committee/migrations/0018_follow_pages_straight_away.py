from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0017_recordings_are_searched"),
    ]

    operations = [
        migrations.AlterField(
            model_name="subscription",
            name="how_often",
            field=models.CharField(
                choices=[("at_once", "Straight away"), ("daily", "Once a day")], default="daily", max_length=10
            ),
        ),
    ]

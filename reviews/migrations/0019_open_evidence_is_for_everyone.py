from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0018_labels_of_files_and_answers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="evidence",
            name="access",
            field=models.CharField(
                choices=[
                    ("private", "Private: the panel and the scrutiny officers"),
                    ("exempt", "Exempt: those on the panel who sit for a committee, and the scrutiny officers"),
                    ("open", "Open: everyone, once it is published"),
                ],
                default="private",
                max_length=10,
            ),
        ),
    ]

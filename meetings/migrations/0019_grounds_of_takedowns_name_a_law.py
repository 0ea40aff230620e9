from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0018_a_paper_is_corrected_and_an_untold_move_undone")]
    operations = [
        migrations.AlterField(
            model_name="takedown",
            name="ground",
            field=models.CharField(
                choices=[
                    ("exempt", "exempt or confidential information"),
                    ("personal", "personal information"),
                    ("forbidden", "information that an Act or a court order forbids to publish"),
                    ("defamatory", "defamatory words"),
                    ("copyright", "something whose copyright is another’s"),
                    ("other", "information that may not be published"),
                ],
                max_length=10,
            ),
        ),
    ]

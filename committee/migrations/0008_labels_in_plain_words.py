from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0007_whether_reports_bear_their_agenda_item"),
    ]

    operations = [
        migrations.AlterField(
            model_name="council",
            name="withheld_papers",
            field=models.CharField(
                choices=[
                    ("last", "Bound last in the members’ pack and left out of the public one"),
                    ("holders", "Bound with their item; the public pack has holder pages in their place"),
                ],
                default="last",
                help_text="What the public pack shows in place of papers that are not for publication.",
                max_length=10,
            ),
        ),
    ]

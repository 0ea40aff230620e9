from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0012_who_is_named_for_a_later_report"),
    ]

    operations = [
        migrations.AddField(
            model_name="answerdraft",
            name="progress_asked_at",
            field=models.DateTimeField(
                blank=True, help_text="When its writer was last emailed to report how far it is done.", null=True
            ),
        ),
    ]

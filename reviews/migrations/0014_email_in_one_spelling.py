from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0013_when_progress_was_asked_for"),
    ]

    operations = [
        migrations.AlterField(
            model_name="answerdraft",
            name="asked_at",
            field=models.DateTimeField(blank=True, help_text="When its writer was last asked by email.", null=True),
        ),
        migrations.AlterField(
            model_name="notice",
            name="served_by",
            field=models.CharField(
                choices=[("email", "By email"), ("hand", "By hand"), ("post", "By post")],
                default="email",
                max_length=10,
            ),
        ),
    ]

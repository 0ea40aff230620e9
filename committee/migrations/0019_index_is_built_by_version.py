from django.db import migrations, models
from django.db.models.functions import Cast, Now
from django.utils import timezone


def date_by_day(apps, schema_editor):
    """Entries of days that are past have been public since then, as far as anybody can tell."""
    entries = apps.get_model("committee", "SearchEntry").objects
    entries.filter(day__lt=Now()).update(since=Cast("day", models.DateTimeField()))


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0018_follow_pages_straight_away"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wanted", models.PositiveIntegerField(default=0)),
                ("built", models.PositiveIntegerField(default=0)),
                ("alive_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="searchentry",
            name="since",
            field=models.DateTimeField(
                default=timezone.now, help_text="When it became public, or its day, the earlier."
            ),
        ),
        migrations.RunPython(date_by_day, migrations.RunPython.noop, elidable=True),
    ]

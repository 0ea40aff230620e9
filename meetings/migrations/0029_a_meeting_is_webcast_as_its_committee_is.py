"""A meeting keeps a webcast address of its own only where it is not its committee's, which it follows."""

from django.db import migrations, models


def follow_the_committee(apps, schema_editor):
    Meeting = apps.get_model("meetings", "Meeting")
    for committee in apps.get_model("committee", "Committee").objects.exclude(webcast_url=""):
        Meeting.objects.filter(committee=committee, webcast_url=committee.webcast_url).update(webcast_url="")


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0028_only_a_takedown_changes_what_was_published"),
    ]

    operations = [
        migrations.AlterField(
            model_name="meeting",
            name="webcast_url",
            field=models.URLField(blank=True, help_text="Only where it is not its committee's address."),
        ),
        migrations.RunPython(follow_the_committee, migrations.RunPython.noop),
    ]

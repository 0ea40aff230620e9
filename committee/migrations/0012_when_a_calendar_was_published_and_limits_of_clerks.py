"""When a draft calendar was published, and the committees to which a clerk is limited."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committee", "0011_public_search")]
    operations = [
        migrations.AddField(
            model_name="municipalyear",
            name="published_on",
            field=models.DateField(
                null=True,
                editable=False,
                help_text="When its calendar of meetings was published; empty for one that never was a draft.",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="limited_to",
            field=models.ManyToManyField(
                blank=True,
                help_text="The committees whose business a clerk may do; none: every committee’s. An administrator "
                "says so.",
                related_name="+",
                to="committee.committee",
                verbose_name="limited to",
            ),
        ),
    ]

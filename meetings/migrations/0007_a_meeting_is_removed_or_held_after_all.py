"""A meeting entered by mistake leaves a record of when it was to be; a version says that one is held after all."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0005_a_year_is_a_draft_and_clerks_have_their_committees"),
        ("meetings", "0006_warnings_before_publication_are_accepted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RemovedMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField()),
                ("starts", models.TimeField()),
                ("informal", models.BooleanField(default=False)),
                ("entered_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField()),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.committee"
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"ordering": ["removed_at", "pk"]},
        ),
        migrations.AlterField(
            model_name="agendaversion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("first", "First publication"),
                    ("supplement", "Supplement"),
                    ("added", "Item added in time"),
                    ("urgent", "Urgent item"),
                    ("withdrawal", "Item withdrawn"),
                    ("correction", "Correction"),
                    ("rearranged", "Meeting re-arranged"),
                    ("cancelled", "Meeting cancelled"),
                    ("reinstated", "Meeting to be held after all"),
                ],
                max_length=15,
            ),
        ),
    ]

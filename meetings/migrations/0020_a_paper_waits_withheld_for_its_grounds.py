"""
A paper may wait withheld for its grounds, and goes out in nothing until it has them; leave to open one is kept.

SQLite remakes meetings_paper and meetings_agendaitem, which the guard of background documents names: it is taken off
and put back.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meetings.models.triggers import background_documents, withheld_papers


def lift(apps, schema_editor):
    background_documents.lift(schema_editor.connection)
    withheld_papers.lift(schema_editor.connection)


def install(apps, schema_editor):
    background_documents.install(schema_editor.connection, takedowns=False)
    withheld_papers.install(schema_editor.connection)


def install_kept(apps, schema_editor):
    background_documents.install(schema_editor.connection, takedowns=False)


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0004_the_words_of_resolutions"),
        ("meetings", "0019_a_breach_of_an_interest_is_told_and_a_dispensation_says_who_gave_it"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lift, install_kept),
        migrations.CreateModel(
            name="LeaveToOpen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["paper", "pk"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="part_settled",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="certificate",
            name="opened",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="paper",
            name="access",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("exempt", "Exempt"),
                    ("confidential", "Confidential"),
                    ("withheld", "Withheld"),
                ],
                default="open",
                max_length=15,
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("access", "withheld"), _negated=True),
                    models.Q(("confidential_reason", ""), ("paragraphs", "")),
                    _connector="OR",
                ),
                name="a_paper_without_grounds_has_none",
            ),
        ),
        migrations.AddField(
            model_name="leavetoopen",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="meetings.paperfile",
            ),
        ),
        migrations.AddField(
            model_name="leavetoopen",
            name="given_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="leavetoopen",
            name="like",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="meetings.paperfile",
            ),
        ),
        migrations.AddField(
            model_name="leavetoopen",
            name="paper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="leaves", to="meetings.paper"
            ),
        ),
        migrations.AddConstraint(
            model_name="leavetoopen",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_leave_to_open_has_its_reason"
            ),
        ),
        migrations.RunPython(install, lift),
    ]

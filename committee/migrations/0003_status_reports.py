from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0002_triggers_and_constraints_of_the_register_and_the_trail"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatusReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(choices=[("worker", "Worker"), ("backup", "Backup")], max_length=10)),
                (
                    "name",
                    models.CharField(
                        help_text="The machine, and for a worker the number of its process.", max_length=120
                    ),
                ),
                ("at", models.DateTimeField()),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("source", "name"), name="one_report_of_each_source")],
            },
        ),
    ]

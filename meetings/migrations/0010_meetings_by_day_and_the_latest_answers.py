from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_latest_agendas_are_found_by_an_index")]

    operations = [
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["date", "id"], name="meetings_by_day"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["-answered_at", "-id"], name="answers_latest_first"),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committee", "0006_crest_in_place_of_a_logo")]

    operations = [
        migrations.AddField(
            model_name="council",
            name="stamp_agenda_item",
            field=models.BooleanField(
                default=False, help_text="The first page of each item's papers bears its number, as “Agenda item 4”."
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committee", "0008_labels_in_plain_words")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="photograph",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown on public pages of who holds or held a seat.",
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="committee.storedfile",
            ),
        ),
    ]

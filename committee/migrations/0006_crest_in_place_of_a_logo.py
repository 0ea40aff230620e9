from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committee", "0005_a_year_is_a_draft_and_clerks_have_their_committees")]

    operations = [
        migrations.RemoveField(model_name="council", name="logo"),
        migrations.AddField(
            model_name="council",
            name="crest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="committee.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="crest_png",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="committee.storedfile",
            ),
        ),
    ]

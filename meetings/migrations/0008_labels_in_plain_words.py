from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_a_meeting_is_removed_or_held_after_all"),
    ]

    operations = [
        migrations.AlterField(
            model_name="action",
            name="state",
            field=models.CharField(
                choices=[("open", "Not answered yet"), ("answered", "Answered, to be reported"), ("closed", "Closed")],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="pack",
            name="edition",
            field=models.CharField(
                choices=[("public", "Public edition"), ("members", "Members’ edition"), ("draft", "Draft for preview")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="packbuild",
            name="edition",
            field=models.CharField(
                choices=[("public", "Public edition"), ("members", "Members’ edition"), ("draft", "Draft for preview")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="sentnotice",
            name="edition",
            field=models.CharField(
                choices=[("public", "Public edition"), ("members", "Members’ edition"), ("draft", "Draft for preview")],
                max_length=10,
            ),
        ),
    ]

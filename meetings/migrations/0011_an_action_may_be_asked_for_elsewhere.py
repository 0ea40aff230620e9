"""
An action may be asked for elsewhere than in a limb or after a declaration: the outcome of a work programme's item.

SQLite remakes meetings_action: no guard stands on that table, nor is it named by one on another.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_minutes_keep_the_quorum_of_the_day")]
    operations = [
        migrations.RemoveConstraint(model_name="action", name="an_action_comes_from_a_limb_or_a_declaration"),
        migrations.AddField(
            model_name="action",
            name="asked_in",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Where it was asked, if neither by a limb nor after a declaration.",
                max_length=300,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=Q(asked_in="", declaration__isnull=True, limb__isnull=False)
                | Q(asked_in="", declaration__isnull=False, limb__isnull=True)
                | (Q(declaration__isnull=True, limb__isnull=True) & ~Q(asked_in="")),
                name="an_action_was_asked_in_one_place",
            ),
        ),
    ]

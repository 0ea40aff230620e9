"""An attendance elsewhere says by what it counts for the six months (LGA 1972 s.85(2))."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0035_what_was_published_keeps_its_bytes_and_its_certificate")]
    operations = [
        migrations.AddField(
            "attendanceelsewhere",
            "counts_as",
            models.CharField(
                choices=[
                    ("functions", "A joint committee, or another body that discharges functions of the council"),
                    ("outside", "An outside body on which they represent the council"),
                ],
                default="",
                max_length=10,
                verbose_name="what the body is",
            ),
            preserve_default=False,
        ),
    ]

"""The database itself refuses to change what was published of a private meeting, and an agreement by the executive."""

from django.db import migrations

from meetings.models.triggers import private_notices


def forwards(apps, schema_editor):
    private_notices.install(schema_editor.connection, struck=False)


def backwards(apps, schema_editor):
    private_notices.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0009_signed_links_cannot_be_made_good_again"),
        ("meetings", "0024_the_executive_gives_two_notices_of_what_is_private"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]

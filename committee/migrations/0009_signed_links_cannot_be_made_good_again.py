"""The database itself refuses to change what a signed link is for, to make it good again, and to remove it."""

from django.db import migrations

from committee.models.triggers import signed_links


def forwards(apps, schema_editor):
    signed_links.install(schema_editor.connection)


def backwards(apps, schema_editor):
    signed_links.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("committee", "0008_signed_links_are_kept_as_hashes")]
    operations = [migrations.RunPython(forwards, backwards)]

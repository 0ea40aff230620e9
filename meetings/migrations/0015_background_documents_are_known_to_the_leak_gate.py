"""Background documents get what the leak gate knows them by; the table is guarded again once it is remade (R16, R22)."""

from django.db import migrations, models

from meetings.models.triggers import background_documents


def install(apps, schema_editor):
    background_documents.install(schema_editor.connection, takedowns=False)


def lift(apps, schema_editor):
    background_documents.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0014_an_action_says_since_when_its_owner_is_asked")]

    operations = [
        migrations.RunPython(lift, install),
        migrations.AddField(
            model_name="backgrounddocument",
            name="fingerprint",
            field=models.BinaryField(
                blank=True,
                default=b"",
                help_text="What the leak gate knows it by once its paper is withheld (see packs/fingerprint.py).",
            ),
        ),
        migrations.RunPython(install, lift),
    ]

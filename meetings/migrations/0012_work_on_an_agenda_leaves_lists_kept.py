"""Drafting an agenda and writing minutes stamp the pages of that meeting, and no others."""

from django.db import migrations

from committee.database.frozen_triggers import InstallTriggers


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_stamps_of_public_pages")]
    operations = [InstallTriggers(__file__)]

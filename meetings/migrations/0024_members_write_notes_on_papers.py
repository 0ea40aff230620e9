import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0023_what_is_taken_down_is_marked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("page", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("secret", models.BinaryField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("unreadable_since", models.DateField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.meeting"
                    ),
                ),
                (
                    "paper_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.paperfile"
                    ),
                ),
            ],
            options={
                "ordering": ["paper_file", "page", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NoteReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shared_at", models.DateTimeField()),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readers", to="meetings.membernote"
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="NotesKept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("months", models.PositiveSmallIntegerField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="membernote",
            constraint=models.UniqueConstraint(fields=("author", "key"), name="a_members_notes_have_keys_of_their_own"),
        ),
        migrations.AddConstraint(
            model_name="membernote",
            constraint=models.CheckConstraint(condition=models.Q(("page__gte", 1)), name="a_note_is_on_a_page"),
        ),
        migrations.AddConstraint(
            model_name="notereader",
            constraint=models.UniqueConstraint(fields=("note", "reader"), name="a_note_is_shared_once_with_a_member"),
        ),
        migrations.AddConstraint(
            model_name="noteskept",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__in", (0, 1, 3, 12))), name="notes_are_kept_for_a_time_that_is_offered"
            ),
        ),
    ]

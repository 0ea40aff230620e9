import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from committee.database.frozen_triggers import AlterGuardedTables

IN_THEIR_ANSWER = "In their answer to the call for evidence"
BEFORE = "Recorded before the portal kept how they agreed"


def take_over_consent(apps, schema_editor):
    """
    Record what senders agreed to: that of a call as they ticked it, of anything else as officers recorded it.

    What was published or named without the sender's consent is so no longer. What was exempt has no grounds in law yet:
    it is withheld until somebody gives them.
    """
    Evidence = apps.get_model("reviews", "Evidence")
    for piece in Evidence.objects.select_related("taken_from__answer"):
        answer = getattr(getattr(piece, "taken_from", None), "answer", None)
        if answer is not None:
            piece.may_be_published = answer.may_be_published
            piece.is_named = piece.is_named and answer.is_named
        else:
            piece.may_be_published = piece.access == "open" or piece.published_at is not None
        if piece.may_be_published or piece.is_named:
            piece.agreed_on = answer.sent_at.date() if answer else piece.received_on
            piece.agreed_how = "" if piece.forgotten_on else IN_THEIR_ANSWER if answer else BEFORE
        if not piece.may_be_published:
            piece.published_at = None
            piece.access = "private" if piece.access == "open" else piece.access
        if piece.access == "exempt":
            piece.access = "private" if piece.forgotten_on else "withheld"
        piece.save()


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0022_suspect_answers_and_unsigned_responses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("references", models.TextField(max_length=2000)),
                ("would_mislead", models.BooleanField()),
                ("summary", models.TextField(blank=True, max_length=4000)),
                ("said_at", models.DateTimeField()),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="left_out", to="reviews.review"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "left out",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("would_mislead", False), models.Q(("summary", ""), _negated=True), _connector="OR"
                        ),
                        name="what_would_mislead_without_it_has_a_summary",
                    )
                ],
            },
        ),
        AlterGuardedTables(
            __file__,
            [
                migrations.CreateModel(
                    name="EvidenceLeave",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500)),
                        ("given_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["evidence", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="agreed_how",
                    field=models.CharField(
                        blank=True, help_text="By letter, by email, in their answer.", max_length=200
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="agreed_on",
                    field=models.DateField(blank=True, help_text="The day on which they last said so.", null=True),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="confidential_reason",
                    field=models.TextField(
                        blank=True,
                        help_text="Which department's terms, enactment or order forbids disclosure.",
                        max_length=2000,
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="contract_terms",
                    field=models.BooleanField(
                        default=False, help_text="Discloses terms proposed in negotiations for a contract (s.100F(2A))."
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="may_be_published",
                    field=models.BooleanField(default=False, help_text="They agree that anybody reads it."),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="not_own_development",
                    field=models.BooleanField(
                        default=False, help_text="Confirmed: not the council's own development (para 9)."
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="not_registrable",
                    field=models.BooleanField(
                        default=False, help_text="Confirmed: not information that must be registered (para 8)."
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="paragraphs",
                    field=models.CharField(blank=True, max_length=20),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="public_interest_reason",
                    field=models.TextField(blank=True, max_length=2000),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="review_on",
                    field=models.DateField(
                        blank=True, help_text="When to ask again whether it is still exempt (para 10).", null=True
                    ),
                ),
                migrations.AlterField(
                    model_name="evidence",
                    name="access",
                    field=models.CharField(
                        choices=[
                            ("private", "Private: the panel and the scrutiny officers"),
                            ("exempt", "Exempt: those on the panel who sit for a committee, and the scrutiny officers"),
                            ("confidential", "Confidential: the same people; disclosure is forbidden by law"),
                            ("withheld", "Withheld: the same people; the grounds are still to be given"),
                            ("open", "Open: everyone, once it is published"),
                        ],
                        default="private",
                        max_length=15,
                    ),
                ),
                migrations.RunPython(take_over_consent, migrations.RunPython.noop),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("access", "exempt"), _negated=True),
                            models.Q(
                                ("paragraphs__regex", "^[1-7](,[1-7])*$"),
                                models.Q(("public_interest_reason", ""), _negated=True),
                                ("not_own_development", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_exempt_piece_of_evidence_has_its_paragraphs_and_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("access", "exempt"), _negated=True),
                            models.Q(("paragraphs__contains", "3"), _negated=True),
                            ("not_registrable", True),
                            _connector="OR",
                        ),
                        name="paragraph_3_of_evidence_is_confirmed_not_registrable",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("access", "confidential"), _negated=True),
                            models.Q(("confidential_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_confidential_piece_of_evidence_says_what_forbids_disclosure",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("access", "open"), _negated=True), ("paragraphs", ""), _connector="OR"
                        ),
                        name="an_open_piece_of_evidence_has_no_paragraphs",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("access", "withheld"), _negated=True),
                            models.Q(("confidential_reason", ""), ("paragraphs", "")),
                            _connector="OR",
                        ),
                        name="a_piece_of_evidence_without_grounds_has_none",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_named", False), ("may_be_published", False)),
                            models.Q(
                                ("agreed_on__isnull", False),
                                models.Q(
                                    models.Q(("agreed_how", ""), _negated=True),
                                    ("forgotten_on__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="consent_to_evidence_has_its_day_and_way",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("may_be_published", True),
                            models.Q(models.Q(("access", "open"), _negated=True), ("published_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="evidence_is_opened_and_published_with_consent",
                    ),
                ),
                migrations.AddField(
                    model_name="evidenceleave",
                    name="evidence",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leaves", to="reviews.evidence"
                    ),
                ),
                migrations.AddField(
                    model_name="evidenceleave",
                    name="given_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidenceleave",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_leave_of_evidence_has_its_reason"
                    ),
                ),
            ],
        ),
    ]

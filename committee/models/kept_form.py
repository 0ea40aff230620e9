"""Forms sent after the sender's session had ended, stored until the sender signs in again or an hour has passed."""

from django.db import models
from django.db.models import Q

from committee.models.rules import rule
from committee.models.user import User


class KeptForm(models.Model):
    """
    One form that arrived without a session of its sender (`committee.forms.kept_forms`).

    SECURITY: `words` may contain anything that was typed, even exempt words. So `words` and `files` are encrypted, and
    the form is shown only to `typed_by`, on its own page, and deleted an hour later.
    """

    typed_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    page = models.TextField(help_text="The address of the page that the form stood on.")
    action = models.TextField(help_text="The address that it was sent to.")
    words = models.TextField(help_text="What was typed, as JSON: the values of each name.")
    files = models.TextField(blank=True, help_text="The names of the files that were chosen, one a line.")
    sent_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"form kept {self.sent_at:%Y-%m-%d %H:%M}"


class SentForm(models.Model):
    """
    One submission of a form, in progress or completed (`committee.forms.sent_forms`).

    SECURITY: `key` is a SHA-256 of the request, so that the row contains neither a token nor anything that was typed.
    """

    key = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    trail = models.BigIntegerField(help_text="The last entry on the trail before.")
    sent_at = models.DateTimeField(db_index=True)
    leads_to = models.TextField(blank=True, help_text="The address of the page that the act led to, once it is known.")

    class Meta:
        constraints = [
            rule("a_sent_form_is_kept_as_a_hash", Q(key__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"form sent {self.sent_at:%Y-%m-%d %H:%M}"

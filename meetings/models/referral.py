"""Referrals: parts of resolutions that one body sends to another, or defers to its own next meeting."""

from django.db import models
from django.db.models import Q

from committee.models import Committee
from committee.models.acted_by import acted_by
from committee.models.rules import rule
from meetings.models.agenda import AgendaItem
from meetings.models.resolution import Limb


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Querysets of referrals."""

    def waiting(self) -> "ReferralQuerySet":
        """Return referrals that are on no agenda yet and were not declined."""
        return self.filter(item=None, declined_at=None)

    def with_source(self) -> "ReferralQuerySet":
        """Return the rows with the part of the resolution, its minute and its meeting."""
        way = "limb__resolution__minute"
        return self.select_related(f"{way}__item", f"{way}__minutes__meeting__committee", "committee", "item__meeting")


class Referral(models.Model):
    """
    A part of a carried resolution that is sent to `committee`; a deferral is sent to the body that resolved it.

    `item` is the item of agenda on which that body considers it; where the item is removed, the referral waits again.
    `declined_reason` says why that body will not consider it. It is not public.
    """

    part_of = "committee"
    locked_by = "committee"
    words_kept = ("declined_reason",)
    limb = models.OneToOneField(Limb, models.PROTECT, related_name="referral")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="referrals")
    item = models.OneToOneField(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="referral")
    referred_at = models.DateTimeField()
    referred_by = acted_by("Empty: the portal.")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(max_length=500, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["referred_at", "pk"]
        constraints = [
            rule("a_declined_referral_has_its_reason", Q(declined_at=None) | ~Q(declined_reason="")),
            rule("a_declined_referral_is_on_no_agenda", Q(declined_at=None) | Q(item=None)),
        ]

    def __str__(self) -> str:
        return f"{self.limb}, referred to the {self.committee}"

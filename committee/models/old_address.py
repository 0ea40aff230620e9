"""Addresses of the site that the council had before, and which page of ours each leads to."""

from django.db import models
from django.db.models import Q

LONGEST = 600  # in four bytes a letter, with its host, still what an index of PostgreSQL takes


class OldAddress(models.Model):
    """
    An address of the old site, as it is compared (`committee.old_addresses.keys`), and the path of ours in its place.

    SECURITY: the path begins with one stroke and holds no other host, here and for a shell: whoever follows a link to
    the council stays with the council.
    """

    host = models.CharField(max_length=253)
    path = models.CharField("old address", max_length=LONGEST, help_text="With its parameters, sorted.")
    target = models.CharField("page of the portal", max_length=LONGEST)

    class Meta:
        verbose_name_plural = "old addresses"
        ordering = ["host", "path"]
        constraints = [
            models.UniqueConstraint(fields=["host", "path"], name="an_old_address_leads_to_one_page"),
            models.CheckConstraint(
                condition=~Q(host="") & Q(path__startswith="/"), name="an_old_address_has_a_host_and_a_path"
            ),
            models.CheckConstraint(
                condition=Q(target__startswith="/")
                & ~Q(target__startswith="//")
                & ~Q(target__contains="\\")
                & ~Q(target__contains=":"),
                name="an_old_address_leads_to_a_page_of_the_portal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host}{self.path}"

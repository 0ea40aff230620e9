"""Who leads an item."""

from django.db import models
from django.db.models import Q

from committee.models import Person
from workprogramme.models.choices import LeadRole


class Lead(models.Model):
    """Who leads an item, and as what: a person of the register, or a name where the register has none."""

    item = models.ForeignKey("workprogramme.ProgrammeItem", models.CASCADE, related_name="leads")
    role = models.CharField(max_length=18, choices=LeadRole, default=LeadRole.LEAD_OFFICER)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="programme_leads")
    name = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["item", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="a_lead_is_a_person_or_a_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.printed}"

    @property
    def printed(self) -> str:
        """The name as printed."""
        return self.person.printed_name if self.person else self.name

"""A member's place in a paper, and whether they have read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import User
from committee.models.rules import once, rule
from meetings.models.paper import PaperFile


class ReadingMarkQuerySet(models.QuerySet["ReadingMark"]):
    """Querysets of reading marks."""

    def of(self, user: User) -> "ReadingMarkQuerySet":
        """Return the marks of `user`. SECURITY: every query for a page begins with this."""
        return self.filter(user=user)


class ReadingMark(models.Model):
    """
    A member's place (`page`, of the file itself) in one published file, and whether the member has read the file.

    SECURITY: nobody but `user` may learn of a mark, so marks are in no trail, log, list, export or search. No time is
    stored. A mark does not open its paper: pages show marks only of papers that the user may read at that moment.
    """

    part_of = "file"
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file = models.ForeignKey(PaperFile, models.CASCADE, related_name="+")
    page = models.PositiveIntegerField(default=1)
    is_read = models.BooleanField(default=False)

    objects = ReadingMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            once("a_reader_has_one_mark_in_a_file", "user", "file"),
            rule("a_reading_mark_is_on_a_page", Q(page__gte=1)),
        ]

    def __str__(self) -> str:
        return "a reading mark"

"""What public pages are kept under: it changes with the data that they show."""

from django.db import models


class PageStamp(models.Model):
    """
    That something changed which pages show: written by the triggers of `committee/public_pages/triggers.py` alone.

    `key` is an area of `committee.public_pages.areas`, or the id of a meeting; `token` is drawn at random. The stamp of
    a page is a sum over the rows of its keys (`committee.public_pages.stamps`).
    """

    key = models.BigIntegerField(db_index=True)
    token = models.BigIntegerField()

"""The roof: pages and commands that see every app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The roof."""

    name = "committee.portal"
    label = "portal"
    verbose_name = "Portal"

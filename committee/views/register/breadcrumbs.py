"""The way down to a page of the register."""

from collections.abc import Sequence

from django.urls import reverse

Trail = Sequence[tuple[str, str]]


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Breadcrumbs: the register, then `steps` of (label, address)."""
    return [("Register", reverse("register:front")), *steps]

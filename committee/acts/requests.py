"""The type of the request in a view that only signed-in users reach."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from committee.models import Person, User


class SignedInRequest(HttpRequest):
    """
    A request whose user is signed in and has the right to the page (see the gates of `committee.access.permissions`).

    Only the type checker uses this class: no request is an instance of it.
    """

    user: User
    htmx: HtmxDetails


def person_of(user: User) -> Person:
    """Return the person of a signed-in user; councillors and portfolio holders always have one."""
    assert user.person is not None
    return user.person

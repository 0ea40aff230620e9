"""The request that a view behind a gate is given."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from committee.models import Person, User


class SignedInRequest(HttpRequest):
    """
    A request of a signed-in user with the right to the page: the gates of `committee.access.permissions` let nobody
    else through.

    Only the type checker uses this class: no request is an instance of it.
    """

    user: User
    htmx: HtmxDetails


def person_of(user: User) -> Person:
    """Return the person of a signed-in user; councillors and portfolio holders always have one."""
    assert user.person is not None
    return user.person

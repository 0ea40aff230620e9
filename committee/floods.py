"""How much may come from one address in an hour, so that nobody floods anybody."""

from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def is_flood(request: HttpRequest, what: str, most: int) -> bool:
    """Count one more `what` from the address of `request`; whether there are more than `most` of the last hour now."""
    key = f"{what}:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=HOUR)
    return cache.incr(key) > most

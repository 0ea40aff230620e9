"""Limits on the number of requests from one network in an hour, so that nobody can flood the portal or a mailbox."""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

A_HOUSEHOLD = 64  # leading bits that all IPv6 addresses of one connection share
AN_ORGANISATION = {4: 24, 6: 48}  # leading bits, by IP version, of a network as easy to rent as one address
NEIGHBOURS = 4  # an organisation's network may send this many times as much as one address


def is_flood(request: HttpRequest, what: str, most: int, *, wide: bool = False) -> bool:
    """
    Count one more act `what` from the network of `request`. Return whether there are now more than `most` in an hour.

    With `wide` an organisation's whole network counts as one sender. Without `wide` each address or household counts as
    one sender; a POST is counted for the organisation's network too, which may send NEIGHBOURS times `most`.
    """
    if _is_more(request, what, most, wide=wide):
        return True
    # Each count costs eleven queries, so a GET is counted once only.
    posted = request.method == "POST"
    return posted and not wide and _is_more(request, f"{what}-network", NEIGHBOURS * most, wide=True)


def _is_more(request: HttpRequest, what: str, most: int, *, wide: bool) -> bool:
    # Count under allauth's lock, because Django's database cache reads, then writes. Without the lock twelve
    # simultaneous requests would be counted as one, or all twelve would be let in where the limit leaves only one.
    of = {"app": "committee.sign_in.rate_limit", "action": what, "config": {what: f"{most}/h/key"}}
    return ratelimit.consume(request, **of, key=came_from(request, wide=wide), limit_get=True) is None


def came_from(request: HttpRequest, *, wide: bool = False) -> str:
    """
    Return the network of a request: the IPv4 address, or a household's network in IPv6; "" where it has no address.

    With `wide` return an organisation's network, for either IP version.

    SECURITY: behind a proxy (BEHIND_PROXY) the address is taken from the proxy's header, because otherwise all visitors
    would count as one. A header that the visitor's own browser sent is never trusted.
    """
    try:
        address = get_adapter(request).get_client_ip(request)
        ip = ipaddress.ip_address(address)
    except (PermissionDenied, ValueError):  # a socket without an address
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    bits = AN_ORGANISATION[ip.version] if wide else A_HOUSEHOLD if ip.version == 6 else None
    return str(ipaddress.ip_network((ip, bits), strict=False) if bits else ip)

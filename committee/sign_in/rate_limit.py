"""Limits on what may come from one place in an hour, so that nobody floods anybody."""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

A_HOUSEHOLD = 64  # the leading bits of an IPv6 address that one connection keeps: it has all those behind them
AN_ORGANISATION = {4: 24, 6: 48}  # the leading bits that somebody may rent as easily as one address
NEIGHBOURS = 4  # as many times as much may come from all of an organisation


def is_flood(request: HttpRequest, what: str, most: int, *, wide: bool = False) -> bool:
    """
    Count one more `what` from where `request` comes from; return whether there are more than `most` in an hour now.

    `wide` counts the whole network of an organisation as one; else that may post NEIGHBOURS times as much.
    """
    if _is_more(request, what, most, wide=wide):
        return True
    # Each count costs eleven queries: what is only read is counted once.
    posted = request.method == "POST"
    return posted and not wide and _is_more(request, f"{what}-network", NEIGHBOURS * most, wide=True)


def _is_more(request: HttpRequest, what: str, most: int, *, wide: bool) -> bool:
    # One at a time, by allauth's lock: Django's cache in the database looks, then writes. Without it twelve at once are
    # counted as one, or all have the place that another had an hour ago.
    of = {"app": "committee.sign_in.rate_limit", "action": what, "config": {what: f"{most}/h/key"}}
    return ratelimit.consume(request, **of, key=came_from(request, wide=wide), limit_get=True) is None


def came_from(request: HttpRequest, *, wide: bool = False) -> str:
    """
    Return the network that a request comes from: its address, or a household's network in IPv6; "" for none.

    `wide`: an organisation's network, in either version.

    SECURITY: behind a proxy (BEHIND_PROXY) it is the address that the proxy names, else all visitors would be one; a
    header from the visitor's own browser is never believed.
    """
    try:
        address = get_adapter(request).get_client_ip(request)
        ip = ipaddress.ip_address(address)
    except (PermissionDenied, ValueError):  # a socket without an address
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    bits = AN_ORGANISATION[ip.version] if wide else A_HOUSEHOLD if ip.version == 6 else None
    return str(ipaddress.ip_network((ip, bits), strict=False) if bits else ip)

"""
Compare old addresses in all their spellings, and check the page that replaces an old address.

Like Modern.Gov, the portal ignores the case of letters and the order of parameters.
"""

from itertools import combinations
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from committee.acts.refusal import Refused
from committee.models import OldAddress
from committee.models.files import LONGEST
from committee.wording.unprintable import in_one_line

OLD, NEW = "old address", "new address"  # the columns of a CSV file
FEW = 6  # with up to so many parameters in an address, every combination of them is looked up
MOST_TYPED = 4 * LONGEST
IN_A_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
IN_A_PATH = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~%!$&'()*+,;=@")
# URL arguments of secret links: anybody who has such an address may act.
SECRET = frozenset({"token", "key"})


def entry_of(old: str, new: str) -> OldAddress:
    """Return an unsaved row for a typed old address and a typed page. Raises Refused where either is wrong."""
    host, path = _old(old)
    return OldAddress(host=host, path=path, target=target_of(new))


def host_of(host: str) -> str:
    """Return a host without its port, for comparing."""
    return host.casefold().partition(":")[0].rstrip(".")


def candidates(path: str, query: str) -> list[str]:
    """
    Return the paths to look up in the table for a requested address, the closest match first.

    Some links have extra parameters (Ver=4), so a requested address may have parameters that the table's path lacks.
    The parameters of an .aspx address identify the page, so at least one of them must match. The last path is the
    folder of the requested file, so that one entry for documents/g9529/ covers every pack in that folder.
    """
    path = _folded(path)
    parameters = _parameters(query)
    if parameters is None or len(path) > MOST_TYPED:
        return []
    sizes = range(len(parameters), 0, -1) if len(parameters) <= FEW else [len(parameters)]
    paths = [_with(path, subset) for size in sizes for subset in combinations(parameters, size)]
    if not parameters or not path.endswith(".aspx"):
        paths.append(path)
    folder = path.rpartition("/")[0] + "/"
    return [*paths, *([folder] if folder not in ("/", path) else [])]


def target_of(new: str) -> str:
    """Return the path of a page of the portal, as the table stores it. Raises Refused where the page is not public."""
    path = new.strip().removeprefix(settings.SITE_URL)
    if not path.startswith("/") or path.startswith("//") or not IN_A_PATH.issuperset(path):
        raise Refused("Enter the page as its address begins after the name of the site, such as /committees/planning/.")
    if len(path) > LONGEST:
        raise Refused(f"The page’s address is longer than {LONGEST} characters.")
    match = match_of(path)
    if match is None or match.namespaces != ["public"] or SECRET & match.kwargs.keys():
        raise Refused(f"The portal has no public page at {path[:200]}.")
    return path


def match_of(path: str) -> ResolverMatch | None:
    """Return the URL resolver's match for a percent-encoded path of the portal; None where there is none."""
    try:
        return resolve(unquote(path))
    except Resolver404:
        return None


def _old(typed: str) -> tuple[str, str]:
    """Return (host, path with parameters) of a typed old address, as the table stores them. Raises Refused."""
    whole = "Enter the whole old address, beginning with https://."
    if len(typed) > MOST_TYPED:
        raise Refused(f"The old address is longer than {LONGEST} characters.")
    try:
        parts = urlsplit(typed.strip())
        host = host_of(parts.hostname or "")
        parameters = _parameters(parts.query)
    except ValueError as error:
        raise Refused(whole) from error
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise Refused(whole)
    if not IN_A_HOST.issuperset(host) or len(host) > 253:
        raise Refused(f"“{host[:100]}” is not the name of a site.")
    path = _folded(unquote(parts.path) or "/")
    if parameters is None or any(ord(letter) < 32 for letter in unquote(parts.path)):
        raise Refused("The old address contains characters that cannot be read, or too many parameters.")
    if match_of(quote(path)) or match_of(quote(f"{path}/")):
        raise Refused(f"The portal has a page of its own at {path[:200]}, so that address cannot lead elsewhere.")
    path = _with(path, parameters)
    if len(path) > LONGEST:
        raise Refused(f"The old address is longer than {LONGEST} characters.")
    return host, path


def _folded(text: str) -> str:
    return normalize("NFC", in_one_line(text.casefold()))


def _parameters(query: str) -> tuple[tuple[str, str], ...] | None:
    """Return the (name, value) of each parameter, folded and sorted; None for more than 50 parameters."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return None
    return tuple(sorted({(_folded(name), _folded(value)) for name, value in pairs}))


def _with(path: str, parameters: tuple[tuple[str, str], ...]) -> str:
    return f"{path}?{urlencode(parameters, quote_via=quote)}" if parameters else path

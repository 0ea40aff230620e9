"""The council's directories: where officers sign in with the account that they use for all their work."""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

PROMPT = "prompt%3Dlogin"  # asks a directory for the password although it knows the browser
# Key of the session: whether the directory asked for a second step when the session began.
SECOND_STEP_ELSEWHERE = "committee.second_step_elsewhere"


@dataclass(frozen=True, slots=True)
class Directory:
    """
    A directory (OpenID Connect), read from the environment.

    - `key`: its name in addresses and rows, made from `url`
    - `name`: its name on pages, as in "Sign in with your council account"
    - `domains`: domains of the addresses that it vouches for; it opens no sign-in with any other address
    - `groups_claim`: the claim of its tokens that lists a person's groups
    - `second_step`: whether it asks everybody for a second step, even where its tokens do not say so
    - `scim_token`: the secret with which it creates and suspends sign-ins; "" where it does not
    """

    key: str
    name: str
    url: str
    client_id: str
    client_secret: str
    domains: frozenset[str]
    groups_claim: str = "groups"
    second_step: bool = False
    scim_token: str = ""

    def as_app(self) -> dict[str, Any]:
        """Return the directory as allauth reads it from SOCIALACCOUNT_PROVIDERS."""
        return {
            "provider_id": self.key,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.url},
        }

    def vouches_for(self, address: str) -> bool:
        """
        Return whether the directory vouches for an email address: it is in ASCII, and of one of its domains.

        SECURITY: otherwise who runs the directory of one council could sign in as an officer of another.
        """
        return address.isascii() and address.rpartition("@")[2].lower() in self.domains


def directory(key: str) -> Directory | None:
    """Return the directory with that key, or None."""
    return next((directory for directory in settings.DIRECTORIES if directory.key == key), None)


def directory_of(user: Any) -> Directory | None:
    """Return the directory with which `user` signs in, and with nothing else; None for a user with a password."""
    if not settings.DIRECTORIES:
        return None
    keys = user.socialaccount_set.values_list("provider", flat=True)
    return next((serving for key in keys if (serving := directory(key))), None)


def directory_for(address: str) -> Directory | None:
    """Return the directory that vouches for an email address, or None."""
    return next((directory for directory in settings.DIRECTORIES if directory.vouches_for(address)), None)


def came_lately(request: Any) -> bool:
    """Return whether the user has signed in with a directory so lately that it proves who they are."""
    from allauth.account import app_settings  # reads the settings, which are read from this module
    from allauth.account.internal.flows.login import get_authentication_records

    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "socialaccount" and record["at"] > since for record in records)


def way_of_proof(user: Any) -> list[dict[str, Any]]:
    """Return, as allauth lists such ways, how a user of a directory proves who they are: by signing in there again."""
    serving = directory_of(user)
    if serving is None:
        return []
    url = f"{reverse('openid_connect_login', args=[serving.key])}?auth_params={PROMPT}"
    return [{"id": "directory", "description": f"Sign in with {serving.name}", "url": url}]


def proved_second_step(login: Any) -> bool:
    """
    Return whether the directory of `login` (allauth's SocialLogin, or None) says that it asked for a second step.

    It says so by its setting, or in the claim `amr` of the ID token (RFC 8176).
    """
    serving = directory(login.account.provider) if login else None
    if serving is None:
        return False
    methods = (login.account.extra_data.get("id_token") or {}).get("amr") or []
    return serving.second_step or "mfa" in methods

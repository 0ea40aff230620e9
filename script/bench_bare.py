"""
The bare view that `script/bench pages` holds the portal against: one meeting, two queries, a small template.

It is its own settings and addresses: Django as it is, on the same rows, without the portal's middleware.
"""

from committee.settings import *  # noqa: F403

MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # allauth does not start without it
ROOT_URLCONF = "script.bench_bare_page"

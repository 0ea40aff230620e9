"""
Settings of the bare view that `script/bench pages` compares the portal with.

The bare view shows one meeting with two queries and a small template. It is plain Django on the same rows, with its own
URLs and without the portal's middleware.
"""

from committee.settings import *  # noqa: F403

MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # allauth does not start without it
ROOT_URLCONF = "script.bench_bare_page"

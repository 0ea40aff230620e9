"""The WSGI application that the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
# A web request waits at most five seconds for its turn in the sandbox; workers and commands wait without a limit.
os.environ.setdefault("SANDBOX_WAIT_SECONDS", "5")
application = get_wsgi_application()

"""The WSGI application that the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
# A request does not stand in line for long; a worker and a command do.
os.environ.setdefault("SANDBOX_WAIT_SECONDS", "5")
application = get_wsgi_application()

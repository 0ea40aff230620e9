"""The addresses of a demonstration: all of the portal's, and the page that says what can be tried."""

from django.urls import path

from committee.portal.demo.views import five_things
from committee.urls import handler400, handler404, handler500
from committee.urls import urlpatterns as of_the_portal

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("try/", five_things, name="five-things"), *of_the_portal]

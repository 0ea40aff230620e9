"""Addresses of the work programme: bringing one in from a file."""

from django.urls import URLPattern, path

from workprogramme.importing.views import desk as importing

urlpatterns: list[URLPattern] = [
    path("<slug:committee>/<slug:year>/import/", importing.programme_import, name="programme-import"),
]

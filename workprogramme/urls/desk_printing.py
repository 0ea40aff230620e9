"""Addresses of the work programme: desk printing."""

from django.urls import URLPattern, path

from workprogramme.printed_programme.views import desk as printing

urlpatterns: list[URLPattern] = [
    path("<slug:committee>/print/<slug:meeting>/", printing.programme_print_here, name="programme-print-of-meeting"),
    path("<slug:committee>/<slug:year>/print/<slug:meeting>/", printing.programme_print, name="programme-print"),
    path(
        "<slug:committee>/<slug:year>/print/<slug:meeting>.pdf",
        printing.programme_print_file,
        name="programme-print-file",
    ),
]

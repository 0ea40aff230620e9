"""The desk's pages for what a council settles once for its minutes; included in the namespace `desk` under /desk/."""

from django.urls import URLPattern, URLResolver, path

from meetings.minutes.views import desk_settings as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("minutes-settings/", views.settings, name="minutes-settings"),
    path("minutes-settings/<slug:year>/", views.first_numbers, name="minutes-first-numbers"),
]

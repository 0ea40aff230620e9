"""The desk's pages for writing out what the pages of one paper say."""

from django.urls import URLPattern, URLResolver, path

from meetings.papers.views import desk_files as texts

urlpatterns: list[URLPattern | URLResolver] = [
    path("", texts.texts, name="paper-texts"),
    path("<id:page>/", texts.text_page, name="paper-text-page"),
    path("<id:page>/remove/", texts.text_remove, name="paper-text-remove"),
    path("<id:page>.png", texts.text_picture, name="paper-text-picture"),
]

"""The desk's pages for writing out what the pages of one paper say."""

from django.urls import URLPattern, URLResolver, path

from meetings.papers.views import desk_texts as texts

urlpatterns: list[URLPattern | URLResolver] = [
    path("", texts.texts, name="paper_texts"),
    path("<id:page>/", texts.text_page, name="paper_text_page"),
    path("<id:page>/remove/", texts.text_remove, name="paper_text_remove"),
    path("<id:page>.png", texts.text_picture, name="paper_text_picture"),
]

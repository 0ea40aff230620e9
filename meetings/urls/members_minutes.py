"""Drafts of minutes that were sent to somebody; included in the namespaces `members` and `officers`."""

from django.urls import path

from meetings.views import drafts

members = [
    path("<slug:committee>/<slug:meeting>/minutes/draft/", drafts.for_members, name="draft_minutes"),
]
officers = [
    path("minutes/<slug:committee>/<slug:meeting>/draft/", drafts.for_officers, name="draft_minutes"),
]

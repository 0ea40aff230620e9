"""Minutes for members, and drafts that were sent to somebody; included in the namespaces `members` and `officers`."""

from django.urls import path

from meetings.views import drafts, members_minutes

members = [
    path("<slug:committee>/<slug:meeting>/minutes/", members_minutes.minutes, name="minutes"),
    path("<slug:committee>/<slug:meeting>/minutes.pdf", members_minutes.minutes_file, name="minutes_file"),
    path("<slug:committee>/<slug:meeting>/minutes/draft/", drafts.for_members, name="draft_minutes"),
]
officers = [
    path("minutes/<slug:committee>/<slug:meeting>/draft/", drafts.for_officers, name="draft_minutes"),
]

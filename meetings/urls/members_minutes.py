"""Minutes for members, and drafts that were sent to somebody; included in the namespaces `members` and `officers`."""

from django.urls import path

from meetings.minutes.confirmation.views import members as members_signing
from meetings.minutes.consultation.views import members as drafts
from meetings.minutes.publication.views import members as members_minutes

members = [
    path("<slug:committee>/<slug:meeting>/minutes/", members_minutes.minutes, name="minutes"),
    path("<slug:committee>/<slug:meeting>/minutes/sign/", members_signing.sign, name="minutes-sign"),
    path("<slug:committee>/<slug:meeting>/minutes/to-sign.pdf", members_signing.to_sign, name="minutes-to-sign"),
    path("<slug:committee>/<slug:meeting>/minutes.pdf", members_minutes.minutes_file, name="minutes-file"),
    path("<slug:committee>/<slug:meeting>/minutes/draft/", drafts.for_members, name="minutes-draft"),
]
officers = [
    path("minutes/<slug:committee>/<slug:meeting>/draft/", drafts.for_officers, name="minutes-draft"),
]

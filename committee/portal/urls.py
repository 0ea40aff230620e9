"""Every audience's addresses under one roof."""

from django.urls import include, path

from committee.portal import contact, public
from meetings.urls import public as meetings_public
from meetings.urls import public_minutes

public_pages = [
    path("", public.home, name="home"),
    path("committees/", public.committees, name="committees"),
    path("committees/<slug:committee>/", public.committee, name="committee"),
    path("committees/", include(meetings_public.urlpatterns)),
    path("committees/", include(public_minutes.urlpatterns)),
    path("calendar/", public.calendar, name="calendar"),
    path("accessibility/", public.statement, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", public.statement, {"page": "privacy"}, name="privacy"),
    path("filming/", public.statement, {"page": "filming"}, name="filming"),
    path("contact/", contact.contact, name="contact"),
]

urlpatterns = [
    path("register/", include("committee.register_urls")),
    path("", include((public_pages, "public"))),
    path("members/", include("meetings.urls.members")),
    path("officers/", include("meetings.urls.officers")),
    path("desk/", include("meetings.urls.desk")),
]

"""The members' side."""

from django.urls import URLPattern, URLResolver, path

from meetings.agendas.views import members, members_pages
from meetings.calendar.views import members as calendar
from meetings.minutes.confirmation.views import members as signing
from meetings.minutes.publication.views import members as minutes
from meetings.minutes.publication.views import members_drafts as drafts

urlpatterns: list[URLPattern | URLResolver] = [
    path("", members.front, name="front"),
    path("calendar/", calendar.calendar_link, name="calendar-link"),
    path("calendar/new/", calendar.calendar_link_new, name="calendar-link-new"),
    path("calendar/end/", calendar.calendar_link_end, name="calendar-link-end"),
    path("<slug:committee>/<slug:meeting>/", members.meeting, name="meeting"),
    path("<slug:committee>/<slug:meeting>/pack.pdf", members.pack, name="pack"),
    path("<slug:committee>/<slug:meeting>/pack-large-print.pdf", members.large_print_pack, name="large-print-pack"),
    path("<slug:committee>/<slug:meeting>/supplement-<id:number>.pdf", members.supplement, name="supplement"),
    path("<slug:committee>/<slug:meeting>/papers/<id:pk>/<slug:slug>.pdf", members.paper, name="paper"),
    path("<slug:committee>/<slug:meeting>/items/<id:number>/item.pdf", members_pages.item_file, name="item-file"),
    path("<slug:committee>/<slug:meeting>/p/", members_pages.go_to_page, name="go-to-page"),
    path("<slug:committee>/<slug:meeting>/p/<id:number>/", members_pages.page, name="page"),
    path("<slug:committee>/<slug:meeting>/p/<id:number>.pdf", members_pages.page_file, name="page-file"),
    *(
        path(
            f"<slug:committee>/<slug:meeting>/everything-by-{order}.pdf",
            members_pages.everything,
            {"order": order},
            name=f"everything-by-{order}",
        )
        for order in ("item", "date")
    ),
    path("<slug:committee>/<slug:meeting>/draft.pdf", members.draft, name="pack-draft"),
    path("<slug:committee>/<slug:meeting>/papers/<id:pk>/text/", members_pages.text, name="paper-text"),
    path("<slug:committee>/<slug:meeting>/minutes/", minutes.minutes, name="minutes"),
    path("<slug:committee>/<slug:meeting>/minutes/sign/", signing.sign, name="minutes-sign"),
    path("<slug:committee>/<slug:meeting>/minutes/to-sign.pdf", signing.to_sign, name="minutes-to-sign"),
    path("<slug:committee>/<slug:meeting>/minutes.pdf", minutes.minutes_file, name="minutes-file"),
    path("<slug:committee>/<slug:meeting>/minutes/draft/", drafts.for_members, name="minutes-draft"),
]

"""URL patterns of pages for members."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.agendas.views import members, members_pages
from meetings.calendar.views import members as calendar
from meetings.members.views import before_meeting, device, exempt_copies, notes, reading_marks, search
from meetings.minutes.confirmation.views import members as signing
from meetings.minutes.publication.views import members as minutes

one_meeting: list[URLPattern | URLResolver] = [
    path("", members.meeting, name="meeting"),
    path("before/", before_meeting.before, name="meeting-before"),
    path("pack.pdf", members.pack, name="pack"),
    path("pack-large-print.pdf", members.large_print_pack, name="large-print-pack"),
    path("supplement-<id:number>.pdf", members.supplement, name="supplement"),
    path("papers/<id:pk>/<slug:slug>.pdf", members.paper, name="paper"),
    path("papers/<id:pk>/<slug:slug>/", members_pages.reading, name="reading"),
    path("papers/<id:pk>/<slug:slug>/<id:page>/", members_pages.reading, name="reading-part"),
    path("papers/<id:pk>/<slug:slug>/<id:page>.webp", members_pages.page_picture, name="page-picture"),
    path("papers/<id:pk>/<slug:slug>/mark/", reading_marks.mark, name="paper-mark"),
    path("papers/<id:pk>/<slug:slug>/changes/", reading_marks.changes, name="paper-changes"),
    path("items/<id:number>/item.pdf", members_pages.item_file, name="item-file"),
    path("p/", members_pages.go_to_page, name="go-to-page"),
    path("p/<id:number>/", members_pages.page, name="page"),
    path("p/<id:number>.pdf", members_pages.page_file, name="page-file"),
    path("print/", members_pages.choose_print, name="print"),
    path("print.pdf", members_pages.print_file, name="print-file"),
    path("everything-by-item.pdf", members_pages.everything, {"order": "item"}, name="everything-by-item"),
    path("everything-by-date.pdf", members_pages.everything, {"order": "date"}, name="everything-by-date"),
    path("draft.pdf", members.draft, name="pack-draft"),
    path("minutes/", minutes.minutes, name="minutes"),
    path("minutes/sign/", signing.sign, name="minutes-sign"),
    path("minutes/to-sign.pdf", signing.to_sign, name="minutes-to-sign"),
    path("minutes.pdf", minutes.minutes_file, name="minutes-file"),
    path("minutes/draft/", minutes.for_members, name="minutes-draft"),
    path("notes/", notes.index, name="notes"),
    path("notes.json", notes.data, name="notes-json"),
    path("notes/new/", notes.new, name="note-new"),
    path("notes/new/<id:file>/<id:page>/", notes.on_page, name="note-on-page"),
    path("notes/<uuid:key>/", notes.note, name="note"),
    path("notes/<uuid:key>/delete/", notes.delete, name="note-delete"),
    path("notes/<uuid:key>/share/", notes.share, name="note-share"),
    path("device.json", device.manifest, name="device-manifest"),
    path("device/", device.device, name="device"),
    path("device/papers/<id:pk>/<id:page>/", device.paper, name="device-paper"),
    path("device/papers/<id:pk>/<id:page>.webp", device.picture, name="device-picture"),
    path("device/exempt/", exempt_copies.exempt, name="device-exempt"),
    path("device/exempt/<id:pk>/", exempt_copies.exempt_paper, name="device-exempt-paper"),
    path("device/exempt/<id:pk>/<id:page>.webp", exempt_copies.exempt_picture, name="device-exempt-picture"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", members.front, name="front"),
    path("notes/", notes.time_kept, name="notes-kept"),
    path("search/", search.search, name="search"),
    path("calendar/", calendar.calendar_link, name="calendar-link"),
    path("calendar/new/", calendar.calendar_link_new, name="calendar-link-new"),
    path("calendar/end/", calendar.calendar_link_end, name="calendar-link-end"),
    path("app.webmanifest", device.app, name="app"),
    path("worker.js", device.worker, name="device-worker"),
    path("<slug:committee>/<slug:meeting>/", include(one_meeting)),
]

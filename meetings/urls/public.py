"""URL patterns of public pages about meetings and minutes; included in the namespace `public` under /committees/."""

from django.urls import URLPattern, URLResolver, include, path

from committee.public_pages.page_data import page_and_data
from meetings.agendas.views import public, public_files
from meetings.calendar.views import public as calendar
from meetings.minutes.publication.views import public as minutes
from meetings.minutes.registers.views import public as registers
from meetings.recordings.views import public as recordings

one_meeting: list[URLPattern | URLResolver] = [
    path("answers/<id:pk>/<slug:slug>.pdf", public_files.answer_file, name="answer-file"),
    path("background/<id:pk>/<slug:slug>.pdf", public_files.background_file, name="background-file"),
    *page_and_data("items/<id:number>/", public.item, name="item"),
    *page_and_data("recordings/<id:pk>/", recordings.recording, name="recording"),
    path("pack.pdf", public_files.pack, name="pack"),
    path("pack-large-print.pdf", public_files.large_print_pack, name="large-print-pack"),
    path("supplement-<id:number>.pdf", public_files.supplement, name="supplement"),
    path("papers/<id:pk>/<slug:slug>.pdf", public_files.paper, name="paper"),
    *page_and_data("papers/<id:pk>/<slug:slug>/", public_files.reading, name="reading"),
    *page_and_data("papers/<id:pk>/<slug:slug>/<id:page>/", public_files.reading, name="reading-part"),
    path("papers/<id:pk>/<slug:slug>/<id:page>.webp", public_files.page_picture, name="page-picture"),
    path("items/<id:number>/item.pdf", public_files.item_file, name="item-file"),
    path("p/", public_files.go_to_page, name="go-to-page"),
    *page_and_data("p/<id:number>/", public_files.page, name="page"),
    path("p/<id:number>.pdf", public_files.page_file, name="page-file"),
    path("print/", public_files.choose_print, name="print"),
    path("print.pdf", public_files.print_file, name="print-file"),
    path("everything-by-item.pdf", public_files.everything, {"order": "item"}, name="everything-by-item"),
    path("everything-by-date.pdf", public_files.everything, {"order": "date"}, name="everything-by-date"),
    *page_and_data("notice/", public.notice, name="notice"),
    path("notice.pdf", public_files.notice_file, name="notice-file"),
    *page_and_data("certificate/", public.certificate, name="certificate"),
    *page_and_data("versions/<id:number>/", public.version, name="agenda-version"),
    path("versions/<id:number>/pack.pdf", public_files.version_pack, name="agenda-version-pack"),
    path("minutes/", minutes.minutes, name="minutes"),
    path("minutes.json", minutes.minutes_json, name="minutes-json"),
    path("minutes.pdf", minutes.minutes_file, name="minutes-file"),
    path("minutes.docx", minutes.minutes_word, name="minutes-word"),
    path("minutes/<id:number>/", minutes.minute, name="minute"),
    path("minutes/<id:number>.json", minutes.minute_json, name="minute-json"),
    path("decisions/", minutes.decisions, name="decisions"),
    path("decisions.json", minutes.decisions_json, name="decisions-json"),
    path("decisions.pdf", minutes.decisions_file, name="decisions-file"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *page_and_data("<slug:committee>/minutes/", registers.minutes, name="committee-minutes"),
    *page_and_data("<slug:committee>/attendance/", registers.attendance, name="attendance"),
    *page_and_data("<slug:committee>/attendance/<slug:year>/", registers.attendance, name="attendance-year"),
    path("<slug:committee>/attendance/<slug:year>.csv", registers.attendance_file, name="attendance-csv"),
    *page_and_data("<slug:committee>/declarations/", registers.declarations, name="declarations"),
    *page_and_data("<slug:committee>/declarations/<slug:year>/", registers.declarations, name="declarations-year"),
    path("<slug:committee>/declarations/<slug:year>.csv", registers.declarations_file, name="declarations-csv"),
    path("<slug:committee>/calendar.ics", calendar.committee_meetings, name="committee-calendar"),
    path("<slug:committee>/<slug:meeting>.ics", calendar.one_meeting, name="meeting-calendar"),
    *page_and_data("<slug:committee>/<slug:meeting>/", public.meeting, name="meeting"),
    path("<slug:committee>/<slug:meeting>/", include(one_meeting)),
]

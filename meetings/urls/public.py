"""What anybody may read of a meeting and its minutes; included in the namespace `public` under /committees/."""

from django.urls import URLPattern, URLResolver, path

from committee.public_pages.page_data import page_and_data
from meetings.agendas.views import public, public_files, public_pages
from meetings.calendar.views import public as calendar
from meetings.minutes.publication.views import public as minutes
from meetings.minutes.registers.views import public as registers
from meetings.recordings.views import public as recordings

urlpatterns: list[URLPattern | URLResolver] = [
    *page_and_data("<slug:committee>/minutes/", registers.minutes, name="committee-minutes"),
    *page_and_data("<slug:committee>/attendance/", registers.attendance, name="attendance"),
    *page_and_data("<slug:committee>/attendance/<slug:year>/", registers.attendance, name="attendance-year"),
    path("<slug:committee>/attendance/<slug:year>.csv", registers.attendance_file, name="attendance-csv"),
    *page_and_data("<slug:committee>/declarations/", registers.declarations, name="declarations"),
    *page_and_data("<slug:committee>/declarations/<slug:year>/", registers.declarations, name="declarations-year"),
    path("<slug:committee>/declarations/<slug:year>.csv", registers.declarations_file, name="declarations-csv"),
    path(
        "<slug:committee>/<slug:meeting>/answers/<id:pk>/<slug:slug>.pdf", public_files.answer_file, name="answer-file"
    ),
    path(
        "<slug:committee>/<slug:meeting>/background/<id:pk>/<slug:slug>.pdf",
        public_files.background_file,
        name="background-file",
    ),
    path("<slug:committee>/calendar.ics", calendar.committee_meetings, name="committee-calendar"),
    *page_and_data("<slug:committee>/<slug:meeting>/", public.meeting, name="meeting"),
    *page_and_data("<slug:committee>/<slug:meeting>/items/<id:number>/", public.item, name="item"),
    *page_and_data("<slug:committee>/<slug:meeting>/recordings/<id:pk>/", recordings.recording, name="recording"),
    path("<slug:committee>/<slug:meeting>/pack.pdf", public_files.pack, name="pack"),
    path(
        "<slug:committee>/<slug:meeting>/pack-large-print.pdf", public_files.large_print_pack, name="large-print-pack"
    ),
    path("<slug:committee>/<slug:meeting>/supplement-<id:number>.pdf", public_files.supplement, name="supplement"),
    path("<slug:committee>/<slug:meeting>/papers/<id:pk>/<slug:slug>.pdf", public_files.paper, name="paper"),
    path("<slug:committee>/<slug:meeting>/items/<id:number>/item.pdf", public_pages.item_file, name="item-file"),
    path("<slug:committee>/<slug:meeting>/p/", public_pages.go_to_page, name="go-to-page"),
    *page_and_data("<slug:committee>/<slug:meeting>/p/<id:number>/", public_pages.page, name="page"),
    path("<slug:committee>/<slug:meeting>/p/<id:number>.pdf", public_pages.page_file, name="page-file"),
    *(
        path(
            f"<slug:committee>/<slug:meeting>/everything-by-{order}.pdf",
            public_pages.everything,
            {"order": order},
            name=f"everything-by-{order}",
        )
        for order in ("item", "date")
    ),
    *page_and_data("<slug:committee>/<slug:meeting>/notice/", public.notice, name="notice"),
    path("<slug:committee>/<slug:meeting>/notice.pdf", public_files.notice_file, name="notice-file"),
    *page_and_data("<slug:committee>/<slug:meeting>/certificate/", public.certificate, name="certificate"),
    *page_and_data("<slug:committee>/<slug:meeting>/versions/<id:number>/", public.version, name="agenda-version"),
    path(
        "<slug:committee>/<slug:meeting>/versions/<id:number>/pack.pdf",
        public_files.version_pack,
        name="agenda-version-pack",
    ),
    *page_and_data("<slug:committee>/<slug:meeting>/papers/<id:pk>/text/", public_files.text, name="paper-text"),
    path("<slug:committee>/<slug:meeting>/minutes/", minutes.minutes, name="minutes"),
    path("<slug:committee>/<slug:meeting>/minutes.json", minutes.minutes_json, name="minutes-json"),
    path("<slug:committee>/<slug:meeting>/minutes.pdf", minutes.minutes_file, name="minutes-file"),
    path("<slug:committee>/<slug:meeting>/minutes.docx", minutes.minutes_word, name="minutes-word"),
    path("<slug:committee>/<slug:meeting>/minutes/<id:number>/", minutes.minute, name="minute"),
    path("<slug:committee>/<slug:meeting>/minutes/<id:number>.json", minutes.minute_json, name="minute-json"),
    path("<slug:committee>/<slug:meeting>/decisions/", minutes.decisions, name="decisions"),
    path("<slug:committee>/<slug:meeting>/decisions.json", minutes.decisions_json, name="decisions-json"),
    path("<slug:committee>/<slug:meeting>/decisions.pdf", minutes.decisions_file, name="decisions-file"),
]

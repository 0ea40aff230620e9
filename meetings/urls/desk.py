"""The desk's addresses, all under /desk/."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.agendas.views import desk as agenda
from meetings.agendas.views import desk_items as items
from meetings.agendas.views import desk_standing as standing
from meetings.calendar.views import desk as calendar
from meetings.calendar.views import desk_meetings as meetings
from meetings.packs.views import desk as packs
from meetings.packs.views import desk_large_print as large_print
from meetings.papers.views import desk as papers
from meetings.papers.views import desk_files as files
from meetings.recordings.views import desk as recordings

one_meeting = [
    path("", agenda.meeting, name="meeting"),
    path("rearrange/", meetings.rearrange, name="meeting-rearrange"),
    path("rearrange/undo/", meetings.undo_rearrangement, name="meeting-rearrange-undo"),
    path("cancel/", meetings.cancel, name="meeting-cancel"),
    path("cancel/undo/", meetings.undo_cancellation, name="meeting-cancel-undo"),
    path("remove/", meetings.remove, name="meeting-remove"),
    path("settings/", meetings.settings, name="meeting-settings"),
    path("shorter-notice/", meetings.shorter_notice, name="meeting-shorter-notice"),
    path("recordings/", recordings.recordings, name="recordings"),
    path("recordings/<id:pk>/", recordings.correct, name="recording-correct"),
    path("recordings/<id:pk>/captions/", recordings.captions, name="recording-captions"),
    path("recordings/<id:pk>/captions/remove/", recordings.captions_remove, name="recording-captions-remove"),
    path("recordings/<id:pk>/withdraw/", recordings.withdraw, name="recording-withdraw"),
    path("trail/", meetings.trail, name="meeting-trail"),
    path("items/new/", items.item_new, name="item-new"),
    path("items/order/", items.items_order, name="items-order"),
    path("items/<id:pk>/", items.item, name="item"),
    path("items/<id:pk>/part/", items.item_part, name="item-part"),
    path("items/<id:pk>/move/", items.item_move, name="item-move"),
    path("items/<id:pk>/remove/", items.item_remove, name="item-remove"),
    path("items/<id:pk>/upload/", items.item_upload, name="item-upload"),
    path("items/<id:pk>/papers/new/", papers.paper_new, name="paper-new"),
    path("files/", files.files_drop, name="files-drop"),
    path("files/match/", files.files_match, name="files-match"),
    path("papers/<id:pk>/", papers.paper, name="paper"),
    path("papers/<id:pk>/upload/", papers.paper_upload, name="paper-upload"),
    path("papers/<id:pk>/correct/", papers.paper_correct, name="paper-correct"),
    path("papers/<id:pk>/found/", papers.paper_found, name="paper-checks"),
    path("papers/<id:pk>/accept/<id:number>/", papers.paper_accept, name="paper-accept"),
    path("papers/<id:pk>/original/", papers.paper_original, name="paper-original"),
    path("papers/<id:pk>/remove/", papers.paper_remove, name="paper-remove"),
    path("papers/<id:pk>/leave/", papers.paper_leave, name="paper-grant"),
    path("papers/<id:pk>/allow-open/", papers.paper_allow_open, name="paper-allow-open"),
    path("papers/<id:pk>/chase/", papers.paper_chase, name="paper-chase"),
    path("papers/<id:pk>/file.pdf", papers.paper_file, name="paper-file"),
    path("papers/<id:pk>/file-<id:number>.pdf", papers.paper_file, name="paper-file-earlier"),
    path("build/large-print/<slug:edition>/", large_print.build, name="large-print-build"),
    path("build/large-print/<slug:edition>/progress/", large_print.progress, name="large-print-progress"),
    path("pack/large-print-<slug:edition>.pdf", large_print.pack_file, name="large-print-file"),
    path("build/<slug:edition>/", packs.build, name="pack-build"),
    path("build/<slug:edition>/progress/", packs.progress, name="pack-progress"),
    path("pack/published-<slug:edition>.pdf", packs.published_file, name="published-pack"),
    path("pack/supplement-<id:number>-<slug:edition>.pdf", packs.published_file, name="published-supplement"),
    path("pack/<slug:edition>.pdf", packs.pack_file, name="pack-file"),
    path("pack/<slug:edition>/pages/", packs.pack_pages, name="pack-pages"),
    path("pack/<slug:edition>/pages/<id:number>.png", packs.pack_page, name="pack-page"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/", calendar.this_year, name="calendar-this-year"),
    path("calendar/next-year/", calendar.next_year, name="calendar-next-year"),
    path("calendar/<slug:year>/publish/", calendar.publish, name="calendar-publish"),
    path("calendar/<slug:year>/", calendar.calendar, name="calendar"),
    path("calendar/<slug:year>/schedule/<slug:committee>/", calendar.schedule, name="calendar-schedule"),
    path("meetings/new/", calendar.new_meeting, name="meeting-new"),
    path("meetings/<slug:committee>/<slug:meeting>/", include(one_meeting)),
    path("standing/<slug:committee>/", standing.standing, name="standing-items"),
    path("", include("meetings.urls.desk_publishing")),
    path("", include("meetings.urls.desk_owed")),
    path("", include("meetings.urls.desk_takedowns")),
    path("", include("meetings.urls.desk_minutes_settings")),
    path("meetings/<slug:committee>/<slug:meeting>/papers/<id:pk>/text/", include("meetings.urls.desk_texts")),
    path("", include("meetings.urls.desk_minutes_text")),
    path("meetings/<slug:committee>/<slug:meeting>/minutes/", include("meetings.urls.desk_minutes")),
    path("", include("meetings.urls.desk_minutes_after")),
]

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

one_meeting = [
    path("", agenda.meeting, name="meeting"),
    path("rearrange/", meetings.rearrange, name="rearrange"),
    path("cancel/", meetings.cancel, name="cancel"),
    path("settings/", meetings.settings, name="settings"),
    path("shorter-notice/", meetings.shorter_notice, name="shorter_notice"),
    path("trail/", meetings.trail, name="trail"),
    path("items/new/", items.item_new, name="item_new"),
    path("items/order/", items.items_order, name="items_order"),
    path("items/<id:pk>/", items.item, name="item"),
    path("items/<id:pk>/part/", items.item_part, name="item_part"),
    path("items/<id:pk>/move/", items.item_move, name="item_move"),
    path("items/<id:pk>/remove/", items.item_remove, name="item_remove"),
    path("items/<id:pk>/upload/", items.item_upload, name="item_upload"),
    path("items/<id:pk>/papers/new/", papers.paper_new, name="paper_new"),
    path("papers/<id:pk>/", papers.paper, name="paper"),
    path("papers/<id:pk>/upload/", papers.paper_upload, name="paper_upload"),
    path("papers/<id:pk>/found/", papers.paper_found, name="paper_found"),
    path("papers/<id:pk>/remove/", papers.paper_remove, name="paper_remove"),
    path("papers/<id:pk>/leave/", papers.paper_leave, name="paper_leave"),
    path("papers/<id:pk>/allow-open/", papers.paper_allow_open, name="paper_allow_open"),
    path("papers/<id:pk>/chase/", papers.paper_chase, name="paper_chase"),
    path("papers/<id:pk>/file.pdf", papers.paper_file, name="paper_file"),
    path("papers/<id:pk>/file-<id:number>.pdf", papers.paper_file, name="paper_file_before"),
    path("build/large-print/<slug:edition>/", large_print.build, name="large_print_build"),
    path("build/large-print/<slug:edition>/progress/", large_print.progress, name="large_print_progress"),
    path("pack/large-print-<slug:edition>.pdf", large_print.pack_file, name="large_print_file"),
    path("build/<slug:edition>/", packs.build, name="build"),
    path("build/<slug:edition>/progress/", packs.progress, name="progress"),
    path("pack/published-<slug:edition>.pdf", packs.published_file, name="published_pack"),
    path("pack/supplement-<id:number>-<slug:edition>.pdf", packs.published_file, name="published_supplement"),
    path("pack/<slug:edition>.pdf", packs.pack_file, name="pack_file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/", calendar.this_year, name="this_year"),
    path("calendar/<slug:year>/", calendar.calendar, name="calendar"),
    path("calendar/<slug:year>/schedule/<slug:committee>/", calendar.schedule, name="schedule"),
    path("meetings/new/", calendar.new_meeting, name="new_meeting"),
    path("meetings/<slug:committee>/<slug:meeting>/", include(one_meeting)),
    path("standing/<slug:committee>/", standing.standing, name="standing"),
    path("", include("meetings.urls.desk_publishing")),
    path("", include("meetings.urls.desk_owed")),
    path("", include("meetings.urls.desk_takedowns")),
    path("", include("meetings.urls.desk_minutes_settings")),
    path("meetings/<slug:committee>/<slug:meeting>/papers/<id:pk>/text/", include("meetings.urls.desk_texts")),
    path("", include("meetings.urls.desk_minutes_text")),
    path("meetings/<slug:committee>/<slug:meeting>/minutes/", include("meetings.urls.desk_minutes")),
    path("", include("meetings.urls.desk_minutes_after")),
]

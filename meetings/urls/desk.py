"""The desk's addresses, all under /desk/."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.actions.views import desk as actions
from meetings.actions.views import desk_absences as absences
from meetings.agendas.views import desk as agenda
from meetings.agendas.views import desk_amendments as amendments
from meetings.agendas.views import desk_certificate as certificate
from meetings.agendas.views import desk_items as items
from meetings.agendas.views import desk_publishing as publishing
from meetings.agendas.views import desk_standing as standing
from meetings.agendas.views import desk_supplement_preview as supplement
from meetings.calendar.views import desk as calendar
from meetings.calendar.views import desk_meetings as meetings
from meetings.minutes.document.views import desk_settings as minutes_settings
from meetings.packs.views import desk as packs
from meetings.packs.views import desk_large_print as large_print
from meetings.papers.views import desk as papers
from meetings.papers.views import desk_files as files
from meetings.recordings.views import desk as recordings
from meetings.takedowns.views import desk as takedowns

one_meeting: list[URLPattern | URLResolver] = [
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
    path("papers/<id:pk>/text/", files.texts, name="paper-texts"),
    path("papers/<id:pk>/text/<id:page>/", files.text_page, name="paper-text-page"),
    path("papers/<id:pk>/text/<id:page>/remove/", files.text_remove, name="paper-text-remove"),
    path("papers/<id:pk>/text/<id:page>.png", files.text_picture, name="paper-text-picture"),
    path("papers/<id:pk>/background/", files.background_new, name="background-new"),
    path("background/<id:pk>/remove/", files.background_remove, name="background-remove"),
    path("background/<id:pk>.pdf", files.background_file, name="background-file"),
    path("preflight/", publishing.preflight, name="agenda-preflight"),
    path("preview/", publishing.preview, name="agenda-preview"),
    path("publish/", publishing.publish, name="agenda-publish"),
    path("publish/prepare/", publishing.prepare, name="agenda-prepare"),
    path("publish/progress/", publishing.building, name="agenda-building"),
    path("preflight/accept/", publishing.accept, name="agenda-accept"),
    path("published/", publishing.published, name="agenda-published"),
    path("published/tell-again/", publishing.tell_again, name="agenda-notify-again"),
    path("certificate/", certificate.certificate, name="certificate"),
    path("certificate.pdf", certificate.certificate_file, name="certificate-file"),
    path("notice.pdf", certificate.notice_file, name="notice-file"),
    path("supplement/", amendments.supplement, name="supplement-publish"),
    path("supplement/preview/", supplement.supplement_preview, name="supplement-preview"),
    path("supplement/progress/", supplement.supplement_progress, name="supplement-progress"),
    path("supplement/draft.pdf", supplement.supplement_draft, name="supplement-draft"),
    path("items/<id:pk>/add/", amendments.item_added, name="item-add"),
    path("items/<id:pk>/urgent/", amendments.item_urgent, name="item-urgent"),
    path("items/<id:pk>/withdraw/", amendments.item_withdraw, name="item-withdraw"),
    path("correct/", amendments.correct, name="agenda-correct"),
    path("correct/<id:pk>/", amendments.correct_item, name="item-correct"),
    path("minutes/", include("meetings.urls.desk_minutes")),
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
    path("actions/", actions.actions, name="actions"),
    path("actions/<id:pk>/", actions.action, name="action"),
    path("actions/<id:pk>/assign/", actions.assign, name="action-assign"),
    path("actions/<id:pk>/answer/", actions.answer, name="action-answer"),
    path("actions/<id:pk>/close/", actions.close, name="action-close"),
    path("actions/<id:pk>/reopen/", actions.reopen, name="action-reopen"),
    path("actions/<id:pk>/reminder/", actions.record_reminder, name="action-reminder"),
    path("actions/<id:pk>/remind/", actions.remind, name="action-remind"),
    path("answers/<id:pk>.pdf", actions.answer_file, name="answer-file"),
    path("answers/<id:pk>/remove/", actions.answer_remove, name="answer-remove"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<slug:slug>/", absences.absence_approve, name="absence-approve"),
    path("absences/<slug:slug>/elsewhere/", absences.absence_elsewhere, name="absence-elsewhere"),
    path("absences/approvals/<id:pk>/", absences.approval_correct, name="approval-correct"),
    path("absences/approvals/<id:pk>/strike-out/", absences.approval_strike_out, name="approval-strike-out"),
    path("absences/elsewhere/<id:pk>/remove/", absences.absence_elsewhere_remove, name="absence-elsewhere-remove"),
    path("takedowns/", takedowns.takedowns, name="takedowns"),
    path("takedowns/new/<slug:kind>/<id:pk>/", takedowns.takedown_new, name="takedown-new"),
    path("takedowns/<id:pk>/", takedowns.takedown, name="takedown"),
    path("takedowns/<id:pk>/confirm/", takedowns.takedown_confirm, name="takedown-confirm"),
    path("takedowns/<id:pk>/undo/", takedowns.takedown_undo, name="takedown-undo"),
    path("takedowns/<id:pk>/redacted-copy/", takedowns.takedown_redacted, name="takedown-redacted"),
    path("takedowns/<id:pk>/make-again/", takedowns.takedown_make_again, name="takedown-make-again"),
    path("takedowns/<id:pk>/file-<id:number>.pdf", takedowns.takedown_file, name="takedown-file"),
    path("minutes-settings/", minutes_settings.settings, name="minutes-settings"),
    path("minutes-settings/<slug:year>/", minutes_settings.first_numbers, name="minutes-first-numbers"),
]

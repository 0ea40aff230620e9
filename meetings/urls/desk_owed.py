"""The desk's pages of what was asked for, of absences and of background documents; in the namespace `desk`."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.actions.views import desk as actions
from meetings.actions.views import desk_absences as absences
from meetings.papers.views import desk_files as background

one_meeting = [
    path("papers/<id:pk>/background/", background.background_new, name="background-new"),
    path("background/<id:pk>/remove/", background.background_remove, name="background-remove"),
    path("background/<id:pk>.pdf", background.background_file, name="background-file"),
]

urlpatterns: list[URLPattern | URLResolver] = [
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
    path("meetings/<slug:committee>/<slug:meeting>/", include(one_meeting)),
]

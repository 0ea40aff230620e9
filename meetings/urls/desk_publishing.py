"""The desk's publishing pages; included in the namespace `desk` under /desk/."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.agendas.views import desk_amendments as after
from meetings.agendas.views import desk_certificate as certificate
from meetings.agendas.views import desk_publishing as publishing
from meetings.agendas.views import desk_supplement_preview as supplement

one_meeting = [
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
    path("supplement/", after.supplement, name="supplement-publish"),
    path("supplement/preview/", supplement.supplement_preview, name="supplement-preview"),
    path("supplement/progress/", supplement.supplement_progress, name="supplement-progress"),
    path("supplement/draft.pdf", supplement.supplement_draft, name="supplement-draft"),
    path("items/<id:pk>/add/", after.item_added, name="item-add"),
    path("items/<id:pk>/urgent/", after.item_urgent, name="item-urgent"),
    path("items/<id:pk>/withdraw/", after.item_withdraw, name="item-withdraw"),
    path("correct/", after.correct, name="agenda-correct"),
    path("correct/<id:pk>/", after.correct_item, name="item-correct"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("meetings/<slug:committee>/<slug:meeting>/", include(one_meeting))]

"""The desk's publishing pages; included in the namespace `desk` under /desk/."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.agendas.views import desk_amendments as after
from meetings.agendas.views import desk_certificate as certificate
from meetings.agendas.views import desk_publishing as publishing

one_meeting = [
    path("preflight/", publishing.preflight, name="preflight"),
    path("preview/", publishing.preview, name="preview"),
    path("publish/", publishing.publish, name="publish"),
    path("published/", publishing.published, name="published"),
    path("published/tell-again/", publishing.tell_again, name="tell_again"),
    path("certificate/", certificate.certificate, name="certificate"),
    path("certificate.pdf", certificate.certificate_file, name="certificate_file"),
    path("notice.pdf", certificate.notice_file, name="notice_file"),
    path("supplement/", after.supplement, name="supplement"),
    path("items/<id:pk>/add/", after.item_added, name="item_added"),
    path("items/<id:pk>/urgent/", after.item_urgent, name="item_urgent"),
    path("items/<id:pk>/withdraw/", after.item_withdraw, name="item_withdraw"),
    path("correct/", after.correct, name="correct"),
    path("correct/<id:pk>/", after.correct_item, name="correct_item"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("meetings/<slug:committee>/<slug:meeting>/", include(one_meeting))]

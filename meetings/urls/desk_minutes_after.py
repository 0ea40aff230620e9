"""The desk's pages from the end of a meeting to the signature; included in the namespace `desk` under /desk/."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.minutes.confirmation.views import desk as minutes_confirm
from meetings.minutes.consultation.views import desk as minutes_comments
from meetings.minutes.document.views import desk as minutes_ground
from meetings.minutes.publication.views import desk as minutes_publish

after = [
    path("write-up/", minutes_publish.minutes, name="minutes-write-up"),
    path("circulate/", minutes_comments.circulate, name="minutes-circulate"),
    path("comments/<id:pk>/", minutes_comments.comment, name="minutes-comment"),
    path("decisions/", minutes_publish.decisions, name="minutes-decisions"),
    path("publish/", minutes_publish.publish, name="minutes-publish"),
    path("published/", minutes_publish.published, name="minutes-published"),
    path("certify/", minutes_publish.certify, name="minutes-certify"),
    path("ground/", minutes_ground.ground, name="minutes-ground"),
    path("confirm/", minutes_confirm.confirm, name="minutes-confirm"),
    path("corrections/<id:pk>/take-back/", minutes_confirm.take_back, name="minutes-correction-remove"),
    path("signed.pdf", minutes_confirm.signed_scan, name="minutes-signed-scan"),
    path("signed/replace/", minutes_confirm.replace, name="minutes-scan-replace"),
    path("to-sign.pdf", minutes_confirm.signing_copy, name="minutes-signing-copy"),
    path("versions/<id:number>/", minutes_publish.version, name="minutes-version"),
    path("versions/<id:number>/<slug:edition>.pdf", minutes_publish.version_file, name="minutes-version-file"),
    path("compare/<id:old>/now/", minutes_publish.compare_now, name="minutes-compare-now"),
    path("compare/<id:old>/<id:new>/", minutes_publish.compare, name="minutes-compare"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/<slug:committee>/<slug:meeting>/minutes/", include(after))
]

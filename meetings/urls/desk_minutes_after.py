"""The desk's pages from the end of a meeting to the signature; included in the namespace `desk` under /desk/."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.minutes.confirmation.views import desk as minutes_confirm
from meetings.minutes.confirmation.views import desk_scan as minutes_scan
from meetings.minutes.consultation.views import desk as minutes_comments
from meetings.minutes.document.views import desk_grounds as minutes_ground
from meetings.minutes.publication.views import desk as minutes_publish
from meetings.minutes.publication.views import desk_versions as minutes_versions
from meetings.minutes.publication.views import desk_write_up as minutes_after

after = [
    path("write-up/", minutes_after.minutes, name="write_up"),
    path("circulate/", minutes_comments.circulate, name="minutes_circulate"),
    path("comments/<id:pk>/", minutes_comments.comment, name="minutes_comment"),
    path("decisions/", minutes_publish.decisions, name="minutes_decisions"),
    path("publish/", minutes_publish.publish, name="minutes_publish"),
    path("published/", minutes_publish.published, name="minutes_published"),
    path("certify/", minutes_publish.certify, name="minutes_certify"),
    path("ground/", minutes_ground.ground, name="minutes_ground"),
    path("confirm/", minutes_confirm.confirm, name="minutes_confirm"),
    path("corrections/<id:pk>/take-back/", minutes_confirm.take_back, name="minutes_correction_remove"),
    path("signed.pdf", minutes_scan.signed_scan, name="minutes_signed_scan"),
    path("signed/replace/", minutes_scan.replace, name="minutes_scan_replace"),
    path("to-sign.pdf", minutes_confirm.signing_copy, name="minutes_signing_copy"),
    path("versions/<id:number>/", minutes_versions.version, name="minutes_version"),
    path("versions/<id:number>/<slug:edition>.pdf", minutes_versions.version_file, name="minutes_version_file"),
    path("compare/<id:old>/now/", minutes_versions.compare_now, name="minutes_compare_now"),
    path("compare/<id:old>/<id:new>/", minutes_versions.compare, name="minutes_compare"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/<slug:committee>/<slug:meeting>/minutes/", include(after))
]

"""Addresses of the members' pages of scrutiny."""

from django.urls import URLPattern, path

from workprogramme.member_requests.views import members as members_scrutiny

urlpatterns: list[URLPattern] = [
    path("scrutiny/", members_scrutiny.front, name="scrutiny"),
    path("scrutiny/document/", members_scrutiny.document, name="document-request"),
    path("scrutiny/call-for-action/", members_scrutiny.call_for_action, name="call-for-action"),
    path("scrutiny/document/<id:pk>/withdraw/", members_scrutiny.document_withdraw, name="document-request-withdraw"),
    path("scrutiny/call-for-action/<id:pk>/withdraw/", members_scrutiny.call_withdraw, name="call-for-action-withdraw"),
    path("scrutiny/call-in/", members_scrutiny.call_in, name="call-in"),
    path("scrutiny/call-in/<id:pk>/confirm/", members_scrutiny.confirm, name="call-in-confirm"),
    path("scrutiny/call-in/<id:pk>/leave/", members_scrutiny.leave, name="call-in-leave"),
    path("scrutiny/urgent/<id:pk>/", members_scrutiny.urgent, name="urgent-decision"),
]

"""Addresses of the desk's forward plan and of scrutiny's procedures, in the namespace `desk`."""

from django.urls import path

from workprogramme.forward_plan.views import desk as forward_plan
from workprogramme.forward_plan.views import desk_private_notices as private_notices
from workprogramme.forward_plan.views import desk_urgent_decisions as urgent_decisions
from workprogramme.member_requests.views import desk_call_ins as call_ins
from workprogramme.member_requests.views import desk_calls as calls_for_action
from workprogramme.member_requests.views import desk_documents as document_requests

# Each section has a list, a page for each row, and acts: forward-plan/7/publish/ is `key-decision-publish`.
urlpatterns = [
    *forward_plan.SECTION.addresses("forward-plan/"),
    *private_notices.SECTION.addresses("private-meetings/"),
    *call_ins.SECTION.addresses("call-ins/"),
    *document_requests.SECTION.addresses("document-requests/"),
    *calls_for_action.SECTION.addresses("calls-for-action/"),
    *urgent_decisions.SECTION.addresses("urgent-decisions/"),
    path("scrutiny-rules/", forward_plan.rules, name="scrutiny-rules"),
]

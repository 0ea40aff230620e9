"""The desk's forward plan and the short procedures of scrutiny; in the namespace `desk`, named `scrutiny_...`."""

from django.urls import path

from workprogramme.call_ins.views import desk as call_ins
from workprogramme.forward_plan.views import desk as forward_plan
from workprogramme.forward_plan.views import desk_private_notices as private_notices
from workprogramme.forward_plan.views import desk_urgent_decisions as urgent_decisions
from workprogramme.member_requests.views import desk_calls as calls_for_action
from workprogramme.member_requests.views import desk_documents as document_requests

NOTICE = "private-meetings/<id:pk>/"

urlpatterns = [
    path("forward-plan/", forward_plan.plan, name="scrutiny_plan"),
    path("forward-plan/new/", forward_plan.decision_new, name="scrutiny_decision_new"),
    path("forward-plan/<id:pk>/", forward_plan.decision, name="scrutiny_decision"),
    path("forward-plan/<id:pk>/edit/", forward_plan.decision_edit, name="scrutiny_decision_edit"),
    path("forward-plan/<id:pk>/publish/", forward_plan.decision_publish, name="scrutiny_decision_publish"),
    path("forward-plan/<id:pk>/taken/", forward_plan.decision_taken, name="scrutiny_decision_taken"),
    path("forward-plan/<id:pk>/not-taken/", forward_plan.decision_not_taken, name="scrutiny_decision_not_taken"),
    path("forward-plan/<id:pk>/withdraw/", forward_plan.decision_withdraw, name="scrutiny_decision_withdraw"),
    path("private-meetings/", private_notices.private_notices, name="scrutiny_private_notices"),
    path("private-meetings/new/", private_notices.private_notice_new, name="scrutiny_private_notice_new"),
    path(NOTICE, private_notices.private_notice, name="scrutiny_private_notice"),
    path(f"{NOTICE}edit/", private_notices.private_notice_edit, name="scrutiny_private_notice_edit"),
    path(f"{NOTICE}first/", private_notices.private_notice_first, name="scrutiny_private_notice_first"),
    path(f"{NOTICE}second/", private_notices.private_notice_second, name="scrutiny_private_notice_second"),
    path(f"{NOTICE}item/", private_notices.private_notice_item, name="scrutiny_private_notice_item"),
    path(f"{NOTICE}withdraw/", private_notices.private_notice_withdraw, name="scrutiny_private_notice_withdraw"),
    path("call-ins/", call_ins.call_ins, name="scrutiny_call_ins"),
    path("call-ins/new/", call_ins.call_in_new, name="scrutiny_call_in_new"),
    path("call-ins/<id:pk>/", call_ins.call_in, name="scrutiny_call_in"),
    path("call-ins/<id:pk>/names/", call_ins.call_in_names, name="scrutiny_call_in_names"),
    path("call-ins/<id:pk>/ask/", call_ins.call_in_ask, name="scrutiny_call_in_ask"),
    path("call-ins/<id:pk>/accept/", call_ins.call_in_accept, name="scrutiny_call_in_accept"),
    path("call-ins/<id:pk>/refuse/", call_ins.call_in_refuse, name="scrutiny_call_in_refuse"),
    path("call-ins/<id:pk>/settle/", call_ins.call_in_settle, name="scrutiny_call_in_settle"),
    path("document-requests/", document_requests.documents, name="scrutiny_documents"),
    path("document-requests/new/", document_requests.document_new, name="scrutiny_document_new"),
    path("document-requests/<id:pk>/", document_requests.document, name="scrutiny_document"),
    path("document-requests/<id:pk>/provide/", document_requests.document_provide, name="scrutiny_document_provide"),
    path("document-requests/<id:pk>/refuse/", document_requests.document_refuse, name="scrutiny_document_refuse"),
    path("document-requests/<id:pk>/reopen/", document_requests.document_reopen, name="scrutiny_document_reopen"),
    path("document-requests/<id:pk>/withdraw/", document_requests.document_withdraw, name="scrutiny_document_withdraw"),
    path("calls-for-action/", calls_for_action.calls, name="scrutiny_calls"),
    path("calls-for-action/new/", calls_for_action.call_new, name="scrutiny_call_new"),
    path("calls-for-action/<id:pk>/", calls_for_action.call, name="scrutiny_call"),
    path("calls-for-action/<id:pk>/accept/", calls_for_action.call_accept, name="scrutiny_call_accept"),
    path("calls-for-action/<id:pk>/reject/", calls_for_action.call_reject, name="scrutiny_call_reject"),
    path("calls-for-action/<id:pk>/settle/", calls_for_action.call_settle, name="scrutiny_call_settle"),
    path("calls-for-action/<id:pk>/reopen/", calls_for_action.call_reopen, name="scrutiny_call_reopen"),
    path("calls-for-action/<id:pk>/withdraw/", calls_for_action.call_withdraw, name="scrutiny_call_withdraw"),
    path("urgent-decisions/", urgent_decisions.urgents, name="scrutiny_urgents"),
    path("urgent-decisions/new/", urgent_decisions.urgent_new, name="scrutiny_urgent_new"),
    path("urgent-decisions/<id:pk>/", urgent_decisions.urgent, name="scrutiny_urgent"),
    path("urgent-decisions/<id:pk>/answer/", urgent_decisions.urgent_answer, name="scrutiny_urgent_answer"),
    path("urgent-decisions/<id:pk>/reason/", urgent_decisions.urgent_reason, name="scrutiny_urgent_reason"),
    path("urgent-decisions/<id:pk>/take-back/", urgent_decisions.urgent_take_back, name="scrutiny_urgent_take_back"),
    path("urgent-decisions/<id:pk>/withdraw/", urgent_decisions.urgent_withdraw, name="scrutiny_urgent_withdraw"),
    path("scrutiny-rules/", forward_plan.rules, name="scrutiny_rules"),
]

"""The desk's forward plan and the short procedures of scrutiny; in the namespace `desk`, named `scrutiny_...`."""

from django.urls import path

from workprogramme.views.desk import (
    call_ins,
    calls_for_action,
    document_requests,
    forward_plan,
    private_notices,
    urgent_decisions,
)

NOTICE = "private-meetings/<id:pk>/"

urlpatterns = [
    path("forward-plan/", forward_plan.plan, name="scrutiny_plan"),
    path("forward-plan/new/", forward_plan.decision_new, name="scrutiny_decision_new"),
    path("forward-plan/<id:pk>/", forward_plan.decision, name="scrutiny_decision"),
    path("forward-plan/<id:pk>/edit/", forward_plan.decision_edit, name="scrutiny_decision_edit"),
    path("forward-plan/<id:pk>/publish/", forward_plan.decision_publish, name="scrutiny_decision_publish"),
    path("forward-plan/<id:pk>/taken/", forward_plan.decision_taken, name="scrutiny_decision_taken"),
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
    path("calls-for-action/", calls_for_action.calls, name="scrutiny_calls"),
    path("calls-for-action/new/", calls_for_action.call_new, name="scrutiny_call_new"),
    path("calls-for-action/<id:pk>/", calls_for_action.call, name="scrutiny_call"),
    path("calls-for-action/<id:pk>/accept/", calls_for_action.call_accept, name="scrutiny_call_accept"),
    path("calls-for-action/<id:pk>/reject/", calls_for_action.call_reject, name="scrutiny_call_reject"),
    path("calls-for-action/<id:pk>/settle/", calls_for_action.call_settle, name="scrutiny_call_settle"),
    path("urgent-decisions/", urgent_decisions.urgents, name="scrutiny_urgents"),
    path("urgent-decisions/new/", urgent_decisions.urgent_new, name="scrutiny_urgent_new"),
    path("urgent-decisions/<id:pk>/", urgent_decisions.urgent, name="scrutiny_urgent"),
    path("urgent-decisions/<id:pk>/answer/", urgent_decisions.urgent_answer, name="scrutiny_urgent_answer"),
    path("scrutiny-rules/", forward_plan.rules, name="scrutiny_rules"),
]

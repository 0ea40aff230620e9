"""The desk's forward plan and the short procedures of scrutiny; in the namespace `desk`."""

from django.urls import path

from workprogramme.forward_plan.views import desk as forward_plan
from workprogramme.forward_plan.views import desk_private_notices as private_notices
from workprogramme.forward_plan.views import desk_urgent_decisions as urgent_decisions
from workprogramme.member_requests.views import desk_call_ins as call_ins
from workprogramme.member_requests.views import desk_calls as calls_for_action
from workprogramme.member_requests.views import desk_documents as document_requests

NOTICE = "private-meetings/<id:pk>/"

urlpatterns = [
    path("forward-plan/", forward_plan.plan, name="forward-plan"),
    path("forward-plan/new/", forward_plan.decision_new, name="key-decision-new"),
    path("forward-plan/<id:pk>/", forward_plan.decision, name="key-decision"),
    path("forward-plan/<id:pk>/edit/", forward_plan.decision_edit, name="key-decision-edit"),
    path("forward-plan/<id:pk>/publish/", forward_plan.decision_publish, name="key-decision-publish"),
    path("forward-plan/<id:pk>/taken/", forward_plan.decision_taken, name="key-decision-taken"),
    path("forward-plan/<id:pk>/not-taken/", forward_plan.decision_not_taken, name="key-decision-not-taken"),
    path("forward-plan/<id:pk>/withdraw/", forward_plan.decision_withdraw, name="key-decision-withdraw"),
    path("private-meetings/", private_notices.private_notices, name="private-notices"),
    path("private-meetings/new/", private_notices.private_notice_new, name="private-notice-new"),
    path(NOTICE, private_notices.private_notice, name="private-notice"),
    path(f"{NOTICE}edit/", private_notices.private_notice_edit, name="private-notice-edit"),
    path(f"{NOTICE}first/", private_notices.private_notice_first, name="private-notice-publish-first"),
    path(f"{NOTICE}second/", private_notices.private_notice_second, name="private-notice-publish-second"),
    path(f"{NOTICE}item/", private_notices.private_notice_item, name="private-notice-item"),
    path(f"{NOTICE}withdraw/", private_notices.private_notice_withdraw, name="private-notice-withdraw"),
    path("call-ins/", call_ins.call_ins, name="call-ins"),
    path("call-ins/new/", call_ins.call_in_new, name="call-in-new"),
    path("call-ins/<id:pk>/", call_ins.call_in, name="call-in"),
    path("call-ins/<id:pk>/names/", call_ins.call_in_names, name="call-in-names"),
    path("call-ins/<id:pk>/ask/", call_ins.call_in_ask, name="call-in-ask"),
    path("call-ins/<id:pk>/accept/", call_ins.call_in_accept, name="call-in-accept"),
    path("call-ins/<id:pk>/refuse/", call_ins.call_in_refuse, name="call-in-refuse"),
    path("call-ins/<id:pk>/settle/", call_ins.call_in_settle, name="call-in-settle"),
    path("document-requests/", document_requests.documents, name="document-requests"),
    path("document-requests/new/", document_requests.document_new, name="document-request-new"),
    path("document-requests/<id:pk>/", document_requests.document, name="document-request"),
    path("document-requests/<id:pk>/provide/", document_requests.document_provide, name="document-request-provide"),
    path("document-requests/<id:pk>/refuse/", document_requests.document_refuse, name="document-request-refuse"),
    path("document-requests/<id:pk>/reopen/", document_requests.document_reopen, name="document-request-reopen"),
    path("document-requests/<id:pk>/withdraw/", document_requests.document_withdraw, name="document-request-withdraw"),
    path("calls-for-action/", calls_for_action.calls, name="calls-for-action"),
    path("calls-for-action/new/", calls_for_action.call_new, name="call-for-action-new"),
    path("calls-for-action/<id:pk>/", calls_for_action.call, name="call-for-action"),
    path("calls-for-action/<id:pk>/accept/", calls_for_action.call_accept, name="call-for-action-accept"),
    path("calls-for-action/<id:pk>/reject/", calls_for_action.call_reject, name="call-for-action-reject"),
    path("calls-for-action/<id:pk>/settle/", calls_for_action.call_settle, name="call-for-action-settle"),
    path("calls-for-action/<id:pk>/reopen/", calls_for_action.call_reopen, name="call-for-action-reopen"),
    path("calls-for-action/<id:pk>/withdraw/", calls_for_action.call_withdraw, name="call-for-action-withdraw"),
    path("urgent-decisions/", urgent_decisions.urgents, name="urgent-decisions"),
    path("urgent-decisions/new/", urgent_decisions.urgent_new, name="urgent-decision-new"),
    path("urgent-decisions/<id:pk>/", urgent_decisions.urgent, name="urgent-decision"),
    path("urgent-decisions/<id:pk>/reason/", urgent_decisions.urgent_reason, name="urgent-decision-reason"),
    path("urgent-decisions/<id:pk>/take-back/", urgent_decisions.urgent_take_back, name="urgent-decision-take-back"),
    path("urgent-decisions/<id:pk>/withdraw/", urgent_decisions.urgent_withdraw, name="urgent-decision-withdraw"),
    path("scrutiny-rules/", forward_plan.rules, name="scrutiny-rules"),
]

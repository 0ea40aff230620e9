"""Addresses of reviews on the desk: one, its steps, its committees and its panel; under /desk/reviews/."""

from django.urls import URLPattern, path

from reviews.agenda_papers.views import desk as papers
from reviews.agenda_papers.views import desk_files as answer_papers
from reviews.call.views import desk as call
from reviews.evidence.views import desk as evidence
from reviews.evidence.views import desk_publication as publication
from reviews.figures.views import desk as figures
from reviews.findings.views import desk as findings
from reviews.lookup import within_limits
from reviews.progress.views import desk as progress
from reviews.proposing.views import desk as reviews
from reviews.proposing.views import desk_panel as panel
from reviews.proposing.views import desk_parents as parents
from reviews.recommendations.views import desk as recommendations
from reviews.report.views import desk as reports
from reviews.report.views import desk_fact_check as fact_check
from reviews.responses.views import desk as responses
from reviews.scope.views import desk as scope
from reviews.sessions.views import desk as sessions
from reviews.sessions.views import desk_witnesses as witnesses
from reviews.sign_off.views import desk as answers
from reviews.steps.views import desk as steps
from reviews.steps.views import desk_endorsement as endorsement

ONE = "<slug:slug>/"
PIECE = f"{ONE}evidence/<id:number>/"

urlpatterns: list[URLPattern] = [
    path("", reviews.reviews, name="reviews"),
    path("new/", reviews.review_new, name="review-new"),
    path(ONE, reviews.review, name="review"),
    path(f"{ONE}edit/", reviews.review_edit, name="review-edit"),
    path(f"{ONE}publish/", reviews.review_publish, name="review-publish"),
    path(f"{ONE}step/", steps.step_new, name="review-step"),
    path(f"{ONE}steps/<id:number>/", steps.step, name="review-step-correct"),
    path(f"{ONE}scope/", scope.scope, name="review-scope"),
    path(f"{ONE}scope/points/new/", scope.points_new, name="review-points-new"),
    path(f"{ONE}scope/points/<id:pk>/", scope.point, name="review-point"),
    path(f"{ONE}scope/points/<id:pk>/remove/", scope.point_remove, name="review-point-remove"),
    path(f"{ONE}scope/points/<id:pk>/up/", scope.point_up, name="review-point-up"),
    path(f"{ONE}scope/paper.pdf", scope.scope_paper, {"suffix": "pdf"}, name="review-scope-pdf"),
    path(f"{ONE}scope/paper.docx", scope.scope_paper, {"suffix": "docx"}, name="review-scope-word"),
    path(f"{ONE}scope/method/", scope.method, name="review-method"),
    path(f"{ONE}scope/agreed/<id:pk>/", scope.agreement, name="review-agreement"),
    path(f"{ONE}scope/agreed/<id:pk>/strike-out/", scope.agreement_strike_out, name="review-agreement-strike-out"),
    path(f"{ONE}committees/<id:pk>/agreed/", scope.agreement_new, name="review-agreement-new"),
    path(f"{ONE}sessions/", sessions.sessions, name="review-sessions"),
    path(f"{ONE}sessions/new/", sessions.session_new, name="review-session-new"),
    path(f"{ONE}sessions/<id:pk>/", sessions.session, name="review-session"),
    path(f"{ONE}sessions/<id:pk>/edit/", sessions.session_edit, name="review-session-edit"),
    path(f"{ONE}sessions/<id:pk>/remove/", sessions.session_remove, name="review-session-remove"),
    path(f"{ONE}sessions/<id:pk>/invite/", witnesses.invite, name="review-invite"),
    path(f"{ONE}sessions/<id:pk>/came/", witnesses.attendance, name="review-session-attendance"),
    path(
        f"{ONE}sessions/<id:pk>/briefing.pdf", sessions.session_briefing, {"suffix": "pdf"}, name="review-briefing-pdf"
    ),
    path(
        f"{ONE}sessions/<id:pk>/briefing.docx",
        sessions.session_briefing,
        {"suffix": "docx"},
        name="review-briefing-word",
    ),
    path(f"{ONE}sessions/<id:pk>/questions/new/", sessions.questions_new, name="review-questions-new"),
    path(f"{ONE}invitations/<id:pk>/", witnesses.invitation, name="review-invitation"),
    path(f"{ONE}invitations/<id:pk>/remove/", witnesses.invitation_remove, name="review-invitation-remove"),
    path(f"{ONE}questions/<id:pk>/", sessions.question, name="review-question"),
    path(f"{ONE}questions/<id:pk>/remove/", sessions.question_remove, name="review-question-remove"),
    path(f"{ONE}questions/<id:pk>/up/", sessions.question_up, name="review-question-up"),
    path(f"{ONE}witnesses/new/", witnesses.witness_new, name="review-witness-new"),
    path(f"{ONE}witnesses/<id:pk>/", witnesses.witness, name="review-witness"),
    path(f"{ONE}witnesses/<id:pk>/forget/", witnesses.witness_forget, name="review-witness-forget"),
    path(f"{ONE}witnesses/<id:pk>/remove/", witnesses.witness_remove, name="review-witness-remove"),
    path(f"{ONE}requests/new/", sessions.request_new, name="review-request-new"),
    path(f"{ONE}requests/<id:pk>/", sessions.information_request, name="review-request"),
    path(f"{ONE}requests/<id:pk>/remove/", sessions.request_remove, name="review-request-remove"),
    path(f"{ONE}committees/", papers.review_committees, name="review-committees"),
    path(f"{ONE}committees/new/", parents.parent_new, name="review-parent-new"),
    path(f"{ONE}committees/<id:pk>/remove/", parents.parent_remove, name="review-parent-remove"),
    path(f"{ONE}committees/<id:pk>/monitor/", parents.monitor, name="review-monitor"),
    path(f"{ONE}committees/<id:pk>/items/new/", parents.item_new, name="review-item-new"),
    path(f"{ONE}committees/<id:pk>/<slug:purpose>/<slug:meeting>/", papers.paper, name="review-paper"),
    path(f"{ONE}committees/<id:pk>/<slug:purpose>/<slug:meeting>/pdf/", papers.paper_file, name="review-paper-file"),
    path(f"{ONE}committees/<id:pk>/decision/", endorsement.decision_new, name="review-decision-new"),
    path(f"{ONE}decisions/<id:pk>/", endorsement.decision, name="review-decision"),
    path(f"{ONE}decisions/<id:pk>/withdraw/", endorsement.decision_withdraw, name="review-decision-withdraw"),
    path(f"{ONE}items/<id:pk>/remove/", parents.item_remove, name="review-item-remove"),
    path(f"{ONE}recommendations/new/", recommendations.recommendation_new, name="review-recommendation-new"),
    path(f"{ONE}recommendations/<id:pk>/", recommendations.recommendation, name="review-recommendation"),
    path(
        f"{ONE}recommendations/<id:pk>/remove/",
        recommendations.recommendation_remove,
        name="review-recommendation-remove",
    ),
    path(
        f"{ONE}recommendations/<id:pk>/restore/",
        recommendations.recommendation_restore,
        name="review-recommendation-restore",
    ),
    path(f"{ONE}recommendations/<id:pk>/to/", recommendations.addressee_new, name="review-addressee-new"),
    path(f"{ONE}addressees/<id:pk>/remove/", recommendations.addressee_remove, name="review-addressee-remove"),
    path(f"{ONE}addressees/<id:pk>/answer/", responses.response, name="review-response"),
    path(f"{ONE}notices/new/", responses.notice_new, name="review-notice-new"),
    path(f"{ONE}addressees/<id:pk>/answer/remove/", responses.response_remove, name="review-response-remove"),
    path(f"{ONE}notices/<id:pk>/", responses.notice, name="review-notice"),
    path(f"{ONE}notices/<id:pk>/remove/", responses.notice_remove, name="review-notice-remove"),
    path(f"{ONE}notices/<id:pk>/receipt/", responses.notice_receipt, name="review-notice-receipt"),
    path(f"{ONE}panel/new/", panel.panellist_new, name="review-panellist-new"),
    path(f"{ONE}panel/<id:pk>/", panel.panellist, name="review-panellist"),
    path(f"{ONE}panel/<id:pk>/end/", panel.panellist_end, name="review-panellist-end"),
    path(f"{ONE}panel/<id:pk>/remove/", panel.panellist_remove, name="review-panellist-remove"),
    path(f"{ONE}fact-check/", fact_check.fact_check, name="review-fact-check"),
    path(f"{ONE}fact-check/new/", fact_check.fact_check_new, name="review-fact-check-new"),
    path(f"{ONE}fact-check/people/new/", fact_check.checker_new, name="review-checker-new"),
    path(f"{ONE}fact-check/people/<id:pk>/send/", fact_check.checker_send, name="review-checker-send"),
    path(f"{ONE}fact-check/people/<id:pk>/revoke/", fact_check.checker_revoke, name="review-checker-revoke"),
    path(f"{ONE}fact-check/people/<id:pk>/comments/", fact_check.checker_comments, name="review-checker-comments"),
    path(f"{ONE}fact-check/comments/<id:pk>/", fact_check.comment_decide, name="review-comment"),
    path(f"{ONE}findings/", findings.findings, name="review-findings"),
    path(f"{ONE}findings/new/", findings.finding_new, name="review-finding-new"),
    path(f"{ONE}findings/recommendations/", findings.prose, name="review-prose"),
    path(f"{ONE}findings/<id:pk>/", findings.finding, name="review-finding"),
    path(f"{ONE}findings/<id:pk>/remove/", findings.finding_remove, name="review-finding-remove"),
    path(f"{ONE}figures/", figures.figures, name="review-figures"),
    path(f"{ONE}figures/new/", figures.figure_new, name="review-figure-new"),
    path(f"{ONE}figures/check/", figures.sentences, name="review-sentences"),
    path(f"{ONE}figures/<id:pk>/", figures.figure, name="review-figure"),
    path(f"{ONE}figures/<id:pk>/definition/", figures.figure_mark, name="review-figure-mark"),
    path(f"{ONE}figures/<id:pk>/numbers/", figures.figure_whole, name="review-figure-whole"),
    path(f"{ONE}figures/<id:pk>/publish/", figures.figure_publish, name="review-figure-publish"),
    path(f"{ONE}figures/<id:pk>/remove/", figures.figure_remove, name="review-figure-remove"),
    path(f"{ONE}response/", answers.answers, name="review-answers"),
    path(f"{ONE}addressees/<id:pk>/writer/", answers.writer, name="review-writer"),
    path(f"{ONE}addressees/<id:pk>/ask/", answers.writer_ask, name="review-writer-ask"),
    path(f"{ONE}addressees/<id:pk>/revoke/", answers.link_revoke, name="review-link-revoke"),
    path(f"{ONE}addressees/<id:pk>/return/", answers.answer_return, name="review-answer-return"),
    path(f"{ONE}addressees/<id:pk>/publish/", answers.answer_publish, name="review-answer-publish"),
    path(f"{ONE}progress/", progress.progress, name="review-progress"),
    path(f"{ONE}progress/publish/", progress.progress_publish, name="review-progress-publish"),
    path(f"{ONE}addressees/<id:pk>/judgement/", progress.judge, name="review-progress-judge"),
    path(f"{ONE}addressees/<id:pk>/progress/", progress.report, name="review-progress-report"),
    path(f"{ONE}report/", reports.report, name="review-report"),
    path(f"{ONE}report/issue/", reports.issue, name="review-report-issue"),
    path(f"{ONE}report/left-out/", reports.say_left_out, name="review-report-left-out"),
    path(f"{ONE}report/draft/", reports.report_draft, name="review-report-draft"),
    path(f"{ONE}report/report.<slug:suffix>", reports.report_file, name="review-report-file"),
    path(f"{ONE}report/schedule.<slug:suffix>", reports.schedule_file, name="review-schedule-file"),
    path(f"{ONE}report/covering/<id:pk>.<slug:suffix>", reports.covering_file, name="review-covering-file"),
    path(f"{ONE}report/versions/<id:number>.<slug:suffix>", reports.version_file, name="review-report-version"),
    path(f"{ONE}report/comments/<id:pk>/", reports.comment, name="review-report-comment"),
    path(f"{ONE}report/images/new/", reports.image_new, name="review-image-new"),
    path(f"{ONE}report/images/<id:number>/remove/", reports.image_remove, name="review-image-remove"),
    path(f"{ONE}report/sections/<slug:kind>/", reports.section, name="review-section"),
    path(f"{ONE}report/sections/<slug:kind>/who/", reports.section_assign, name="review-section-assign"),
    path(f"{ONE}report/sections/<slug:kind>/history/", reports.section_history, name="review-section-history"),
    path(f"{ONE}evidence/", evidence.evidence, name="review-evidence"),
    path(f"{ONE}evidence/new/", evidence.evidence_new, name="review-evidence-new"),
    path(f"{ONE}evidence/call/", call.call, name="review-call"),
    path(f"{ONE}evidence/call/edit/", call.call_edit, name="review-call-edit"),
    path(f"{ONE}evidence/call/set-aside/", call.call_suspects, name="review-call-suspects"),
    path(f"{ONE}evidence/call/<id:pk>/", call.call_answer, name="review-call-answer"),
    path(f"{ONE}evidence/call/<id:pk>/files/<id:number>/", call.call_answer_file, name="review-call-answer-file"),
    path(f"{ONE}evidence/call/<id:pk>/reject/", call.call_answer_reject, name="review-call-answer-reject"),
    path(f"{ONE}evidence/call/<id:pk>/forget/", call.call_answer_forget, name="review-call-answer-forget"),
    path(PIECE, evidence.evidence_piece, name="review-evidence-piece"),
    path(f"{PIECE}file/", evidence.evidence_file, name="review-evidence-file"),
    path(f"{PIECE}file/replace/", evidence.evidence_replace, name="review-evidence-replace"),
    path(f"{PIECE}file/<id:pk>/accept/", evidence.evidence_accept, name="review-evidence-accept"),
    path(f"{PIECE}file/<id:pk>/original/", evidence.evidence_original, name="review-evidence-original"),
    path(f"{PIECE}redacted/", publication.evidence_redact, name="review-evidence-redact"),
    path(f"{PIECE}redacted/file/", evidence.evidence_redacted_file, name="review-evidence-redacted-file"),
    path(f"{PIECE}redacted/remove/", publication.evidence_unredact, name="review-evidence-unredact"),
    path(f"{PIECE}edit/", evidence.evidence_edit, name="review-evidence-edit"),
    path(f"{PIECE}access/", evidence.evidence_access, name="review-evidence-access"),
    path(f"{PIECE}access/allow/", evidence.evidence_allow, name="review-evidence-allow"),
    path(f"{PIECE}consent/", evidence.evidence_consent, name="review-evidence-consent"),
    path(f"{PIECE}publish/", publication.evidence_publish, name="review-evidence-publish"),
    path(f"{PIECE}unpublish/", publication.evidence_unpublish, name="review-evidence-unpublish"),
    path(f"{PIECE}withdraw/", evidence.evidence_withdraw, name="review-evidence-withdraw"),
    path(f"{PIECE}forget/", evidence.evidence_forget, name="review-evidence-forget"),
    path(f"{ONE}papers/<slug:kind>.<slug:suffix>", answer_papers.paper, name="review-print"),
    path(f"{ONE}notices/letters/<slug:kind>.<slug:suffix>", answer_papers.letter, name="review-letter"),
    path(f"{ONE}notices/<id:pk>/letter.<slug:suffix>", answer_papers.served, name="review-notice-letter"),
]
for pattern in urlpatterns:
    pattern.callback = within_limits(pattern.callback)

"""
The verbs by which somebody's own words come to a road to the public, with the arguments that hold them (R16).

`REFUSE` are verbs that ask the leak check before they keep the words; `DRAFT` only keep them, and whatever publishes
them asks. tests/test_disclosure_routes.py sends a hidden title and a sentence of an exempt paper by each argument. It
fails for a module that asks the gate and has no verb here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from committee.register import bodies, council, people
from meetings.actions import verbs as actions
from meetings.agendas import amendments, certificate
from meetings.calendar import verbs as calendar
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_text, unlisted_business
from meetings.minutes.publication import publishing
from meetings.minutes.room.presence import attendance, interests
from meetings.minutes.room.resolutions import resolving
from meetings.papers import handing_in, open_by_leave, text_versions
from meetings.recordings import verbs as recordings
from reviews.answers import progress_verbs as review_progress
from reviews.answers import response_verbs as responses
from reviews.evidence import call_verbs as calls_for_evidence
from reviews.evidence import publication as evidence_publication
from reviews.evidence import session_verbs as review_sessions
from reviews.evidence import verbs as evidence
from reviews.evidence import witness_verbs as witnesses
from reviews.findings import figure_verbs as review_figures
from reviews.findings import finding_verbs as review_findings
from reviews.findings import recommendation_verbs as recommendations
from reviews.proposing import panel_verbs as review_panels
from reviews.proposing import scope_verbs as review_scope
from reviews.proposing import verbs as reviews
from reviews.report import fact_check_verbs as review_fact_check
from reviews.report import verbs as report_sections
from reviews.report.issuing import issue_report
from reviews.report.left_out import say_left_out
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps import verbs as review_steps
from workprogramme.forward_plan import private_notices
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.items import follow_ups, handed_down_notes, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import briefings, duties, taking_up
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions

Words = Mapping[Callable[..., Any], tuple[str, ...]]

REFUSE: dict[str, Words] = {
    "recordings": {
        recordings.add_recording: ("title",),
        recordings.correct_recording: ("title",),
        recordings.put_captions: ("data",),
    },
    "pages of councillors": {people.change_contact: ("surgeries",)},
    "pages of meetings": {
        bodies.add_committee: ("remit",),
        bodies.edit_committee: ("remit",),
        council.save_venue: ("address", "access_notes"),
        calendar.rearrange: ("reason",),
        calendar.cancel: ("reason",),
        calendar.set_details: ("note",),
        amendments.publish_supplement: ("reason",),
        amendments.withdraw_item: ("reason",),
        amendments.correct: ("note",),
        handing_in.correct_paper: ("reason",),
        open_by_leave.allow_open: ("reason",),
        certificate.complete_certificate: ("reason",),
    },
    "text versions": {text_versions.write_page_text: ("text",)},
    "answers to actions": {
        actions.ask: ("text", "asked_in", "owner_body"),
        actions.assign: ("owner_body",),
        actions.answer: ("text",),
    },
    "minutes": {
        publishing.publish_draft: ("change_note",),
        confirming.correct: ("new_words",),
        unlisted_business.name_ground: ("words",),
    },
    "work programmes, printed and as feeds": {
        programmes.open_programme: ("introduction", "outcome", "venues"),
        programmes.edit_programme: ("introduction", "outcome", "venues"),
        items.add_item: ("title", "details", "brief", "origin_words", "leads", "reason"),
        items.edit_item: ("title", "details", "brief", "origin_words"),
        items.set_leads: ("leads",),
        items.rewrite: ("title", "details", "leads"),
        items.commission: ("brief",),
        scheduling.schedule: ("reason",),
        scheduling.put_back: ("reason",),
        scheduling.withdraw: ("reason",),
        scheduling.decline: ("reason",),
        scheduling.merge: ("reason",),
        scheduling.close: ("reason",),
        on_agenda.take_off_agenda: ("reason",),
        follow_ups.propose_follow_up: ("title", "details"),
        suggestions.take_up: ("title", "details"),
        taking_up.take_up: ("title", "details", "names"),
        outcomes.accept: ("text",),
        outcomes.ask_more: ("title", "text", "owner_body"),
        briefings.record_briefing: ("body", "attended", "note"),
        briefings.edit_briefing: ("body", "attended", "note"),
        duties.record_duty: ("title",),
        duties.edit_duty: ("title",),
        handed_down_notes.note: ("text",),
    },
    "reviews": {
        reviews.propose_review: ("title", "public_title", "question", "why", "priority", "success", "equality"),
        reviews.edit_review: ("title", "public_title", "question", "why", "priority", "success", "equality"),
        review_steps.take_step: ("reason",),
        issue_report: ("reason",),
        say_left_out: ("summary",),
        review_steps.correct_reason: ("reason",),
        review_scope.add_points: ("text",),
        review_scope.edit_point: ("text",),
        review_scope.describe_method: ("method",),
        review_sessions.add_session: ("place",),
        review_sessions.edit_session: ("place",),
        witnesses.add_witness: ("post", "body", "name"),
        witnesses.edit_witness: ("post", "body", "name"),
        review_panels.add_panellist: ("interest",),
        recommendations.add_recommendation: ("text", "measure", "minority_view"),
        recommendations.edit_recommendation: ("text", "measure", "minority_view"),
        recommendations.remove_recommendation: ("reason",),
        recommendations.name_addressee: ("name",),
        review_fact_check.open_fact_check: ("text",),
        review_findings.add_finding: ("text", "evidence_words"),
        review_findings.edit_finding: ("text", "evidence_words"),
        review_figures.add_figures: ("title", "source", "note"),
        review_figures.edit_figures: ("title", "source", "note"),
        review_figures.mark_definition: ("words",),
        endorsement.record_decision: ("comments",),
        endorsement.correct_decision: ("comments",),
        responses.serve_notice: ("recipient",),
        review_progress.judge_progress: ("evidence", "reason"),
        responses.record_response: ("reasons", "action", "officer", "resources"),
        responses.correct_response: ("reasons", "action", "officer", "resources"),
        review_panels.correct_panellist: ("interest",),
    },
    "evidence of reviews": {calls_for_evidence.open_call: ("text",)},
    "statements and the frame": {council.save_council: ("filming_notice", "accessibility_testing")},
    "notices of private meetings": {private_notices.publish_second: ("representations", "response")},
}
DRAFT: dict[str, Words] = {
    "minutes": {
        minute_text.write_text: ("text",),
        minute_text.summarise: ("text",),
        resolving.propose: ("limbs",),
        interests.declare: ("nature",),
        attendance.add_guest: ("name", "role_label", "body"),
    },
    "reviews": {report_sections.write_section: ("text",), report_sections.add_image: ("alt", "caption")},
    "forward plan": {forward_plan.enter_decision: ("title", "matter", "documents", "how_to_ask")},
    "evidence of reviews": {
        evidence.add_evidence: ("title", "post", "body", "text"),
        evidence_publication.redact_evidence: ("text",),
    },
    "notices of private meetings": {private_notices.enter: ("matter", "reasons")},
}

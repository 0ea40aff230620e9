"""
Every road by which a file or a word becomes public, and what guards it (R16; LGA 1972 s.100A(2), s.100B(2)).

One place to look: whoever adds a public address, an email, a command that writes, or an answer that is a file adds it
to a road here, with the check that keeps from it what is withheld. tests/test_disclosure_routes.py walks each road
through a world whose every withheld word is poisoned, and fails for an address, a sender of emails, a command or a
file that no road has. By which verbs somebody's own words come to a road stands in `disclosure_words`.

Names of files are made of public titles by `files.file_name`, whichever road they go; the walk reads them too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from committee.access import permissions
from committee.complaints import verbs as complaints
from committee.files import files
from committee.following import topics
from committee.models import Person
from committee.open_data import keeping
from committee.open_data import sources as open_sources
from committee.portal import news as portal_news
from committee.portal import old_addresses
from committee.register import photographs
from committee.search import index as search_index
from committee.search import sources as search_sources
from committee.sign_in import calendar_links, signed_links
from meetings import news as meetings_news
from meetings.agendas import notifying, preflight, versioning
from meetings.agendas.preflight import agenda_words, files_beside_pack, privacy, restated_papers
from meetings.agendas.preflight import papers as papers_checked
from meetings.calendar import ics_export
from meetings.minutes.document import document as minutes_document
from meetings.minutes.findings import law as minutes_law
from meetings.minutes.publication import published as published_minutes
from meetings.minutes.registers import decisions, named_votes, registers
from meetings.models import Action, Answer, BackgroundDocument, Limb, Meeting, PrivateNotice, PublishedPaper, Recording
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from meetings.packs.leak_check import byte_search, meeting_check, public_words
from meetings.packs.leak_check.meeting_check import refuse_unfit
from meetings.recordings import private_times
from reviews import leak_check as review_words
from reviews import news as reviews_news
from reviews.evidence import evidence_files
from reviews.findings.recommendation_status import quoted
from reviews.models import Evidence, Review, ScopePoint, Witness
from workprogramme import leak_check as programme_words
from workprogramme import news as programme_news
from workprogramme.document import document as programme_document
from workprogramme.document import public_programme as published_programmes
from workprogramme.models import KeyDecision

Guard = Callable[..., Any]


@dataclass(frozen=True)
class Road:
    """
    One road to readers: what goes by it, and how its words and files are checked.

    `addresses` are names of the URLconf's `public` namespace (with a colon: of another); `files` the functions that
    answer with a file or data; `mails` the templates under `templates/email/`; `senders` the functions that send
    email; `commands` those of manage.py. `guards` are the checks themselves, `how` says in a sentence what they do.
    """

    name: str
    how: str
    guards: tuple[Guard, ...]
    addresses: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


def _and_data(*pages: str) -> tuple[str, ...]:
    """Pages, each with the address of its data: one view answers both (`committee.public_pages.page_data`)."""
    return tuple(name for page in pages for name in (page, f"{page}-json"))


TO_ANYBODY = (
    Road(
        "pages of meetings",
        "Shown from the frozen snapshot without what is withheld; titles, lead lines, reasons, notes and "
        "rulings are searched for what withheld papers are known by before they are frozen or kept.",
        (
            snapshots.for_public,
            snapshots.hiding_as,
            papers_checked.check,
            agenda_words.check,
            versioning.freeze,
            public_words.refuse_telling,
        ),
        addresses=(
            *_and_data("home", "committees", "committee", "calendar", "meeting", "agenda-version", "item"),
            *_and_data("notice", "certificate", "page"),
            "go-to-page",
        ),
    ),
    Road(
        "calendars",
        "Days, times, places and names of meetings in agreed calendars, with their note, which is searched as it is "
        "kept; behind a member's own secret link the meetings of their committees too: no word of an agenda.",
        (Meeting.objects.public, Meeting.objects.readable_by, calendar_links.owner_of, ics_export.data),
        addresses=("calendar-file", "committee-calendar", "own-calendar"),
        files=("meetings.calendar.views.public._send", "meetings.calendar.views.public.own_meetings"),
    ),
    Road(
        "recordings",
        "A link with its title, which is searched as it is kept; of captions what was said while the room's own times "
        "put the public in the room, searched as they come; those times are asked again whenever something is shown.",
        (public_words.refuse_telling, private_times.of_meeting, Recording.objects.public),
        addresses=_and_data("recording"),
    ),
    Road(
        "packs and supplements",
        "Made from open papers only; the finished bytes are searched for all that withheld papers are known by.",
        (build.refuse_leaks, meeting_check.refuse_leaks, byte_search.leaks),
        addresses=("pack", "agenda-version-pack", "supplement", "page-file"),
        files=("meetings.agendas.views.public_files._send_pack",),
        commands=("build_pack",),
    ),
    Road(
        "large print",
        "As packs: the finished bytes are searched.",
        (meeting_check.refuse_leaks,),
        addresses=("large-print-pack",),
    ),
    Road(
        "gathered files",
        "One item, or everything in one file: the finished bytes are searched as those of packs are.",
        (meeting_check.refuse_leaks,),
        addresses=("item-file", "everything-by-item", "everything-by-date"),
        files=("meetings.agendas.views.public_files.item_file", "meetings.agendas.views.public_files.everything"),
    ),
    Road(
        "papers",
        "Open and published ones only; before publication each is compared with what is withheld and read for hidden "
        "titles and personal data.",
        (
            PublishedPaper.objects.public,
            files_beside_pack.check,
            restated_papers.check,
            privacy.check,
            preflight.preflight,
        ),
        addresses=("paper",),
        files=("meetings.agendas.views.public_files.paper",),
    ),
    Road(
        "text versions",
        "As open as their paper; searched as they are written, and again before publication.",
        (public_words.refuse_telling, files_beside_pack.check),
        addresses=_and_data("paper-text"),
    ),
    Road(
        "background documents",
        "They pass what papers pass: the same bytes, hidden titles, words and pictures, personal data; as they come, "
        "and again before publication.",
        (refuse_unfit, files_beside_pack.check, privacy.check, BackgroundDocument.objects.public),
        addresses=("background-file",),
        files=("meetings.agendas.views.public_files.background_file",),
    ),
    Road(
        "answers to actions",
        "Those that are not withheld, of open minutes; their words and documents are searched as they come.",
        (refuse_unfit, public_words.refuse_telling, Answer.objects.public),
        addresses=("answer-file",),
        files=("meetings.agendas.views.public_files.answer_file",),
    ),
    Road(
        "minutes",
        "Made of the document without what is withheld; hidden headings and titles, and words of withheld papers, in "
        "what is open stop publication.",
        (minutes_document.for_public, published_minutes.words, minutes_law.hidden_words),
        addresses=(
            *_and_data("minutes", "minute", "committee-minutes"),
            "minutes-file",
            "minutes-word",
        ),
        files=(
            "meetings.minutes.publication.views.public._pdf",
            "meetings.minutes.publication.views.public.minutes_file",
            "meetings.minutes.publication.views.public.minutes_word",
        ),
        commands=("print_minutes",),
    ),
    Road(
        "notes of decisions",
        "As minutes, and gone once minutes withhold what one told.",
        (minutes_document.for_decisions, published_minutes.decisions, minutes_law.hidden_words),
        addresses=(*_and_data("decisions"), "decisions-file"),
    ),
    Road(
        "notices of meetings",
        "The finished bytes are searched as those of packs are.",
        (meeting_check.refuse_leaks,),
        addresses=("notice-file",),
        files=("meetings.agendas.views.public_files.notice_file",),
    ),
    Road(
        "registers and their CSV files",
        "Attendance holds names and numbers; interests stand there as the minutes that were published last tell them.",
        (registers.declarations, minutes_document.said_in_private, published_minutes.latest_words),
        addresses=(
            *_and_data("attendance", "attendance-year", "declarations", "declarations-year"),
            *("attendance-csv", "declarations-csv"),
        ),
        files=(
            "meetings.minutes.registers.views.public.attendance_file",
            "meetings.minutes.registers.views.public.declarations_file",
        ),
    ),
    Road(
        "register of decisions",
        "The parts of resolutions of open minutes, in the words in which those were published last; of what became of "
        "them days and names alone.",
        (Limb.objects.public, decisions.as_published, published_minutes.latest_words, Action.objects.public),
        addresses=(*_and_data("decisions-register"), "decisions-register-csv"),
        files=("meetings.minutes.registers.views.public_decisions.decisions_csv",),
    ),
    Road(
        "members",
        "Names, divisions, groups and seats of the register, of whoever holds or held a seat, with a photograph drawn "
        "anew; interests and named votes stand there as the minutes that were published last tell them.",
        (Person.objects.public, registers.declarations_of, named_votes.votes_of, photographs.redrawn),
        addresses=(*_and_data("councillors", "councillor", "councillor-year"), "councillor-photograph"),
        files=("committee.portal.councillors.photograph",),
    ),
    Road(
        "work programmes, printed and as feeds",
        "Published ones, without suggestions, drafts and what only planners read; their words are searched as they are "
        "kept, for what the committee's meetings withhold.",
        (published_programmes.latest_of, programme_document.take, programme_words.refuse_telling),
        addresses=(
            *_and_data("programmes", "programme", "programme-item"),
            *("programme-file", "programme-csv", "programme-ics"),
        ),
        files=(
            "workprogramme.programmes.views.public.programme_file",
            "workprogramme.programmes.views.public._send",
        ),
        commands=("print_programme",),
    ),
    Road(
        "reviews",
        "Published ones; their words are searched as they are kept, for what their committees' meetings withhold.",
        (Review.objects.public, ScopePoint.objects.public, Witness.objects.public, review_words.refuse_telling),
        addresses=(
            *_and_data("reviews", "review", "recommendation", "recommendations", "review-figures", "review-report"),
            *("recommendations-csv", "recommendations-json-before", "review-report-pdf", "review-report-docx"),
        ),
        files=(
            "reviews.overview.views.public.recommendations_csv",
            "reviews.report.views.public._send",
        ),
        commands=("print_review",),
    ),
    Road(
        "evidence of reviews",
        "What was published of it, one piece at a time: its words are searched before and as they change, its file as "
        "papers are; of what has a redacted copy that alone. Nothing that came by a call for evidence is shown.",
        (Evidence.objects.public, review_words.refuse_telling, evidence_files.refuse_telling),
        addresses=(*_and_data("review-evidence"), "review-evidence-file", "review-call", "review-call-received"),
        files=("reviews.evidence.views.public.evidence_file",),
    ),
    Road(
        "forward plan",
        "Key decisions that have been published, as their notices say them; their words are searched before, for what "
        "the executive's meetings withhold.",
        (KeyDecision.objects.public, public_words.refuse_telling_of_any),
        addresses=_and_data("forward-plan", "key-decision"),
    ),
    Road(
        "notices of private meetings",
        "Those of which something was published; their words are searched before, for what the meeting withholds.",
        (public_words.refuse_telling, PrivateNotice.objects.public),
        addresses=_and_data("private-notices", "private-notice"),
    ),
    Road(
        "answers to whoever writes to us",
        "An acknowledgement repeats nothing that was typed, and no word of a meeting; why a suggestion is declined is "
        "searched before, for what the committee's meetings withhold.",
        (complaints.acknowledge, public_words.refuse_telling_of_any),
        addresses=(
            *("suggestion-new", "suggestion-received", "suggestion-state"),
            *("contact", "complaint", "complaint-received"),
        ),
        mails=("suggestion_received", "suggestion_declined", "complaint_received", "complaint_answered"),
        senders=(
            "workprogramme.suggestions.verbs._mail",
            "committee.complaints.verbs._write_to",
            "committee.complaints.verbs.send_outcome",
            "committee.complaints.verbs.tell_the_team",
            "committee.portal.contact._send_letter",
        ),
    ),
    Road(
        "signed links",
        "What one person is asked, at an address of their own and by email; of what it is about the email repeats "
        "what anybody may read, and a copy what its reader sent.",
        (signed_links.page_of, signed_links.copy, quoted),
        addresses=("signed-link", "signed-link-renew", "signed-link-copy"),
        mails=("call_in_confirm", "review_answer_link", "fact_check", "link_copy"),
        senders=("committee.sign_in.signed_links._mail", "committee.sign_in.signed_links.mail_copy"),
    ),
    Road(
        "following by email, and feeds",
        "Titles of ours with names and days, of what anybody may read at that moment: no word of papers, "
        "minutes or answers, and no address of anybody.",
        (
            topics.find,
            meetings_news.news,
            programme_news.news,
            reviews_news.news,
            portal_news.news_of_member,
            portal_news.news_of_search,
        ),
        addresses=(
            *("follow", "follow-sent", "follow-confirm", "follow-stop", "follow-how-often", "following"),
            "news-feed",
        ),
        files=("committee.portal.following.news_feed",),
        mails=("follow_confirm", "follow_news"),
        senders=("committee.following.verbs.follow", "committee.following.delivery._send"),
    ),
    Road(
        "search",
        "Made of what the pages are made of, by the same querysets and snapshots, in the transaction that changes it; "
        "before something is shown its own queryset is asked once more. The council’s equal terms and its own words "
        "are all that is told besides, and of words those alone that something public has.",
        (
            search_index.changed,
            search_sources.still_public,
            snapshots.for_public,
            published_minutes.words,
            PublishedPaper.objects.public,
            Answer.objects.public,
        ),
        addresses=("search", "search-json", "search-atom"),
        files=("committee.portal.search.search_json", "committee.portal.search.search_atom"),
        commands=("reindex",),
    ),
    Road(
        "Modern.Gov's web service",
        "Names, days and places of the register, and agendas by the snapshot of the public page, with links to open "
        "papers alone.",
        (Meeting.objects.public, Person.objects.public, snapshots.for_public, PublishedPaper.objects.public),
        addresses=("moderngov-committees", "moderngov-meetings", "moderngov-meeting", "moderngov-councillors"),
        files=(
            "committee.portal.moderngov._sent",
            "committee.portal.moderngov._answer",
            "committee.portal.moderngov._usage",
        ),
    ),
    Road(
        "addresses of the old site",
        "They lead to an address of ours only where the page there answers whoever has not signed in at that moment; "
        "else the answer is that of an address nobody entered, for an address holds words of titles.",
        (old_addresses.is_public,),
    ),
    Road(
        "sitemaps",
        "Addresses and the day on which each changed last, of what the pages show by the same querysets: no word.",
        (Meeting.objects.public, Person.objects.public, Review.objects.public, KeyDecision.objects.public),
        addresses=("sitemap", "sitemap-section", "robots"),
        files=("committee.portal.sitemaps.robots",),
    ),
    Road(
        "open data",
        "Records made of what the pages are made of, by the same querysets and snapshots, in the transaction that "
        "changes it; before one is shown its own queryset is asked once more. Of what is gone its kind, its id and the "
        "moment.",
        (
            keeping.changed,
            open_sources.still_public,
            snapshots.for_public,
            published_minutes.words,
            PublishedPaper.objects.public,
            Answer.objects.public,
        ),
        addresses=(
            *("api-page", "api-openapi", "api", "api-changes", "api-paper-text", "api-lines", "api-table"),
            "api-recording-captions",
            *("api-records", "api-record"),
        ),
        files=(
            "committee.portal.api.answers.as_json",
            "committee.public_pages.page_data.problem",
            "committee.portal.api.interface._file",
            "committee.portal.api.interface.openapi",
        ),
    ),
    Road(
        "statements and the frame",
        "Words of ours and of the council's settings, which are searched as they are kept.",
        (public_words.refuse_telling_of_all,),
        addresses=("accessibility", "privacy", "filming", "crest", "theme", ":healthz", ":security", ":password"),
        files=(
            "committee.portal.look.crest",
            "committee.portal.look.theme",
            "committee.portal.pages.healthz",
            "committee.portal.pages.security",
        ),
        commands=("clear_days",),
    ),
)
# SECURITY: an email waits in mailboxes and is forwarded, and what cron prints is mailed about. So neither tells what
# is withheld, whoever it goes to.
BY_MAIL_AND_CRON = (
    Road(
        "emails about meetings",
        "They say that something is there, by public titles, and lead to it behind the sign-in.",
        (notifying.recipients, snapshots.for_public),
        mails=("publication", "meeting_changed", "preview", "minutes_draft", "paper_reminder"),
        senders=(
            "meetings.agendas.notifying._tell",
            "meetings.agendas.notifying.tell_of_change",
            "meetings.agendas.previewing._mail",
            "meetings.minutes.publication.circulating._mail",
            "meetings.papers.verbs._send_reminder",
        ),
    ),
    Road(
        "emails about what was asked",
        "What a minute withholds is “something asked of you in private”; what it is stands behind the sign-in. Of a "
        "recommendation they repeat what anybody may read.",
        (Action.objects.public, quoted),
        mails=(
            *("action_assigned", "action_reminder", "interest_to_notify"),
            *("outcome_asked", "document_answered", "urgent_decision", "review_answer", "review_sign_off"),
            *("review_progress", "review_tasks"),
        ),
        senders=(
            "meetings.actions.opening._tell_member",
            "meetings.actions.reminding._tell",
            "meetings.actions.reminding._send",
            "reviews.overview.task_mails.tell_what_waits",
            "reviews.answers.mailing.write_to",
            "workprogramme.outcomes.reminding._send",
            "workprogramme.member_requests.document_requests.write_to_member",
            "workprogramme.forward_plan.urgent_decisions.write_to_chairman",
        ),
        commands=("daily",),
    ),
    Road(
        "emails about people",
        "Names, days, numbers of items and addresses to sign in at: no word of a meeting.",
        (),
        mails=(
            "absences",
            "address_changed",
            "interest_to_notify",
            "invitation",
            "role_told",
            "second_step_code",
            "sign_in_code",
            "takedowns",
        ),
        senders=(
            "meetings.actions.absence_verbs._mail",
            "meetings.takedowns.telling._send",
            "meetings.actions.opening._tell_member",
            "committee.register.sign_ins.send_invitation",
            "committee.register.sign_ins._tell_of_address",
            "committee.register.roles_told._send",
            "committee.views.second_step._send",
            "committee.sign_in.wrong_passwords._send_code",
        ),
    ),
)
TO_THOSE_WITH_THE_RIGHT = (
    Road(
        "files behind the sign-in",
        "Asked of `committee.access.permissions` by each view, never stored by a cache; tried as everybody by "
        "`tests/test_every_url_as_everybody.py`.",
        (files.send, files.send_copy, permissions.runs_the_desk),
        files=(
            "committee.views.trails.readings_file",
            "committee.register.views.imports.template",
            "meetings.sending.send_answer",
            "meetings.papers.views.desk_files.background_file",
            "meetings.agendas.views.desk_publishing.certificate_file",
            "meetings.agendas.views.desk_publishing.notice_file",
            "meetings.agendas.views.desk_items.items_order",
            "meetings.minutes.confirmation.views.desk.signed_scan",
            "meetings.minutes.confirmation.views.desk._send_copy",
            "meetings.minutes.publication.views.desk.version_file",
            "meetings.packs.views.desk.send",
            "meetings.packs.views.desk.pack_page",
            "meetings.takedowns.views.desk.takedown_file",
            "meetings.minutes.publication.views.members.minutes_file",
            "meetings.agendas.views.members_pages._send",
            "meetings.minutes.confirmation.views.members.to_sign",
            "meetings.sending.send_pack",
            "meetings.sending.send_paper",
            "meetings.papers.views.desk.paper_original",
            "meetings.papers.views.officers.original",
            "meetings.papers.views.text_writing.picture",
            "reviews.evidence.views.members.evidence_file",
            "reviews.evidence.views.desk_call.call_answer_file",
            "reviews.evidence.views.desk.evidence_original",
            "reviews.evidence.views.desk.send_file",
            "reviews.agenda_papers.views.desk.letter",
            "reviews.agenda_papers.views.desk.answer_paper",
            "reviews.agenda_papers.views.desk.served",
            "reviews.report.views.desk.covering_file",
            "reviews.report.views.desk.report_file",
            "reviews.report.views.desk.schedule_file",
            "reviews.report.views.desk.version_file",
            "reviews.proposing.views.desk_scope.scope_paper",
            "reviews.evidence.views.desk_sessions.session_briefing",
            "workprogramme.programmes.views.desk_printing.programme_print_file",
            "committee.views.writing.answer_scripts",
            "reviews.agenda_papers.views.desk.paper_file",
        ),
    ),
    Road(
        "the shell of the server",
        "For whoever runs the portal: they say numbers and names of steps, or load what they are given.",
        (),
        commands=(
            *(
                "add_administrator",
                "backup",
                "changepassword",
                "corpus",
                "createsuperuser",
                "demo",
                "fingerprint_papers",
                "grant_role",
            ),
            *(
                "import_csv",
                "import_old_addresses",
                "import_programme",
                "migrate",
                "prepare_database",
                "restore",
                "verify_trail",
                "worker",
            ),
        ),
    ),
)
ALL = (*TO_ANYBODY, *BY_MAIL_AND_CRON, *TO_THOSE_WITH_THE_RIGHT)
# The doors themselves: what they send is named by whoever calls them.
DOORS = (
    *(
        "committee.files.files.send",
        "committee.files.files.send_made",
        "committee.files.files.send_copy",
        "committee.files.ranges.answer",
        "committee.files.spreadsheets.send_table",
    ),
    *("reviews.prints.sending.send_private", "reviews.prints.sending.send_public"),
    *("committee.mail.notices.mail", "committee.mail.notices.mail_address", "committee.mail.notices.mail_the_council"),
    "committee.mail.mail_html.message",
    "committee.portal.feeds.send_feed",
    "committee.public_pages.middleware._answer",  # a page that its view has made before
    "committee.public_pages.page_data.as_data",
)

"""
Every road by which a file or word becomes public is walked: each public address, email and command (R16).

What guards each stands in docs/withholding.md, and by which verbs somebody's own words come to one in
`disclosure_words`. An address is found in the URLconf by itself; an email without a scene and a command of which nobody
has said whether it tells of a meeting fail here.

The world is that of every address, poisoned: words that stand in exempt papers, their titles, file names, background
documents, minutes, actions and answers, in suggestions and drafts, and nowhere else.
"""

import ast
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core import mail
from django.core.management import call_command, get_commands
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pydantic import TypeAdapter

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.complaints import verbs as complaints
from committee.files import files
from committee.following import delivery, topics
from committee.mail import notices
from committee.models import Follower, HowOften, SearchEntry, SearchWord, SignedLink, Subscription, Term
from committee.portal.api import schemas
from committee.sign_in import signed_links
from committee.sign_in.directories import Directory
from meetings.actions import verbs as actions
from meetings.actions.absences import alert_proper_officer
from meetings.agendas import notifying, previewing
from meetings.agendas import verbs as agenda
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room.presence import interests
from meetings.models import AttendancePlan, BackgroundDocument, Edition, Minute, SentNotice
from meetings.packs.builds import build
from meetings.papers import verbs as papers
from meetings.papers import withholding
from meetings.takedowns import verbs as takedowns
from reviews.answers import response_verbs as review_responses
from reviews.answers import sign_off_verbs as review_asking
from reviews.models import AnswerDraft, FactCheck, Recommendation
from tests import disclosure_words
from tests.acts import Act, recipes
from tests.acts.readers import ADDRESS
from tests.addresses import POSTED_ONLY, Address
from tests.answers import client_of, everything_in, everything_of, refused
from tests.committee.page_stamp import walking
from tests.committee.test_mail_html import same_words
from tests.hidden_words import hidden_from_public
from tests.leaky import HARMLESS, HIDDEN_TITLE, STANDING_FOR, hide_everywhere, send, stopping
from tests.meetings import asking, minuted
from tests.meetings.members import note_world
from tests.meetings.minutes.world import at as room_at
from tests.meetings.publishing import COUNCILLORS_ONLY, SECRET, moment, poisoned
from tests.staging import staged
from tests.urlconf import ALL, LIBRARY
from tests.workprogramme.suggested import SUGGESTED, SUGGESTER
from workprogramme.items import scheduling
from workprogramme.models import CallIn, DocumentRequest, UrgentDecision
from workprogramme.suggestions import verbs as suggestions

ROOT = Path(__file__).resolve().parent.parent
APPS = ("committee", "meetings", "workprogramme", "reviews")
# Behind the sign-in, with no word of a meeting.
OURS_ALONE = ("start", "second-step")
UNNAMED = [name for name, _ in ALL if ":" not in name and name not in OURS_ALONE and not LIBRARY.match(name)]


@staged
def poisoned_world(addresses, cast, clerk) -> list[Address]:
    """Every address; beside it background documents from before the gate, of an exempt paper and as one."""
    by_name = {address.name: address for address in addresses}
    open_document = BackgroundDocument.objects.get(pk=by_name["public:background-file"].values["pk"])
    meeting = open_document.paper.item.meeting
    secret = papers.Paper.objects.filter(item__meeting=meeting, title__contains=SECRET).withheld().first()
    about = {"added_at": timezone.now(), "added_by": clerk}
    kept = files.keep(poisoned(SECRET, pages=1))
    BackgroundDocument.objects.create(paper=secret, title=f"What {SECRET} rests on", stored=kept, **about)
    for stored in (secret.file.stored, kept):
        BackgroundDocument.objects.create(paper=open_document.paper, title=f"All of {SECRET}", stored=stored, **about)
    call_command("fingerprint_papers", stdout=io.StringIO())
    return addresses


def leaked(said: str) -> list[str]:
    """Return the poison words in a text that the public reads."""
    return [word for word in hidden_from_public() if word.casefold() in said.casefold()]


# --- Each road is walked --------------------------------------------------------------------------------------------


def paths_of(address: Address) -> Iterator[str]:
    """Yield an address's real path, and those of some of its neighbours where it is numbered."""
    yield address.path()
    for converter, blank in address.blanks:
        if converter == "id":
            yield from (address.path(**{blank: str(number)}) for number in (1, 2, 3, 5, 8, 13))


def test_nothing_withheld_is_read_at_any_public_address_and_kept_pages_show_what_fresh_ones_show(poisoned_world, cast):
    """A page that is kept for everybody is kept until any table that it reads changes (`committee.public_pages`)."""
    client, wrong, answered, kept = client_of(None), [], set(), set()
    of_public = [one for one in poisoned_world if one.name.startswith("public:") or one.name in UNNAMED]
    with walking.kept_in_a_transaction():
        for path, name in {path: address.name for address in of_public for path in paths_of(address)}.items():
            mark = None if name in POSTED_ONLY else walking.marked(path)
            first, tables = walking.reads(client, path) if mark else ("", set())
            answer = (client.post if name in POSTED_ONLY else client.get)(path, follow=True)
            wrong += [f"{path} gives away “{word}”" for word in leaked(everything_in(answer))]
            if answer.status_code != 200:
                continue
            answered.add(name)
            if mark is None or answer.redirect_chain:
                continue
            kept.add(name)
            if "committee_pagestamp" not in first:
                wrong.append(f"{path} reads something before its stamp: {first}")
            if left := walking.unwatched(mark, tables):
                wrong.append(f"{path} reads {', '.join(sorted(left))}, whose changes leave it kept")
            if len(walking.queries(client, path)) != 1:
                wrong.append(f"{path} is marked and not kept")
            if walking.made_anew(client, path) != (200, answer.content):
                wrong.append(f"{path} is kept as another page than it is")
    wrong += [f"{address.name} was never answered" for address in of_public if address.name not in answered]
    assert not wrong, "\n".join(wrong)
    assert len(kept) > 25
    said = everything_in(client_of(cast["member"]).get("/members/safeguarding/2022-04-21/"))
    assert {SECRET, COUNCILLORS_ONLY} <= set(leaked(said)), "the words looked for are there to be found"


OF_MINUTES = (
    "minutes",
    "minutes-json",
    "minutes-file",
    "minutes-word",
    "decisions",
    "decisions-json",
    "decisions-file",
)
REGISTERS = ("attendance-year", "attendance-csv", "declarations-year", "declarations-csv")


def _open_early(minutes) -> None:
    """Take the exempt item ten minutes before the exclusion of the public, as an older row would have it."""
    early = Minute.objects.filter(minutes=minutes, access="exempt").update(opened_at=room_at(10, 50, day=minuted.TENTH))
    assert early == 1


def _read_everywhere(minutes, names: tuple[str, ...]) -> dict[str, int]:
    """Check that no address shows anything exempt, and return the status of each by name."""
    slugs, answered = [minutes.meeting.committee.slug, minutes.meeting.slug], {}
    for name in names:
        where = [slugs[0], "2021-22"] if name in REGISTERS else slugs
        answer = client_of(None).get(reverse(f"public:{name}", args=where))
        assert minuted.POISON not in everything_in(answer), name
        answered[name] = answer.status_code
    return answered


def test_r17_minutes_of_an_exempt_item_that_was_opened_early_reach_no_road(ground, clerk):
    minutes = minuted.summarised(minuted.taken(ground, clerk), clerk)
    _open_early(minutes)
    with refused("R17", "cannot be taken while the public are not excluded"):
        publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    assert set(_read_everywhere(minutes, OF_MINUTES).values()) == {404}
    assert set(_read_everywhere(minutes, REGISTERS).values()) == {200}


def test_r17_published_minutes_tell_nothing_of_an_exempt_item_that_was_opened_early(ground, clerk):
    minutes = minuted.summarised(minuted.taken(ground, clerk), clerk)
    publishing.publish_decisions(minutes, at=minuted.AFTER, by=clerk)
    publishing.publish_draft(minutes, at=minuted.AFTER, by=clerk)
    _open_early(minutes)
    answered = _read_everywhere(minutes, (*OF_MINUTES, *REGISTERS))
    assert {name for name, status in answered.items() if status == 200} >= {"minutes-json", "minutes-word", *REGISTERS}


COMMANDS: dict[str, list[list[str]]] = {
    "build_pack": [["safeguarding", "2022-04-21", "--output", "pack.pdf"]],
    "print_minutes": [["safeguarding", "MINUTED", "--output", f"minutes.{ending}"] for ending in ("pdf", "docx")],
    "print_programme": [["safeguarding", "2021-22", "--output", f"programme.{ending}"] for ending in ("pdf", "csv")],
    "print_review": [["young-carers-in-schools", "--output", f"review.{ending}"] for ending in ("pdf", "docx")],
    "clear_days": [["--meeting", "2022-04-21"]],
    "daily": [["--on", "2022-06-01"]],
    "reindex": [[]],
}


# For whoever runs the portal: they say numbers and names of steps, or load what they are given.
OF_THE_SERVER = {
    *("add_administrator", "backup", "corpus", "demo", "fingerprint_papers", "grant_role", "import_csv", "migrate"),
    *(
        "import_old_addresses",
        "make_reading_views",
        "metrics",
        "rotate_notes_keys",
        "import_programme",
        "prepare_database",
        "restore",
        "upgrade",
        "verify_trail",
        "worker",
    ),
    *("changepassword", "createsuperuser"),
}


def test_every_command_of_ours_is_walked_or_tells_nothing_of_a_meeting():
    assert {name for name, app in get_commands().items() if app.split(".")[0] in APPS} == OF_THE_SERVER | set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_withheld_is_written_by_a_command_of_a_road(poisoned_world, tmp_path, command):
    folder = tmp_path / "written"
    folder.mkdir()
    slug = next(one.values["meeting"] for one in poisoned_world if one.name == "public:minutes")
    for given in COMMANDS[command]:
        out, err = io.StringIO(), io.StringIO()
        words = [slug if word == "MINUTED" else word for word in given]
        if "--output" in words:
            words[-1] = str(folder / words[-1])
        call_command(command, *words, stdout=out, stderr=err)
        written = [path.read_bytes() for path in folder.iterdir()]
        assert written or "--output" not in words
        said = out.getvalue() + err.getvalue() + "".join(map(everything_of, written))
        assert leaked(said) == [], command
    assert leaked("".join(f"{sent.subject} {sent.message()}" for sent in mail.outbox)) == []


def test_no_poisonous_word_is_in_the_index_or_finds_anything(poisoned_world):
    call_command("reindex", stdout=io.StringIO())
    rows = SearchEntry.objects.values_list("title", "text", "place", "address", "title_stems", "text_stems")
    words = SearchWord.objects.values_list("word", flat=True)
    assert rows and words
    assert leaked("\n".join(["\n".join(row) for row in rows] + list(words))) == []
    client = client_of(None)
    for word in hidden_from_public():
        for name in ("public:search-json", "public:search-atom", "public:search"):
            said = everything_in(client.get(reverse(name), {"q": f'"{word}"'}))
            assert name != "public:search-json" or '"results": []' in said, word
            assert "<entry>" not in said and "search-results" not in said, (name, word)


def test_no_poisonous_word_is_in_the_open_data_and_every_kind_is_as_it_is_described(poisoned_world):
    call_command("reindex", stdout=io.StringIO())
    client, found, path = client_of(None), [], "/api/v1/changes?limit=100"
    while path:
        page = json.loads(client.get(path).content)
        found += page["results"]
        path = page["next"] and page["next"].removeprefix(settings.SITE_URL)
    assert leaked(json.dumps(found, ensure_ascii=False)) == []
    described = TypeAdapter(schemas.Record)
    assert {described.validate_python(record).kind for record in found if "deleted" not in record} == set(
        schemas.PLACES
    )
    for kind in schemas.Kind:
        said = client.get(f"/api/v1/{kind}.csv").getvalue() + client.get(f"/api/v1/{kind}.jsonl").getvalue()
        assert leaked(said.decode()) == [], kind


# --- What somebody writes is asked before anybody reads it ------------------------------------------------------------


TELLING = (HIDDEN_TITLE, minuted.EXEMPT_WORDS)


def by_verb(listed: dict[str, disclosure_words.Words]) -> list:
    """Each verb with its arguments, called by its road and its name."""
    return [
        pytest.param(verb, names, id=f"{road}: {verb.__module__.rpartition('.')[2]}.{verb.__name__}")
        for road, words in listed.items()
        for verb, names in words.items()
    ]


@pytest.fixture
def act(request, cast) -> Act:
    """
    Return the act of the parameter `verb`, in a world that hides titles and the sentence of an exempt paper.

    A fixture, because a world is made once only for those who ask for it before the test begins.
    """
    verb = request.node.callspec.params["verb"]
    recipe = recipes()[f"{verb.__module__}.{verb.__qualname__}"]
    act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
    hide_everywhere(act, cast["clerk"])
    return act


@pytest.mark.parametrize(("verb", "names"), by_verb(disclosure_words.REFUSE))
def test_a_verb_keeps_no_words_for_the_public_that_tell(act, verb, names):
    for name, words in product(names, TELLING):
        with pytest.raises(Refused, match=r"It holds|repeat") as refusal:
            send(act, name, words)
        assert refusal.value.rule == "R16", f"{name}: {words}"
    for name in names[:-1]:
        with transaction.atomic():
            send(act, name, HARMLESS)
            transaction.set_rollback(True)
    send(act, names[-1], HARMLESS)


@pytest.mark.parametrize(("verb", "names"), by_verb(disclosure_words.DRAFT))
def test_what_was_drafted_is_not_published_where_it_tells(act, cast, verb, names):
    for name, words in product(names, (*TELLING, HARMLESS)):
        with transaction.atomic():
            send(act, name, words)
            assert ("R16" in stopping(verb, cast)) is (words in TELLING), f"{name}: {words}"
            transaction.set_rollback(True)


SENDING = {
    "Mail",
    "EmailMessage",
    "EmailMultiAlternatives",
    "send_mail",
    "send_mass_mail",
    "mail_admins",
    "mail_managers",
}


def callers(wanted: set[str]) -> set[str]:
    """Return our modules that call a function of one of these names."""
    found = set()
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        text = path.read_text("utf-8")
        for call in ast.walk(ast.parse(text)) if any(f"{name}(" in text for name in wanted) else ():
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in wanted:
                found.add(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return found


def test_every_module_that_asks_the_gate_about_words_is_walked():
    asking_ = {"refuse_telling", "refuse_telling_of", "refuse_telling_of_any", "telling"}
    modules = callers(asking_) - set(STANDING_FOR)
    listed = [words for part in (disclosure_words.REFUSE, disclosure_words.DRAFT) for words in part.values()]
    assert modules == {verb.__module__ for words in listed for verb in words} & modules


# --- Each email is really sent ---------------------------------------------------------------------------------------


def _published(request, cast) -> None:
    world = request.getfixturevalue("published")
    note_world.write(world.open_paper, cast["member"])
    SentNotice.objects.all().delete()
    notifying.tell_everybody.call(world.meeting.versions.last().pk)


def _changed(request, cast) -> None:
    coming = request.getfixturevalue("published").coming
    agenda.add_item(coming, title=f"Sale of {SECRET}", public_title="A sale", part=2, by=cast["clerk"])
    notifying.tell_of_change.call(coming.pk, "cancelled", "Cancelled: no business.", "", "2022-04-11")


def _preview(request, cast) -> None:
    coming = request.getfixturevalue("published").coming
    agenda.add_item(coming, title=f"Sale of {SECRET}", public_title="A sale", part=2, by=cast["clerk"])
    build.build(coming, Edition.DRAFT, at=timezone.now())
    with request.getfixturevalue("django_capture_on_commit_callbacks")(execute=True):
        previewing.send_preview(coming, message="Please look.", at=timezone.now(), by=cast["clerk"])


def _circulated(request, cast) -> None:
    minutes = minuted.taken(request.getfixturevalue("ground"), cast["clerk"])
    minuted.summarised(minutes, cast["clerk"])
    about = {"comments_by": dt.date(2022, 1, 19), "at": minuted.AFTER, "by": cast["clerk"]}
    with request.getfixturevalue("django_capture_on_commit_callbacks")(execute=True):
        circulating.circulate(minutes, to=[cast["member"].person], **about)


def _chased(request, cast) -> None:
    coming, clerk = request.getfixturevalue("published").coming, cast["clerk"]
    item = agenda.add_item(coming, title=f"Sale of {SECRET}", public_title="A sale", part=2, by=clerk)
    paper = papers.expect_paper(item, title=f"Bid of {SECRET}", owner=cast["officer"].person, by=clerk)
    asking_ = {"paragraphs": (1,), "public_interest_reason": "It would harm a person.", "not_own_development": True}
    withholding.set_access(paper, access="exempt", public_title="A bid", by=clerk, **asking_)
    papers.chase(papers.Paper.objects.get(pk=paper.pk), at=timezone.now(), by=clerk)


def _asked(request, cast) -> None:
    minutes = asking.held(request.getfixturevalue("ground"), asking.TENTH, cast["clerk"])
    hidden = asking.minute(minutes, 40, f"Sale of {SECRET}", access="exempt", paragraphs="1")
    limb = asking.limb(hidden, f"data on {SECRET} be sent", asked_body="The Director")
    action = actions.open_action(limb, at=asking.AT, by=cast["clerk"])
    when = {"at": moment(2022, 2, 3, 9), "by": cast["clerk"]}
    with request.getfixturevalue("django_capture_on_commit_callbacks")(execute=True):
        action = actions.assign(action, owner=cast["officer"].person, due_on=None, **when)
    actions.remind(action, **when)


def _disclosed(request, cast) -> None:
    room = request.getfixturevalue("meeting_begun")
    about = {"kind": "dpi", "nature": f"Owns {SECRET}", "registered": False, "at": room_at(10, 5), "by": cast["clerk"]}
    with request.getfixturevalue("django_capture_on_commit_callbacks")(execute=True):
        interests.declare(room.who("Mary"), room.item("Young Carers"), **about)


def _recipe(name: str, poison: Callable[[], object] = lambda: None) -> Callable:
    def do(request, cast) -> None:
        recipe = recipes()[name]
        act = recipe.prepare(request.getfixturevalue(recipe.world), cast)
        poison()
        for row in act.args:
            if isinstance(row, models.Model):
                row.refresh_from_db()
        with request.getfixturevalue("django_capture_on_commit_callbacks")(execute=True):
            act()

    return do


def _sign_in_code(request, cast) -> None:
    typed = {"login": cast["clerk"].email, "password": "not the password"}
    for _ in range(11):
        Client().post(reverse("account_login"), typed)


def _second_step_code(request, cast) -> None:
    client = Client()
    client.force_login(cast["clerk"])
    client.get(reverse("second-step"))


def _no_password(request, cast) -> None:
    serving = Directory("borset", "your council account", "https://borset.invalid", "", "", frozenset())
    request.getfixturevalue("settings").DIRECTORIES = [serving]
    SocialAccount.objects.create(user=cast["clerk"], provider="borset", uid="carol")
    Client().post(reverse("account_reset_password"), {"email": cast["clerk"].email})


def _suggested(request, cast) -> None:
    about = {"title": SUGGESTED, "details": SUGGESTED, "origin": "resident", "name": SUGGESTER}
    when = {"on": dt.date(2022, 1, 10), "at": moment(2022, 1, 10, 9)}
    item = suggestions.suggest(request.getfixturevalue("ground"), **about, email="rosa@people.example", **when)
    suggestions.acknowledge(item, at=when["at"], by=PORTAL)


def _declined(request, cast) -> None:
    about = {"title": SUGGESTED, "details": SUGGESTED, "origin": "resident", "name": SUGGESTER}
    when = {"on": dt.date(2022, 1, 10), "at": moment(2022, 1, 10, 9)}
    item = suggestions.suggest(request.getfixturevalue("ground"), **about, email="rosa@people.example", **when)
    scheduling.decline(item, reason="Another council looks at it.", **when, by=cast["clerk"])
    suggestions.tell_decision(item, at=when["at"], by=cast["clerk"])


def _complained(request, cast) -> None:
    at = moment(2022, 1, 10, 9)
    complaint = complaints.complain(
        name="Rosa", email="rosa@people.example", details=f"About {SECRET}", received_on=at.date(), at=at
    )
    complaints.acknowledge(complaint, at=at, by=PORTAL)
    complaint = complaints.answer(complaint, outcome="We have put it right.", at=at, by=cast["proper officer"])
    complaints.send_outcome(complaint, at=at, by=cast["proper officer"])


def _absent(request, cast) -> None:
    body = request.getfixturevalue("ground")
    held = [asking.held(body, day, cast["clerk"]) for day in (dt.date(2021, 9, 6), dt.date(2022, 1, 10))]
    asking.attended(held[1], cast["member"].person)
    Term.objects.exclude(person=cast["member"].person).delete()
    alert_proper_officer(at=moment(2022, 6, 10, 9))


def _taken_down(request, cast) -> None:
    published = request.getfixturevalue("published")
    note_world.write(published.open_paper, cast["member"])
    about = {"ground": "personal", "why": f"It says {SECRET}."}
    takedowns.hide(published.open_paper, **about, at=moment(2022, 4, 14, 9), by=cast["clerk"])


def _poisoned_answers() -> None:
    AnswerDraft.objects.update(resources=SECRET)
    Recommendation.objects.update(text=SECRET)


def _partner_asked(request, cast) -> None:
    reported = request.getfixturevalue("reported")
    at = moment(2022, 1, 10, 9)
    draft = review_asking.name_writer(
        reported.police, forename="Pat", surname="Partner", mailbox="pat@police.example", at=at, by=cast["clerk"]
    )
    _poisoned_answers()
    review_asking.ask_for_answer(AnswerDraft.objects.get(pk=draft.pk), at=at, by=cast["clerk"])


def _partner_reminded(request, cast) -> None:
    reported = request.getfixturevalue("reported")
    days = {"served_on": dt.date(2021, 9, 14), "report_on": dt.date(2021, 9, 14), "proof": "By email"}
    review_responses.serve_notice(
        reported.review, [reported.police], recipient=SECRET, served_by="email", **days,
        at=moment(2022, 1, 10, 9), by=cast["clerk"],
    )  # fmt: skip
    _partner_asked(request, cast)
    review_asking.remind(AnswerDraft.objects.get(), at=moment(2022, 1, 11, 9), by=PORTAL)


def _partner_has_a_copy(request, cast) -> None:
    _partner_asked(request, cast)
    at, link = moment(2022, 1, 10, 10), SignedLink.objects.get()
    signed_links.use(link, {"answer": "rejected", "reasons": "It is done."}, at=at)
    signed_links.mail_copy(link, at=at)


def _followed(request, cast) -> None:
    topic = topics.find("committee", request.getfixturevalue("published").meeting.committee.slug)
    assert topic
    Subscription.objects.create(
        follower=Follower.objects.create(address=ADDRESS, hour_began_at=timezone.now()),
        kind=topic.kind, topic=topic.key, asked_at=timezone.now(), confirmed_at=timezone.now(),
    )  # fmt: skip
    assert list(delivery.deliver(HowOften.DAILY)) == [True]


def _poison_reasons() -> None:
    """Put the secret word into the reasons of members' apologies."""
    AttendancePlan.objects.filter(choice="apologies").update(reason=SECRET)


MAILS: dict[str, Callable] = {
    "publication": _published,
    "meeting_changed": _changed,
    "preview": _preview,
    "minutes_draft": _circulated,
    "decision_notice": _recipe("meetings.minutes.publication.decision_notice.send_notice"),
    "paper_reminder": _chased,
    "action_assigned": _asked,
    "action_reminder": _asked,
    "interest_to_notify": _disclosed,
    "outcome_asked": _recipe("workprogramme.outcomes.verbs.ask_for_outcome"),
    "document_answered": _recipe(
        "workprogramme.member_requests.document_requests.write_to_member",
        lambda: DocumentRequest.objects.update(document=SECRET),
    ),
    "urgent_decision": _recipe(
        "workprogramme.forward_plan.urgent_decisions.write_to_chairman",
        lambda: UrgentDecision.objects.update(why=SECRET),
    ),
    "call_in_confirm": _recipe(
        "workprogramme.member_requests.call_ins.ask_to_confirm", lambda: CallIn.objects.update(reasons=SECRET)
    ),
    "substitute": _recipe("meetings.members.before_meeting.ask_substitute", _poison_reasons),
    "review_answer": _recipe("reviews.answers.sign_off_verbs.ask_for_answer", _poisoned_answers),
    "review_answer_link": _partner_reminded,
    "link_copy": _partner_has_a_copy,
    "review_progress": _recipe("reviews.answers.progress_verbs.ask_for_progress", _poisoned_answers),
    "review_tasks": _recipe("reviews.overview.task_mails.tell_what_waits", _poisoned_answers),
    "review_sign_off": _recipe("reviews.answers.sign_off_verbs.send_answer", _poisoned_answers),
    "fact_check": _recipe("reviews.report.fact_check_verbs.send_draft", lambda: FactCheck.objects.update(text=SECRET)),
    "follow_confirm": _recipe("committee.following.verbs.follow"),
    "follow_news": _followed,
    "suggestion_received": _suggested,
    "suggestion_declined": _declined,
    "complaint_received": _complained,
    "complaint_answered": _complained,
    "absences": _absent,
    "takedowns": _taken_down,
    "role_told": _recipe("committee.register.role_requests.ask_for_role"),
    "sign_in_code": _sign_in_code,
    "second_step_code": _second_step_code,
    "no_password": _no_password,
    "trial": _recipe("committee.register.council.try_mail"),
    "invitation": _recipe("committee.register.sign_ins.invite_again"),
    "address_changed": _recipe("committee.register.sign_ins.change_address"),
}


def test_every_e_mail_has_a_scene_and_goes_by_one_door():
    assert set(MAILS) == {path.stem for path in (ROOT / "templates" / "email").glob("*.txt")}
    assert callers(SENDING) == {"committee.mail.mail_html"}


@pytest.fixture
def sent(request, cast, monkeypatch) -> list[str]:
    """Send what the parameter `template` names, and return the templates that were filled. A fixture, as `act` is."""
    filled, whole = [], notices.render_to_string
    monkeypatch.setattr(notices, "render_to_string", lambda name, *rest: filled.append(name) or whole(name, *rest))
    MAILS[request.node.callspec.params["template"]](request, cast)
    return filled


@pytest.mark.parametrize("template", MAILS)
def test_nothing_withheld_is_told_in_an_e_mail_of_a_road(sent, template):
    assert f"email/{template}.txt" in sent
    assert mail.outbox
    for message in mail.outbox:
        assert leaked(f"{message.message()} {message.body} {message.alternatives}") == [], message.subject
        assert same_words(message), message.subject

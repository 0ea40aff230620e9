"""The planner, programmes and reviews in a browser: accessible, valid, moved by keyboard and by dragging, answered."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committee.acts.verbs import PORTAL
from committee.models import MunicipalYear, Person, Portfolio, PortfolioHolding, User
from committee.sign_in import signed_links
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.answers.linked import ANSWER
from reviews.findings import figure_verbs as figures
from reviews.findings import finding_verbs as findings
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import BEFORE_REPORT, FactCheck, FactChecker, FactComment, Response
from reviews.proposing import verbs as proposing
from tests.acts.review_evidence import TEXT
from tests.browser.acts import Acts, on, until
from tests.browser.conftest import DESKTOP, PHONE
from tests.reviews import addresses, given, stepping
from tests.reviews import reported as reported_review
from tests.reviews import world as joint_review
from tests.reviews.reported import ANSWERED, AT
from tests.reviews.reported import REPORT as ON
from tests.staging import staged
from tests.workprogramme import published, source
from tests.workprogramme import world as programmes_world
from tests.workprogramme import world as worlds
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Move, Origin, ProgrammeItem, Table
from workprogramme.programmes import briefings, duties
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions

pytestmark = pytest.mark.browser


@staged
def world(site, safeguarding, clerk, officer):
    """Return a programme whose year has begun: one meeting held, three to come, one item of every kind."""
    today = timezone.localdate()
    year = MunicipalYear.objects.create(
        is_draft=False, starts=today - dt.timedelta(days=100), ends=today + dt.timedelta(days=264)
    )
    days = tuple(today + dt.timedelta(days=count) for count in (-30, 20, 60, 100))
    made = worlds.make(safeguarding, year, clerk, officer, days)
    when = {"on": today, "at": timezone.now(), "by": clerk}
    long = "A title that is longer than most of the titles that committees give to what they look at"
    for number in range(4):
        items.add_item(made.programme, title=f"{long} {number}", meeting=made.meetings[1], brief="How many?", **when)
    items.add_item(made.programme, title="Inquiry", table=Table.WORKING, held_on=days[2], details="W" * 90, **when)
    items.edit_item(made.tbc, wanted_on=today, by=clerk)
    suggestions.suggest(safeguarding, title="Speeding", details="", origin=Origin.RESIDENT, on=today, at=timezone.now())
    duties.record_duty(safeguarding, kind="other", title="Prevent", by=clerk)
    return made


@pytest.fixture
def here(site, world):
    """Return the address of the planner."""
    return f"{site}/desk/work-programme/safeguarding/{world.programme.year.slug}/"


def test_the_planners_pages_are_accessible_and_fit(page, site, here, world, scrutiny, sign_in, look_at):
    sign_in(page, scrutiny)
    pages = ("", "?show=no_officer", "?show=gap", "settings/", "publish/", "roll-forward/")
    others = ("", "safeguarding/duties/", f"safeguarding/duties/{world.programme.committee.duties.get().pk}/")
    desk = f"{site}/desk/work-programme/"
    move = f"{here}items/{world.scheduled.pk}/move/"
    for address in (*(here + page for page in pages), move, *(desk + other for other in others)):
        look_at(address)


def test_an_item_is_moved_over_the_planner_by_keyboard_with_its_reason_or_put_later(
    page, here, world, scrutiny, sign_in, accessible
):
    programmes.edit_programme(world.programme, load_limit=6, by=scrutiny)
    first, second = ProgrammeItem.objects.filter(meeting=world.meetings[1]).order_by("position")[:2]
    sign_in(page, scrutiny)
    page.goto(f"{here}?show=no_officer")
    link, dialog = page.locator(f"#item-{first.pk} [data-move-link]"), page.get_by_role("dialog")
    link.focus()
    page.keyboard.press("Enter")
    dialog.wait_for()
    accessible(page)
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    dialog.wait_for()
    dialog.get_by_role("button", name="Move down").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{here}?show=no_officer#item-{first.pk}")
    said = f"“{first.title}” now comes after “{second.title}”."
    expect(page.locator("#main-content").get_by_text(said)).to_be_visible()
    page.goto(here)
    link.focus()
    page.keyboard.press("Enter")
    dialog.wait_for()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Awaiting the final report")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert ProgrammeItem.objects.get(pk=first.pk).meeting == world.meetings[2]
    assert Move.objects.filter(item=first).last().reason == "Awaiting the final report"


def drag(page, card, meeting):
    """Take a card by its edge and drop it on a meeting."""
    box = page.locator(card).bounding_box()
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 12, box["y"] + box["height"] + 12, steps=5)
    there = page.locator(f"[data-drop='{meeting}']").bounding_box()
    page.mouse.move(there["x"] + 40, there["y"] + 20, steps=12)
    page.mouse.up()


def test_what_waits_is_dragged_to_a_meeting_and_from_a_meeting_the_reason_is_asked(
    page, here, world, scrutiny, sign_in
):
    sign_in(page, scrutiny)
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.goto(here)
    with page.expect_navigation():
        drag(page, f"#item-{world.tbc.pk}", world.meetings[3].slug)
    now = ProgrammeItem.objects.get(pk=world.tbc.pk)
    assert (now.state, now.meeting) == (ItemState.SCHEDULED, world.meetings[3])
    drag(page, f"#item-{world.tbc.pk}", world.meetings[2].slug)
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    expect(dialog.get_by_role("radio", checked=True)).to_have_value(world.meetings[2].slug)
    expect(dialog.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("There is more room")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Move it").click()
    assert ProgrammeItem.objects.get(pk=world.tbc.pk).meeting == world.meetings[2]


HERE = "/desk/work-programme/safeguarding/2021-22/"
ACTS = ("", "edit/", "agenda/", "agenda/already/", "withdraw/", "merge/", "follow-up/", "trail/")


@staged
def made(site, safeguarding, year, clerk, officer):
    """Return a programme whose scheduled item has been moved often, and a briefing."""
    world = worlds.make(safeguarding, year, clerk, officer)
    for number in range(14):
        day = worlds.ON + dt.timedelta(days=number * 9)
        meeting = world.meetings[(number + 1) % 4]
        scheduling.schedule(world.scheduled, meeting, reason="Awaiting the report", on=day, at=worlds.AT, by=clerk)
    on_agenda.put_on_agenda(world.scheduled, on=dt.date(2021, 11, 1), at=worlds.AT, by=clerk)
    when = {"on": worlds.ON, "at": worlds.AT, "by": clerk}
    items.add_item(world.programme, title="Inquiry day", table=Table.WORKING, held_on=dt.date(2022, 1, 14), **when)
    briefing = briefings.record_briefing(
        world.programme, held_on=dt.date(2022, 2, 21), body="SSCSG", item=world.standing, at=worlds.AT, by=clerk
    )
    return world.scheduled, briefing


def test_the_desks_pages_of_an_item_are_accessible(page, site, made, scrutiny, sign_in, look_at):
    item, briefing = made
    sign_in(page, scrutiny)
    of_item = [f"items/{item.pk}/{act}" for act in ACTS]
    others = ["items/new/", "tables/", "briefings/new/", f"briefings/{briefing.pk}/"]
    for path in (*of_item, *others):
        look_at(f"{site}{HERE}{path}")


def test_an_outcome_is_asked_for_accepted_on_a_phone_and_read(
    page, site, considered, scrutiny, officer, sign_in, looked_at
):
    considered.publish()
    acts, item = Acts(page), considered.item.pk
    with on(dt.date(2022, 1, 20), 9):
        sign_in(page, scrutiny)
        page.goto(f"{site}{HERE}items/{item}/outcome/")
        looked_at(page, "Outcome: Young Carers")
        acts.press("Ask Olive Officer to write the outcome")
        sign_in(page, officer)
        page.set_viewport_size(PHONE)
        page.goto(f"{site}/officers/outcomes/{item}/")
        looked_at(page, "Young Carers")
        acts.press("Accept and publish")
        looked_at(page, "Thank you")
        sign_in(page, scrutiny)
        page.set_viewport_size(DESKTOP)
        page.goto(f"{site}{HERE}items/{item}/ask/")
        looked_at(page, "Add an action or a follow-up")
        page.goto(f"{site}/work-programme/safeguarding/2021-22/items/{item}/")
        looked_at(page, "Young Carers")
        expect(page.locator("main")).to_contain_text("Outcome recorded")


PUBLIC = "work-programme/safeguarding/2021-22/"


@staged
def published_programme(site, safeguarding, year, clerk, officer):
    """Return a programme with one of everything, changed since it was printed."""
    made = published.make(safeguarding, year, clerk, officer)
    when = {"on": published.ON, "at": published.AT, "by": clerk}
    scheduling.schedule(made.tbc, made.meetings[3], **when)
    items.add_item(made.programme, title="A title that is longer than most " * 4, details="W" * 90, **when)
    return made


def test_the_pages_of_a_programme_are_accessible_and_fit(page, site, published_programme, scrutiny, sign_in, look_at):
    desk = f"desk/work-programme/safeguarding/2021-22/print/{published_programme.meetings[1].slug}/"
    item = f"{PUBLIC}items/{published_programme.scheduled.pk}/"
    for path in ("work-programme/", PUBLIC, item, desk):
        if path == desk:
            sign_in(page, scrutiny)
        look_at(f"{site}/{path}")


FILE = Path(source.__file__).parent / "papers" / "source-programme.csv"


def test_a_file_is_checked_and_one_with_a_fault_refused(
    page, site, safeguarding, year, clerk, scrutiny, sign_in, look_here
):
    source.make(safeguarding, clerk)
    sign_in(page, scrutiny)
    page.goto(f"{site}/desk/work-programme/safeguarding/2021-22/import/")
    look_here(page)
    page.get_by_label("The programme").set_input_files(FILE)
    page.get_by_role("button", name="Check this file").click()
    expect(page.get_by_role("button", name="Import 30 rows")).to_be_visible()
    look_here(page)
    page.get_by_role("button", name="Import 30 rows").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look_here(page)
    assert not ProgrammeItem.objects.exists()


PROPOSED, REPORT, CHANGED, LATE = (
    dt.date(2021, 6, 17), dt.date(2021, 9, 14), dt.date(2021, 10, 5), dt.date(2022, 1, 10),
)  # fmt: skip


def write(world: joint_review.World, scrutiny: User) -> None:
    """Draft a table with small numbers and a changed definition, a finding and a fact check."""
    table = figures.add_figures(world.review, title="Carers by school", text=TEXT, by=scrutiny)
    figures.mark_definition(table, before="South", words="Counted again.", by=scrutiny)
    figures.publish_figures(table, at=joint_review.AT, by=scrutiny)
    findings.add_finding(world.review, text="Few schools ask.", evidence_words="E1", by=scrutiny)
    check = FactCheck.objects.create(
        review=world.review, number=1, text="Few ask.\n\nNobody counts.", last_day=LATE, opened_at=joint_review.AT
    )
    for name, answered in (("Paula", None), ("Petra", joint_review.AT)):
        who = Person.objects.create(forename=name, surname="Police", slug=name.casefold())
        checker = FactChecker.objects.create(fact_check=check, person=who, mailbox="p@p.example", answered_at=answered)
    FactComment.objects.create(checker=checker, passage=1, text="Six ask.", made_at=joint_review.AT)


@staged
def issued(site, cast, safeguarding, planning, year, clerk, officer, scrutiny):
    """Return a review that was issued with two recommendations, and is endorsed."""
    world = joint_review.make(programmes_world.make(safeguarding, year, clerk, officer), scrutiny)
    addresses.scope_values(world, scrutiny)
    write(world, scrutiny)
    return reported_review.make(world, scrutiny)


def test_its_pages_are_accessible(page, site, issued, scrutiny, sign_in, look_at):
    slug, parent, session = issued.review.slug, issued.review.parents.first().pk, issued.review.sessions.get().pk
    table, said = issued.review.figures.get().pk, FactComment.objects.get().pk
    sign_in(page, scrutiny)
    of_one = (
        *("", "step/", "notices/new/", f"committees/{parent}/decision/"),
        f"addressees/{issued.cabinet.pk}/answer/",
        *("report/", "report/draft/", "report/images/new/"),
        *(f"report/sections/findings/{act}" for act in ("", "who/", "history/")),
        *("scope/", "scope/points/new/", "sessions/", "witnesses/new/"),
        *(f"sessions/{session}/{act}" for act in ("", "came/")),
        *("figures/", "figures/new/", "figures/check/", f"figures/{table}/", f"figures/{table}/definition/"),
        *(f"figures/{table}/numbers/", "findings/", "findings/recommendations/"),
        *("fact-check/", "fact-check/people/new/", f"fact-check/comments/{said}/"),
    )
    for path in ("", "new/", *(f"{slug}/{act}" for act in of_one)):
        look_at(f"{site}/desk/reviews/{path}")


def test_what_others_read_of_it_is_accessible(page, site, issued, scrutiny, chairman, sign_in, look_at):
    given.call(issued.review, scrutiny, closes_on=timezone.localdate() + dt.timedelta(days=9))
    slug = issued.review.slug
    sign_in(page, chairman)
    for path in (f"reviews/{slug}/figures/", f"reviews/{slug}/call-for-evidence/", f"members/reviews/{slug}/figures/"):
        look_at(f"{site}/{path}")


def test_a_button_puts_a_footnote_into_the_text(page, site, cast, review, scrutiny, sign_in):
    for state in BEFORE_REPORT[1:]:
        stepping.take_step(review.review, state, reason="It goes on.", on=REPORT, at=reported_review.AT, by=scrutiny)
    sign_in(page, scrutiny)
    page.goto(f"{site}/desk/reviews/{review.review.slug}/report/sections/findings/")
    # The plain box has the same name until the editor has begun.
    page.get_by_role("textbox", name="What the section says").and_(page.locator("[contenteditable]")).click()
    page.keyboard.type("Few ask.")
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.type("Heard on one day.")
    page.get_by_role("button", name="Save now").click()
    saved = review.review.sections.filter(kind="findings", text__contains="Few ask.^[Heard on one day.]")
    until(saved.exists)


PARTNER = {"forename": "Pat", "surname": "Partner", "mailbox": "pat@police.example"}


@staged
def answering(site, cast, safeguarding, planning, year, clerk, officer, scrutiny, other_member):
    """Olive writes two answers: one waits for Oscar of the executive, one is accepted and has its progress."""
    world = joint_review.make(programmes_world.make(safeguarding, year, clerk, officer), scrutiny)
    reported = reported_review.make(world, scrutiny)
    portfolio = Portfolio.objects.create(name="Education")
    PortfolioHolding.objects.create(person=other_member.person, portfolio=portfolio, since=ON)
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    for addressee in (reported.cabinet, reported.own, reported.police):
        verbs.name_writer(addressee, writer=officer.person, at=AT, by=scrutiny)
    verbs.send_answer(reported.cabinet.draft, answer="accepted", action="Schools ask.", at=AT, by=officer)
    responses.record_response(reported.own, **ANSWERED, by=scrutiny)
    told = {"status": "on_track", "evidence": "Ten schools ask.", "on": ON, "at": AT}
    progress.report_progress(reported.own, **told, by=officer)
    progress.judge_progress(reported.own, **told, by=scrutiny)
    leader = recommendations.name_addressee(reported.second, kind="executive", name="The Leader", by=scrutiny)
    responses.record_response(leader, **ANSWERED | {"target_on": ON}, by=scrutiny)
    given.answer(given.call(reported.review, scrutiny), is_suspect=True)
    return reported


def test_their_pages_are_accessible(page, site, answering, officer, other_member, scrutiny, sign_in, look_at):
    slug, cabinet, own, police = answering.review.slug, answering.cabinet, answering.own, answering.police
    answers, desk = "officers/recommendations", f"desk/reviews/{slug}"
    by_reader = {
        officer: ("officers/", f"{answers}/{police.draft.pk}/", f"{answers}/{cabinet.draft.pk}/sent/",
                  f"{answers}/{own.draft.pk}/progress/", f"{answers}/{own.draft.pk}/progress/sent/"),
        other_member: ("members/portfolio/", f"members/portfolio/answers/{cabinet.draft.pk}/",
                       f"members/portfolio/recorded/{Response.objects.get(is_unsigned=True).pk}/"),
        scrutiny: ("desk/reviews-and-programmes/", f"{desk}/", f"{desk}/evidence/call/set-aside/",
                   f"{desk}/response/", f"{desk}/progress/", f"{desk}/addressees/{police.pk}/writer/",
                   f"{desk}/addressees/{own.pk}/judgement/", f"reviews/{slug}/", f"reviews/{slug}/recommendations/2/",
                   "recommendations/"),
    }  # fmt: skip
    for reader, paths in by_reader.items():
        sign_in(page, reader)
        for path in paths:
            look_at(f"{site}/{path}")


def test_a_partner_answers_on_a_phone(page, site, answering, scrutiny, look_here):
    """The page of the link, what it says of a fault, and the thanks with a copy."""
    draft = verbs.name_writer(answering.police, **PARTNER, at=timezone.now(), by=scrutiny)
    _, token = signed_links._make(ANSWER, draft.writer, draft, draft.mailbox, at=timezone.now(), by=PORTAL)
    page.set_viewport_size(PHONE)
    for link in ("forged", token):
        page.goto(f"{site}/links/{link}/")
        look_here(page)
    expect(page.get_by_label("If not in full, why not?")).to_be_hidden()
    page.get_by_label("Reject", exact=True).check()
    expect(page.get_by_label("What will you do?")).to_be_hidden()
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("link", name="Enter why you do not accept it in full.")).to_be_visible()
    look_here(page)
    page.get_by_label("Accept", exact=True).check()
    page.get_by_label("What will you do?").fill("Officers ask.")
    page.get_by_role("textbox", name="Month").fill("3")
    page.get_by_role("textbox", name="Year").fill(str(timezone.localdate().year + 1))
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("heading", name="What you sent")).to_be_visible()
    look_here(page)
    page.get_by_role("button", name="Email me a copy").click()
    expect(page.get_by_text("We have emailed a copy to the address that your link was sent to.")).to_be_visible()
    look_here(page)


def test_whom_a_page_was_taken_from_and_who_comes_too_early_is_told(
    page, site, answering, officer, scrutiny, sign_in, look_at, settings, monkeypatch
):
    monkeypatch.setattr("reviews.prints.sending.kept", lambda document, suffix: None)
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    draft, review = answering.police.draft, answering.review
    verbs.name_writer(answering.police, **PARTNER, at=timezone.now(), by=scrutiny)
    sign_in(page, officer)
    for path, heading in (
        (f"officers/recommendations/{draft.pk}/", "This is no longer assigned to you"),
        (f"reviews/{review.slug}/report.pdf", "The PDF is being prepared"),
    ):
        look_at(f"{site}/{path}")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()

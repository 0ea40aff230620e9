"""Suggestions: arrived, weighed, taken up or turned down, forgotten; and the desk's pages of them."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import AuditEntry, Committee
from tests.staging import staged
from tests.workprogramme import suggested
from tests.workprogramme.suggested import SUGGESTER
from tests.workprogramme.world import AT, ON
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Origin, Programme, ProgrammeItem, Score, ScrutinyRules, Suggester
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing
from workprogramme.suggestions.weighing import QuestionDraft

pytestmark = pytest.mark.django_db
WHO = {"name": "Rosa Resident", "email": "rosa@people.example"}


@pytest.fixture
def suggest(safeguarding, year):
    def made(**other):
        said = {"title": "Waiting times", "details": "They grow.", "origin": Origin.RESIDENT, "on": ON, "at": AT}
        return suggestions.suggest(safeguarding, **{**said, **WHO, **other})

    return made


def test_the_first_suggestion_of_a_year_opens_its_programme_which_stays_unpublished(suggest, year):
    item = suggest()
    programme = Programme.objects.get()
    assert (item.programme, programme.year, programme.is_public, programme.created_by) == (programme, year, False, None)
    assert (item.state, item.origin_on, item.created_by) == (ItemState.SUGGESTED, ON, None)


def test_a_suggestion_for_a_day_without_a_year_or_to_a_committee_that_is_gone_is_refused(suggest, safeguarding):
    with pytest.raises(Refused, match="has not been entered"):
        suggest(on=dt.date(2031, 1, 1))
    Committee.objects.filter(pk=safeguarding.pk).update(until=dt.date(2021, 5, 30))
    with pytest.raises(Refused, match="does not exist"):
        suggest()
    assert not ProgrammeItem.objects.exists()


def test_what_was_suggested_is_public_once_taken_up_and_not_before(suggest, clerk):
    item = suggest()
    programmes.publish_programme(item.programme, at=AT, by=clerk)
    assert not ProgrammeItem.objects.public().exists()
    suggestions.take_up(item, title="Waiting for a visit", details="", on=ON, at=AT, by=clerk)
    item = ProgrammeItem.objects.public().get()
    assert (item.title, item.details, item.state, item.meeting) == ("Waiting for a visit", "", ItemState.TBC, None)
    with pytest.raises(Refused, match="settled already"):
        suggestions.take_up(item, on=ON, at=AT, by=clerk)


def test_a_residents_words_are_read_by_the_desk_before_they_are_public(world, suggest, clerk):
    item, members = suggest(), suggest(origin=Origin.MEMBER)
    with pytest.raises(Refused, match="Accept it first"):
        scheduling.schedule(item, world.meetings[0], on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="Accept it first"):
        scheduling.put_back(item, reason="Rather Later", on=ON, at=AT, by=clerk)
    taken = suggestions.take_up(item, meeting=world.meetings[0], on=ON, at=AT, by=clerk)
    assert (taken.state, taken.meeting) == (ItemState.SCHEDULED, world.meetings[0])
    assert scheduling.schedule(members, world.meetings[0], on=ON, at=AT, by=clerk).meeting == world.meetings[0]


def test_one_of_last_year_is_taken_up_into_this_years_programme(suggest, clerk, year):
    item = suggest()
    later = type(year).objects.create(starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))
    taken = suggestions.take_up(item, on=dt.date(2022, 6, 1), at=AT, by=clerk)
    assert taken.programme.year == later


def test_the_acknowledgement_says_the_reference_and_nothing_that_anybody_typed(suggest, council):
    item = suggest(title="Buy pills", details="at pills.example")
    assert suggestions.acknowledge(item, at=AT, by=PORTAL)
    (letter,) = mail.outbox
    assert letter.to == ["rosa@people.example"]
    assert item.suggester.reference in letter.body
    assert "1 June 2022" in letter.body
    assert not any(word in letter.subject + letter.body for word in ("pills", "Rosa"))
    with pytest.raises(Refused, match="already"):
        suggestions.acknowledge(item, at=AT, by=PORTAL)
    with pytest.raises(Refused, match="no email address"):
        suggestions.acknowledge(suggest(email=""), at=AT, by=PORTAL)


def test_an_acknowledgement_that_the_mail_server_does_not_take_is_noted_without_the_address(suggest, monkeypatch):
    def fail(address, *rest):
        raise OSError(f"{address} is no address")

    item = suggest()
    monkeypatch.setattr(suggestions.notices, "mail_address", fail)
    assert not suggestions.acknowledge(item, at=AT, by=PORTAL)
    who = Suggester.objects.get(item=item)
    assert who.failure and "rosa" not in who.failure
    assert who.acknowledged_at is None


def test_who_made_it_is_forgotten_after_the_time_that_the_council_has_set(suggest):
    ScrutinyRules(suggestions_kept_months=6).save()
    item = suggest()
    assert item.suggester.forget_on == dt.date(2021, 12, 1)
    assert suggestions.forget(dt.date(2021, 11, 30)) == 0
    assert suggestions.forget(dt.date(2021, 12, 1)) == 1
    assert suggestions.forget(dt.date(2021, 12, 2)) == 0
    who = Suggester.objects.get(item=item)
    assert (who.name, who.email, who.forgotten_on) == ("", "", dt.date(2021, 12, 1))
    assert who.reference


def test_the_command_forgets_and_says_how_many(suggest, capsys):
    suggest()
    call_command("daily", on=dt.date(2022, 6, 1))
    assert "1 name forgotten." in capsys.readouterr().out
    assert not Suggester.objects.exclude(name="", email="").exists()


def test_the_trail_never_holds_who_made_it(suggest, clerk):
    item = suggest()
    suggestions.acknowledge(item, at=AT, by=PORTAL)
    suggestions.take_up(item, on=ON, at=AT, by=clerk)
    suggestions.forget_suggester(item, on=ON, by=clerk)
    told = " ".join(f"{entry} {entry.subject} {entry.facts}" for entry in AuditEntry.objects.all())
    assert "deleted the contact details with" in told
    assert not any(word in told for word in ("Rosa", "Resident", "people.example"))


def test_who_is_forgotten_while_the_acknowledgement_goes_stays_forgotten(suggest, clerk, monkeypatch):
    item = suggest()

    def meanwhile(*args):
        suggestions.forget_suggester(item, on=ON, by=clerk)

    monkeypatch.setattr(suggestions.notices, "mail_address", meanwhile)
    suggestions.acknowledge(item, at=AT, by=PORTAL)
    who = Suggester.objects.get(item=item)
    assert (who.name, who.email, who.forgotten_on) == ("", "", ON)


def everything_kept() -> str:
    """Every word that the database holds of items and of their trail."""
    rows = [*ProgrammeItem.objects.values(), *Suggester.objects.values(), *AuditEntry.objects.values()]
    return " ".join(str(row) for row in rows)


def test_words_that_say_which_resident_are_forgotten_too_in_every_year_and_never_on_the_trail(
    suggest, safeguarding, clerk, next_year
):
    item = suggest(origin_words="Letter of Mrs Wiedehopf", name="", email="")
    items.edit_item(item, origin_words="Rosa Wiedehopf of Elm Road", by=clerk)
    item = suggestions.take_up(item, on=ON, at=AT, by=clerk)
    rolling.roll_forward(item.programme, next_year, on=dt.date(2022, 5, 20), at=AT, by=clerk)
    assert everything_kept().count("Wiedehopf") == 2
    assert suggestions.forget(dt.date(2022, 6, 1)) == 1
    assert "Wiedehopf" not in everything_kept()
    assert set(ProgrammeItem.objects.values_list("origin", flat=True)) == {Origin.RESIDENT}


def test_an_item_entered_as_a_residents_is_forgotten_after_the_same_time(suggest, clerk):
    programme = suggest(origin=Origin.MEMBER, origin_words="Councillor Amsel").programme
    given = {"title": "Flooding", "origin": Origin.RESIDENT, "origin_words": "Rosa Wiedehopf", "on": ON, "at": AT}
    items.add_item(programme, **given, by=clerk)
    assert suggestions.forget(dt.date(2022, 5, 31)) == 0
    assert suggestions.forget(dt.date(2022, 6, 1)) == 2
    assert suggestions.forget(dt.date(2022, 6, 2)) == 0
    assert "Wiedehopf" not in everything_kept()
    assert "Councillor Amsel" in everything_kept()


def test_what_a_resident_wrote_stands_on_the_trail_once_the_desk_has_taken_it_up_and_not_before(suggest, clerk):
    when = {"on": ON, "at": AT, "by": clerk}
    one, two, three = (suggest(title="My neighbour Wiedehopf", details="Wiedehopf drinks.") for _ in range(3))
    items.edit_item(one, title="A neighbour, Wiedehopf", details="Wiedehopf sings.", by=clerk)
    suggestions.acknowledge(one, at=AT, by=PORTAL)
    scheduling.merge(two, one, reason="The same", **when)
    scheduling.decline(three, reason="About one person", **when)
    suggestions.forget(dt.date(2022, 6, 1))
    told = AuditEntry.objects.filter(did="declined").get()
    assert told.subject == f"suggestion {three.suggester.reference}"
    suggestions.take_up(one, title="Drinking in public", details="", **when)
    assert AuditEntry.objects.filter(did="accepted").get().subject == "Drinking in public"
    assert not [str(row) for row in AuditEntry.objects.values() if "Wiedehopf" in str(row)]


@pytest.fixture
def item(safeguarding, year):
    return suggestions.suggest(safeguarding, title="Buses", details="", origin=Origin.MEMBER, on=ON, at=AT)


def asked(committee):
    return list(committee.weighing_questions.filter(is_active=True))


def answers(committee, points=2):
    return dict.fromkeys(asked(committee), (points, ""))


def test_questions_are_changed_and_the_points_they_gave_stay(item, safeguarding, clerk):
    weighing.score(item, answers(safeguarding), at=AT, on=ON, by=clerk)
    weighing.ask_questions(
        safeguarding, [QuestionDraft("Cost", "Is it dear?"), QuestionDraft("extent", "How many?")], by=clerk
    )
    assert [(one.label, one.position) for one in asked(safeguarding)] == [("Cost", 1), ("extent", 2)]
    assert Score.objects.count() == 5
    assert safeguarding.weighing_questions.count() == 6


@pytest.mark.parametrize(
    ("drafts", "said"),
    [([], "one question"), ([QuestionDraft("Cost", "a"), QuestionDraft("cost ", "b")], "twice"),
     ([QuestionDraft("", "What?")], "Enter the label")],
)  # fmt: skip
def test_no_question_a_question_twice_and_one_without_a_label_are_refused(item, safeguarding, clerk, drafts, said):
    with pytest.raises(Refused, match=said):
        weighing.ask_questions(safeguarding, drafts, by=clerk)
    assert len(asked(safeguarding)) == 5


def test_a_suggestion_is_weighed_once_and_its_points_can_be_put_right(item, safeguarding, clerk):
    weighing.score(item, answers(safeguarding), at=AT, on=ON, by=clerk)
    weighing.score(item, answers(safeguarding, 3), at=AT, on=ON, by=clerk)
    item.refresh_from_db()
    assert item.state == ItemState.WEIGHED
    assert [one.points for one in item.scores.all()] == [3] * 5
    assert item.moves.filter(to_state=ItemState.WEIGHED).count() == 1


def test_every_question_is_answered_with_nought_to_three(item, safeguarding, planning, clerk):
    all_of_them = answers(safeguarding)
    some = dict(list(all_of_them.items())[1:])
    with pytest.raises(Refused, match="Public interest"):
        weighing.score(item, some, at=AT, on=ON, by=clerk)
    (other, *_) = weighing.ask_questions(planning, by=clerk)
    with pytest.raises(Refused, match="have been changed"):
        weighing.score(item, {**all_of_them, other: (1, "")}, at=AT, on=ON, by=clerk)
    with pytest.raises(Refused):
        weighing.score(item, answers(safeguarding, 4), at=AT, on=ON, by=clerk)
    item.refresh_from_db()
    assert item.state == ItemState.SUGGESTED
    assert not Score.objects.exists()


def test_what_has_been_settled_is_not_weighed_any_more(item, safeguarding, clerk):
    suggestions.take_up(item, on=ON, at=AT, by=clerk)
    with pytest.raises(Refused, match="settled"):
        weighing.score(item, answers(safeguarding), at=AT, on=ON, by=clerk)


LIST = reverse("desk:programme-suggestions", args=["safeguarding"])


@staged
def suggestion(world):
    return suggested.make(world.programme.committee)


def page(name, suggestion):
    return reverse(f"desk:programme-suggestion{name}", args=["safeguarding", suggestion.pk])


def points(suggestion, number="3"):
    asked = suggestion.programme.committee.weighing_questions.filter(is_active=True)
    return {f"points_{question.pk}": number for question in asked}


def test_the_best_score_comes_first_and_what_is_not_weighed_last(safeguarding, world, clerk, by_scrutiny):
    low, _, high = (suggested.make(safeguarding, title=title) for title in ("Low", "None", "High"))
    questions = safeguarding.weighing_questions.filter(is_active=True)
    for one, number in ((low, 1), (high, 3)):
        weighing.score(one, dict.fromkeys(questions, (number, "")), on=ON, at=AT, by=clerk)
    html = by_scrutiny.get(LIST).content.decode()
    body = html.partition("<tbody")[2]
    assert body.index("High") < body.index("Low") < body.index("None")
    assert "15 of 15" in body and "5 of 15" in body


def test_points_that_somebody_gave_meanwhile_are_not_overwritten_unseen(suggestion, clerk, by_scrutiny):
    """First where nobody had weighed it, then where both began from the same points."""
    for before, theirs in ((None, 1), (1, 0)):
        began = by_scrutiny.get(page("", suggestion)).context["form"]["began_from"].value()
        questions = suggestion.programme.committee.weighing_questions.filter(is_active=True)
        weighing.score(suggestion, dict.fromkeys(questions, (theirs, "Theirs.")), on=ON, at=AT, by=clerk)
        mine = points(suggestion, "3") | {"began_from": began}
        answer = by_scrutiny.post(page("", suggestion), mine)
        said = answer.content.decode()
        assert answer.status_code == 422, before
        assert "Carol Clerk has changed this since you opened this page" in said and "Theirs." in said
        assert {score.points for score in suggestion.scores.all()} == {theirs}
    mine["began_from"] = answer.context["form"]["began_from"].value()
    assert by_scrutiny.post(page("", suggestion), mine).status_code == 302
    assert {score.points for score in suggestion.scores.all()} == {3}


def test_it_is_taken_up_in_words_that_the_desk_has_changed(suggestion, world, this_year, by_scrutiny):
    said = {"title": "Nesting places", "details": "How many there are.", "purpose": "update"}
    assert by_scrutiny.post(page("-take-up", suggestion), said).status_code == 302
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.title, suggestion.details) == (
        ItemState.TBC,
        "Nesting places",
        "How many there are.",
    )


def test_who_made_it_is_forgotten_at_their_wish(suggestion, by_scrutiny):
    assert SUGGESTER in by_scrutiny.get(page("", suggestion)).content.decode()
    by_scrutiny.post(page("-forget", suggestion))
    html = by_scrutiny.get(page("", suggestion)).content.decode()
    assert SUGGESTER not in html and SUGGESTER.lower() not in html
    assert "Deleted on" in html


def test_an_acknowledgement_that_failed_is_shown_and_sent_again(suggestion, by_scrutiny):
    Suggester.objects.filter(item=suggestion).update(failure="The email could not be sent (OSError).")
    assert "could not be sent" in by_scrutiny.get(page("", suggestion)).content.decode()
    by_scrutiny.post(page("-acknowledge", suggestion))
    assert len(mail.outbox) == 1


def test_a_suggestion_made_elsewhere_is_recorded_with_where_it_comes_from(world, this_year, by_scrutiny):
    said = {"title": "Buses", "details": "", "origin": Origin.TRIANGULATION, "origin_words": "3 August Triangulation"}
    by_scrutiny.post(reverse("desk:programme-suggestion-new", args=["safeguarding"]), said)
    suggestion = ProgrammeItem.objects.get(title="Buses")
    assert (suggestion.state, suggestion.origin, suggestion.origin_words) == (
        ItemState.SUGGESTED,
        Origin.TRIANGULATION,
        "3 August Triangulation",
    )
    assert suggestion.origin_on == timezone.localdate()
    assert not mail.outbox


def test_the_questions_are_changed_in_one_form(world, safeguarding, by_scrutiny):
    url = reverse("desk:programme-weighing-questions", args=["safeguarding"])
    rows = {"rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "0", "rows-0-title": "Cost", "rows-0-text": "Is it dear?"}
    rows |= {"rows-0-position": "2", "rows-1-title": "Reach", "rows-1-text": "Whom?", "rows-1-position": "1"}
    assert by_scrutiny.post(url, {**rows, "rows-2-title": "Time"}).status_code == 422
    assert by_scrutiny.post(url, rows).status_code == 302
    assert list(safeguarding.weighing_questions.values_list("label", flat=True)) == ["Reach", "Cost"]


def test_an_item_that_nobody_suggested_and_one_of_another_committee_have_no_such_page(
    world, planning, suggestion, by_scrutiny
):
    assert by_scrutiny.get(page("", world.scheduled)).status_code == 404
    assert by_scrutiny.get(reverse("desk:programme-suggestion", args=["planning", suggestion.pk])).status_code == 404

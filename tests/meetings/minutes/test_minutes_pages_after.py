"""From the end of a meeting to the signature: its pages, a draft that goes round, the register of decisions."""

import csv
import datetime as dt
import io
import json

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from meetings.minutes import settings as verbs
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_states
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.publication.circulating import latest_for, message_for
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Action, Circulation, Comment, Confirmation, Limb, Minute, Minutes, MinuteSeries, Phrase
from tests.answers import refused, words
from tests.meetings import minuted, printed_minutes
from tests.meetings.minuted import AFTER, IN_APRIL, POISON, entry
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment
from tests.staging import staged

WHERE = ["safeguarding", "2022-01-10"]


def at(name: str, *more: object) -> str:
    return reverse(f"desk:{name}", args=[*WHERE, *more])


@staged
def sent(minutes, clerk, member, officer):
    return circulating.circulate(
        minutes, to=[member.person, officer.person], comments_by=dt.date(2099, 1, 19), at=AFTER, by=clerk
    )


def test_the_write_up_is_the_document_with_the_comments_on_it_and_the_note_of_decisions_has_no_secret(
    desk, minutes, sent, member
):
    carers = entry(minutes, "Young Carers")
    made = circulating.comment(sent, carers, text="It was adults.", quoted="young carers", at=AFTER, by=member)
    page = words(desk.get(at("minutes-write-up")))
    assert "It was adults." in page and "“young carers”" in page
    assert POISON in page, "the desk reads all of it"
    answer = desk.post(at("minutes-comment", made.pk), {"reply": "", "act": "Accept"})
    assert answer.headers["Location"] == f"{at('minutes-write-up')}#comment-{made.pk}", "back to it, among the minutes"
    assert POISON not in words(desk.get(at("minutes-decisions")))


def test_the_preview_of_decisions_is_the_note_that_is_published(desk, minutes, clerk):
    publishing.publish_decisions(minutes, at=AFTER, by=clerk)
    answer = desk.get(at("minutes-decisions"))
    assert "Nothing has changed since" in words(answer)
    assert [entry["number"] for entry in answer.context["entries"] if entry["number"]] == []
    assert "They have changed since" not in words(desk.get(at("minutes-write-up")))
    decided = Limb.objects.filter(resolution__minute=entry(minutes, "Young Carers")).first().resolution
    corrected = [LimbDraft("the report be received")]
    resolving.set_limbs(decided, corrected, reason="The chair asked for other words.", by=clerk)
    assert "They have changed since" in words(desk.get(at("minutes-write-up")))


def test_two_versions_are_compared_word_by_word(desk, published, clerk):
    minuted.write(entry(published, "Young Carers"), "<p>Members heard of the work with adults.</p>", clerk)
    page = words(desk.get(at("minutes-compare-now", 1)))
    assert "young carers &amp; schools" in page and "</span>adults" in page
    version = publishing.publish_draft(published, at=AFTER, by=clerk)
    assert version.change_note == f"Minute {entry(published, 'Young Carers').number} changed."
    assert "only in version 1" in words(desk.get(at("minutes-compare", 1, 2)))


def test_corrections_confirmation_and_signature_on_paper_on_one_page(desk, published, clerk):
    here = minuted.confirming(published, clerk)
    carers = entry(published, "Young Carers")
    form = {"correct-do": "correct", "correct-minute": carers.pk}
    form |= {"correct-old_words": "Members heard", "correct-new_words": "All heard"}
    assert "being corrected to “All heard”" in words(desk.post(at("minutes-confirm"), form, follow=True))
    # Recorded by the verb: the test's day is years after the meeting's.
    confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    assert desk.get(at("minutes-signing-copy"))["Content-Type"] == "application/pdf"
    given = {"sign-do": "sign", "sign-signed_on": "2022-04-22"}
    assert "Choose a PDF to upload" in words(desk.post(at("minutes-confirm"), given))
    scan = SimpleUploadedFile("signed.pdf", pdf_of(1, "Signed"), "application/pdf")
    answer = desk.post(at("minutes-confirm"), given | {"sign-scan": scan}, follow=True)
    assert "They can no longer be changed" in words(answer) and "on 22 April 2022" in words(answer)
    scan = desk.get(at("minutes-signed-scan"))
    assert scan["Content-Type"] == "application/pdf" and "no-store" in scan["Cache-Control"]
    assert ">Write<" not in words(desk.get(at("minutes-write-up")))
    assert desk.get(at("minutes-signing-copy")).status_code == 404


def test_whoever_presided_signs_on_a_page_of_their_own(client, published, clerk, chairman):
    page = reverse("members:minutes-sign", args=WHERE)
    client.force_login(chairman)
    assert client.get(page).status_code == 404, "nothing is confirmed yet"
    here = minuted.confirming(published, clerk)
    confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    assert page in words(client.get(reverse("members:front")))
    shown = client.get(page)
    assert "Please sign them" in words(shown)
    assert client.get(reverse("members:minutes-to-sign", args=WHERE))["Content-Type"] == "application/pdf"

    answer = client.post(page, {"seen": shown.context["form"].initial["seen"]}, follow=True)
    assert "You have signed the minutes." in words(answer)
    signature = Confirmation.objects.get()
    assert (signature.presided, signature.recorded_by, signature.on_paper) == (chairman.person, chairman, False)
    assert client.get(page).status_code == 404
    client.force_login(clerk)
    said = words(client.get(at("minutes-confirm")))
    assert "Signed in, under the council’s digital seal" in said and "Not trusted" in said


# Those it was sent to


def read(client, user, side):
    client.force_login(user)
    return client.get(reverse(f"{side}:minutes-draft", args=WHERE))


def test_a_member_reads_the_draft_and_comments_and_an_officer_reads_what_the_public_will(
    client, minutes, sent, member, officer
):
    page = read(client, member, "members")
    assert POISON in words(page) and "Your copy, Mary Member" in words(page)
    carers = entry(minutes, "Young Carers")
    url, name = reverse("members:minutes-draft", args=WHERE), f"minute-{carers.pk}"
    answer = client.post(url, {f"{name}-text": "It was adults.", f"{name}-quoted": "young carers"}, follow=True)
    assert "Your comment has been sent to the committee team" in words(answer)
    assert "You have made 1 comment." in words(answer)
    member.person.seats.update(until=dt.date(2022, 2, 1))
    assert POISON not in words(read(client, member, "members")), "off the committee since"
    page = read(client, officer, "officers")
    assert page.status_code == 200 and POISON not in words(page)


def test_a_confirmation_that_is_voted_on_is_moved_in_the_words_of_the_resolution(desk, published, clerk):
    here = minuted.confirming(published, clerk)
    answer = desk.post(at("minutes-confirm"), {"confirm-do": "confirm", "vote": "It is voted on"})
    assert answer.url == reverse("desk:room-item", args=["safeguarding", "2022-04-21", here.pk])
    motion = here.resolutions.get()
    assert motion.result == "pending" and "be confirmed and signed by the Chairman" in motion.limbs.get().text
    voting.show_of_hands(motion, votes_for=2, votes_against=0, at=IN_APRIL, by=clerk)
    assert "Signature" in words(desk.get(at("minutes-confirm")))


CONFIDENTIAL = {"access": "confidential", "reason": "A court order."}
DESK = "/desk/meetings/safeguarding/2022-01-10/minutes/"
BY_DAY = moment(2022, 1, 20, 9).date()
HIDDEN = f"Look at the Placement of {POISON} most of all."


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def circulated(minutes: Minutes, clerk, *users, **more) -> Circulation:
    people = [user.person for user in users]
    return circulating.circulate(minutes, to=people, comments_by=BY_DAY, at=AFTER, by=clerk, **more)


def test_r16_a_message_with_a_hidden_title_is_sent_to_nobody_and_kept_in_the_form(
    minutes, clerk, member, officer, time_machine, django_capture_on_commit_callbacks
):
    time_machine.move_to(AFTER, tick=False)
    desk = signed_in(clerk)
    desk.post(f"{DESK}people/new/", {"person": officer.person.pk, "capacity": "officer"})
    given = {"comments_by": "20/01/2022", "message": HIDDEN}
    for reader in (officer, member):
        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.post(f"{DESK}circulate/", {**given, "to": [reader.person.pk]})
        assert answer.status_code == 422
        assert "is sent by email, which must not include anything withheld" in answer.text
        assert HIDDEN in answer.text
    assert not mail.outbox and not Circulation.objects.exists()


def test_r16_a_message_is_not_shown_to_whoever_may_not_read_what_was_hidden_since(minutes, clerk, member, officer):
    sent = circulated(minutes, clerk, member, officer, message="Look at the Young Carers.")
    on = AFTER.date()
    assert message_for(officer, sent, on) == message_for(member, sent, on) == "Look at the Young Carers."
    minute_states.set_access(entry(minutes, "Young Carers"), **CONFIDENTIAL, public_heading="A report", by=clerk)
    assert message_for(officer, sent, on) == ""
    assert message_for(member, sent, on) == "Look at the Young Carers."


def test_r16_an_answer_tells_no_reader_what_they_may_not_read(minutes, clerk, member, officer):
    sent, carers = circulated(minutes, clerk, member, officer), entry(minutes, "Young Carers")
    mine, theirs = (circulating.comment(sent, carers, text="No.", at=AFTER, by=reader) for reader in (member, officer))
    circulating.answer_comment(mine, accepted=False, reply=HIDDEN, at=AFTER, by=clerk)
    with pytest.raises(Refused, match="may not read what is withheld"):
        circulating.answer_comment(theirs, accepted=False, reply=HIDDEN, at=AFTER, by=clerk)


# Comments


def commented(user, minutes: Minutes, text: str, **more):
    name = f"minute-{entry(minutes, 'Young Carers').pk}"
    sent = {f"{name}-text": text, **more}
    return signed_in(user).post("/members/safeguarding/2022-01-10/minutes/draft/", sent, follow=True)


def test_a_comment_within_its_time_is_kept_although_the_draft_was_published_meanwhile(
    minutes, clerk, member, time_machine
):
    circulated(minutes, clerk, member)
    time_machine.move_to(AFTER, tick=False)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    time_machine.move_to(moment(2022, 1, 20, 23), tick=False)
    sent = commented(member, minutes, "It was longer than that.").text
    assert "Your comment has been sent to the committee team" in sent
    assert "It was longer than that." in signed_in(clerk).get(f"{DESK}write-up/").text


def test_a_comment_after_its_time_on_a_published_draft_is_shown_back(
    minutes, clerk, member, other_member, time_machine
):
    circulated(minutes, clerk, member)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    time_machine.move_to(moment(2022, 1, 21, 9), tick=False)
    assert latest_for(member, minutes.meeting, dt.date(2022, 1, 21)) is None
    with pytest.raises(Refused, match="are published"):
        circulated(Minutes.objects.get(), clerk, member)
    answer = commented(member, minutes, "It was longer than that.")
    assert answer.status_code == 422 and "It was longer than that." in answer.text
    assert "Carol Clerk published the minutes on Wednesday 12 January 2022" in answer.text
    assert commented(other_member, minutes, "Mine.").status_code == 404
    assert not Comment.objects.exists()


def test_a_comment_on_confirmed_minutes_is_refused_and_stays_in_its_form(minutes, clerk, member, time_machine):
    circulated(minutes, clerk, member)
    Circulation.objects.update(comments_by=dt.date(2022, 5, 1))
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    confirming.confirm(minutes, confirming=minuted.confirming(minutes, clerk), at=minuted.IN_APRIL, by=clerk)
    time_machine.move_to(moment(2022, 4, 22, 9), tick=False)
    answer = commented(member, minutes, "It was longer than that.")
    assert answer.status_code == 422 and "It was longer than that." in answer.text
    assert "The minutes are confirmed, so comments on the draft are closed" in answer.text


def test_the_same_comment_from_two_tabs_is_kept_once(minutes, clerk, member, time_machine):
    time_machine.move_to(AFTER, tick=False)
    circulated(minutes, clerk, member)
    for text in ("It was longer.", "It was  longer. ", "It was longer."):
        assert commented(member, minutes, text).status_code == 200
    assert [one.text for one in Comment.objects.order_by("pk")] == ["It was longer.", "It was  longer."]
    made = Comment.objects.first()
    circulating.answer_comment(made, accepted=True, at=AFTER, by=clerk)
    commented(member, minutes, "It was longer.")
    assert Comment.objects.count() == 3


PAGE = "decisions-register"
ASKED, NOTED = "figures on young carers be sent to members", "the report be noted"


def register(client, form="", **filters):
    answer = client.get(reverse(f"public:{PAGE}{form}"), filters)
    assert answer.status_code == 200
    return json.loads(answer.getvalue())["decisions"] if form == "-json" else answer.getvalue().decode()


def test_published_parts_of_resolutions_stand_there_with_what_became_of_them(client, published):
    page = register(client)
    assert f"That {ASKED}." in page and f"That {NOTED}." in page and "Not answered yet" in page
    assert minuted.POISON not in page and "the public be excluded" not in page
    row = next(row for row in register(client, "-json") if row["decision"] == ASKED)
    assert (row["date"], row["part"], row["state"]) == ("2022-01-10", "b)", "Not answered yet")
    answer = client.get(row["address"].removeprefix("http://testserver").split("example", 1)[-1])
    assert f'id="{row["address"].partition("#")[2]}"' in answer.content.decode()


def test_a_part_is_told_in_the_words_that_were_published(client, published):
    Limb.objects.filter(text=ASKED).update(text="words that wait for the next publication")
    assert ASKED in register(client) and "words that wait" not in register(client)
    Minute.objects.filter(resolutions__limbs__text=NOTED).update(access="exempt", paragraphs="1")
    assert NOTED not in register(client) and ASKED not in register(client, "-csv")


@pytest.mark.both_databases("queries: conditions over rows and actions")
def test_the_same_filters_hold_for_page_csv_and_json(client, published, planning):
    def found(**filters):
        data = [row["decision"] for row in register(client, "-json", **filters)]
        rows = list(csv.reader(io.StringIO(register(client, "-csv", **filters))))[1:]
        assert [row[5] for row in rows] == data
        page = register(client, **filters)
        assert all(words in page for words in data)
        return data

    everything = found()
    assert {ASKED, NOTED, "the programme be noted"} <= set(everything)
    assert found(outcome="not-answered") == [ASKED] and found(outcome="answered") == []
    assert found(committee="planning") == [] and found(committee="safeguarding", year="2021-22") == everything
    assert client.get(reverse(f"public:{PAGE}-csv"), {"year": "1066-67"}).status_code == 404
    for page in (PAGE, "calendar"):
        refused = client.get(reverse(f"public:{page}"), {"committee": "nowhere"})
        assert refused.status_code == 404 and "There is no such committee" in refused.content.decode()
        assert NOTED not in refused.content.decode() and 'class="month-head"' not in refused.content.decode()
        refused = client.get(reverse(f"public:{page}-json"), {"committee": "nowhere"})
        assert refused.status_code == 404 and "There is no such committee" in refused.json()["detail"]


def test_the_front_page_and_the_committees_say_what_was_decided_and_answered(client, published, clerk):
    for address in ("/", "/committees/safeguarding/"):
        page = client.get(address).content.decode()
        assert f"That {ASKED}." in page and "Latest decisions" in page and minuted.POISON not in page
    action = Action.objects.get(limb__text=ASKED)
    answer = action.answers.create(text="There are 412.", answered_at=minuted.AFTER, answered_by=clerk)
    assert "There are 412." in client.get("/").content.decode()
    type(answer).objects.filter(pk=answer.pk).update(withheld=True)
    assert "There are 412." not in client.get("/").content.decode()


def test_where_the_last_meeting_decided_little_the_meeting_before_is_told_of_too(client, published, clerk):
    september = moment(2021, 9, 6, 10)
    meeting = minuted.schedule(published.meeting.committee, september.date(), clerk)
    earlier = minuted.in_the_room(meeting, clerk, september)
    minuted.resolve(entry(earlier, "Work Programme"), [LimbDraft("the plan be noted")], september, clerk)
    publishing.publish_decisions(minuted.end(earlier, clerk), at=september + dt.timedelta(days=1), by=clerk)
    for address in ("/", "/committees/safeguarding/"):
        page = client.get(address).text
        assert -1 < page.find(f"That {ASKED}.") < page.find("That the plan be noted."), address


def test_decisions_published_before_the_minutes_stand_wherever_decisions_do(client, minutes, clerk):
    assert "No decisions are published yet" in register(client) and register(client, "-json") == []
    publishing.publish_decisions(minutes, at=minuted.AFTER, by=clerk)
    for address in ("/", "/committees/safeguarding/", reverse(f"public:{PAGE}")):
        page = client.get(address).content.decode()
        assert f"That {ASKED}." in page and minuted.POISON not in page
    early = {row["decision"]: row for row in register(client, "-json", year="2021-22")}
    note, _, anchor = early[ASKED]["address"].partition("#")
    page = client.get("/" + note.split("/", 3)[3])
    assert page.status_code == 200 and f'id="{anchor}"' in page.content.decode()
    publishing.publish_draft(Minutes.objects.get(pk=minutes.pk), at=minuted.AFTER, by=clerk)
    late = {row["decision"]: row for row in register(client, "-json")}
    assert len(late) == len(early) and late[ASKED]["minute"] and "/minutes/" in late[ASKED]["address"]


def rows(*said: tuple[str, str, str]) -> dict[str, str]:
    """Return the data of the form of phrases."""
    data = {"rows-TOTAL_FORMS": str(len(said)), "rows-INITIAL_FORMS": "0"}
    for place, row in enumerate(said):
        data |= {f"rows-{place}-{name}": value for name, value in zip(("position", "title", "text"), row, strict=True)}
    return data


def test_phrases_are_kept_in_the_order_of_their_places(council, desk):
    sent = rows(
        ("2", "Webcast", "The meeting was webcast."), ("1", "Thanks", "The Chairman thanked Members."), ("", "", "")
    )
    assert desk.post(reverse("desk:minutes-settings"), sent).status_code == 302
    assert list(Phrase.objects.values_list("label", flat=True)) == ["Thanks", "Webcast"]
    assert "set the phrases" in AuditEntry.objects.latest("pk").did


@pytest.mark.parametrize("typed", [(("1", "Thanks", ""),), (("1", "A", "x"), ("2", "a", "y"))])
def test_half_a_phrase_or_two_of_one_label_are_refused_and_nothing_is_lost(council, desk, clerk, typed):
    verbs.keep_phrases([{"label": "Kept", "text": "Kept words."}], by=clerk)
    assert desk.post(reverse("desk:minutes-settings"), rows(*typed)).status_code == 422
    assert Phrase.objects.get().label == "Kept"


def test_r28_the_first_number_stays_once_minutes_of_the_year_are_published(safeguarding, year, desk, clerk):
    made = printed_minutes.make(safeguarding, clerk)
    made.publish()
    with refused("R28", "1 to 6 of 2021/22"):
        verbs.begin_numbers(safeguarding, year, first=37, by=clerk)
    desk.post(reverse("desk:minutes-first-numbers", args=["2021-22"]), {f"first_{safeguarding.pk}": "37"})
    assert not MinuteSeries.objects.exists()

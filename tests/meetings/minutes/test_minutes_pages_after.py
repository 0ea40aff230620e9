"""The pages from the end of a meeting to the signature, as the clerk, members and officers work with them."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.minutes.confirmation import confirming
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room.resolutions import voting
from meetings.models import Confirmation
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, IN_APRIL, POISON, entry
from tests.meetings.packs.making import pdf_of
from tests.staging import staged

WHERE = ["safeguarding", "2022-01-10"]


def at(name: str, *more: object) -> str:
    return reverse(f"desk:{name}", args=[*WHERE, *more])


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


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


def test_whoever_presided_signs_on_a_page_of_their_own_and_nobody_else_has_it(
    client, published, clerk, chairman, vice_chairman, other_member
):
    page = reverse("members:minutes-sign", args=WHERE)
    client.force_login(chairman)
    assert client.get(page).status_code == 404, "nothing is confirmed yet"
    here = minuted.confirming(published, clerk)
    confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    for user in (vice_chairman, other_member):
        client.force_login(user)
        assert client.get(page).status_code == 404
        assert client.post(page, {"seen": ""}).status_code == 404
        assert client.get(reverse("members:minutes-to-sign", args=WHERE)).status_code == 404
    client.force_login(chairman)
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

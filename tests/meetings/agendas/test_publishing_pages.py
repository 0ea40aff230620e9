"""The desk's publishing pages and its front page, as a clerk walks them."""

import datetime as dt
import re

import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from committee.models import AccessEvent, AuditEntry, User
from meetings.agendas import amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Edition, SentNotice
from meetings.packs.builds import tasks
from meetings.packs.intake import take_in
from meetings.papers import verbs as papers
from tests.committee.test_sign_in import PASSWORD, code_now, give_totp
from tests.meetings import publishing as made
from tests.meetings.packs import making
from tests.staging import staged

ON_TIME = time_machine.travel("2022-04-11 09:30 +0100", tick=False)


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, vice_chairman, member, officer):
    row = made.meeting_of(safeguarding, clerk)
    made.report(row, clerk, owner=officer.person)
    made.exempt(row, clerk)
    made.built(row)
    return row


@staged
def published(meeting, clerk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    return meeting


def at(name, **more):
    """Return the address of a desk page of the meeting."""
    return reverse(f"desk:{name}", kwargs={"committee": "safeguarding", "meeting": "2022-04-21", **more})


def words(response):
    """Return the text of a page's main part with single blanks."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def _post(desk, callbacks, url, data=None):
    with callbacks(execute=True):
        return desk.post(url, data or {})


@ON_TIME
def test_preflight_counts_the_days_and_another_day_can_be_tried(desk, meeting):
    page = words(desk.get(at("agenda-preflight")))
    assert "It can be published" in page and "there are 5 clear days ; 5 are needed" in page
    assert "Friday 15 April 2022 Good Friday" in page and "Wednesday 20 April 2022 5" in page
    page = words(desk.get(at("agenda-preflight"), {"on": "2022-04-12"}))
    for text in ("It cannot be published on Tuesday 12 April 2022", "4 of the 5 clear days", "s.100B(3)"):
        assert text in page
    for on in ("never", "2023-09-01"):
        assert desk.get(at("agenda-preflight"), {"on": on}).status_code == 422, on


@ON_TIME
def test_the_draft_goes_to_the_chairman_and_vice_chairmen_until_it_is_out_of_date(
    desk, meeting, clerk, django_capture_on_commit_callbacks
):
    assert "No draft has been built" in words(desk.get(at("agenda-preview")))
    made.built(meeting, Edition.DRAFT)
    _post(desk, django_capture_on_commit_callbacks, at("agenda-preview"), {"message": "By noon on Friday, please."})
    assert sorted(one.to[0] for one in mail.outbox) == ["charles@borsetshire.example", "vera@borsetshire.example"]
    assert "By noon on Friday, please." in mail.outbox[0].body
    assert "/members/safeguarding/2022-04-21/draft.pdf" in mail.outbox[0].body
    assert "Charles Chair, Vera Vice" in words(desk.get(at("agenda-preview")))
    agenda.add_item(meeting, title="Another", by=clerk)
    response = desk.post(at("agenda-preview"), {"message": ""})
    assert (response.status_code, len(mail.outbox)) == (422, 2)
    assert "Build the draft again" in words(response)


@ON_TIME
def test_no_draft_is_emailed_to_a_suspended_sign_in(desk, meeting, chairman, django_capture_on_commit_callbacks):
    User.objects.filter(pk=chairman.pk).update(is_active=False)
    made.built(meeting, Edition.DRAFT)
    assert words(desk.get(at("agenda-preview"))).count("No sign-in: not emailed") == 1
    _post(desk, django_capture_on_commit_callbacks, at("agenda-preview"), {"message": ""})
    assert [one.to for one in mail.outbox] == [["vera@borsetshire.example"]]
    assert meeting.previews.get().sent_to.get().name == "Vera Vice"


@ON_TIME
def test_a_draft_reaches_the_vice_chairman_though_the_chairmans_email_fails(
    desk, meeting, chairman, django_capture_on_commit_callbacks, monkeypatch
):
    sent = []

    def send(to, *_args):
        if to == chairman:
            raise OSError("no route")
        sent.append(to.name)

    monkeypatch.setattr("committee.mail.notices.mail", send)
    made.built(meeting, Edition.DRAFT)
    assert _post(desk, django_capture_on_commit_callbacks, at("agenda-preview"), {"message": ""}).status_code == 302
    assert sent == ["Vera Vice"]
    assert AuditEntry.objects.get(did="could not email the draft of").facts == {"whom": "Charles Chair"}


@ON_TIME
def test_check_your_answers_says_what_is_public_what_is_withheld_when_and_who_is_told(desk, meeting):
    page = words(desk.get(at("agenda-publish")))
    for text in (
        "Young Carers: report (item 4, pages 1–4)",
        "Paragraph 3 of Schedule 12A. The prices would help a rival bidder.",
        "The public reads: Contract for respite care",
        "5 clear days",
        "Members’ edition (3) Charles Chair, Mary Member, Vera Vice",
        "Public edition (1) Olive Officer (presents an item)",
    ):
        assert text in page, text
    public = page.split("What becomes public")[1].split("What is withheld")[0]
    assert "Zanzibar" not in public, "what becomes public is shown as the public will read it"


@ON_TIME
def test_one_button_publishes_and_everybody_is_told_of_the_edition_they_may_read(
    desk, meeting, member, django_capture_on_commit_callbacks
):
    seen = desk.get(at("agenda-publish")).context["form"].initial["seen"]
    response = _post(desk, django_capture_on_commit_callbacks, at("agenda-publish"), {"seen": seen})
    assert response.url == at("agenda-published")
    page = words(desk.get(at("agenda-published")))
    assert "Agenda published" in page and "Olive Officer Public edition 11 April 2022, 09:30" in page
    told = {one.to[0].partition("@")[0]: one.body for one in mail.outbox}
    assert sorted(told) == ["charles", "mary", "olive", "vera"]
    assert "/members/safeguarding/2022-04-21/pack.pdf" in told["mary"] and "not for publication" in told["mary"]
    assert "/members/" not in told["olive"] and "/committees/safeguarding/2022-04-21/" in told["olive"]
    (link,) = re.findall(r"https?://[^/]+(/members/safeguarding/2022-04-21/\?\S+)", told["mary"])
    anonymous = Client()
    assert member.email in anonymous.get(anonymous.get(link).url).content.decode()
    form = {"login": member.email, "password": PASSWORD, "next": link}
    assert anonymous.post(reverse("account_login"), form).url == link, "the sign-in leads back to the page"
    assert anonymous.get(link).status_code == 200
    assert all("Zanzibar" not in body for body in told.values())


def test_each_act_sends_a_member_one_email_whose_links_open_after_signing_in_with_a_second_step(
    meeting, clerk, member, settings, django_capture_on_commit_callbacks
):
    def publish_late_figures():
        late_figures(meeting, clerk)
        amendments.publish_supplement(meeting, reason="Too late.", at=made.AT, by=clerk)

    settings.SECOND_FACTOR_NEEDED = True
    secret = give_totp(member)
    acts = [
        lambda: publishing.publish_agenda(meeting, at=made.AT, by=clerk),
        publish_late_figures,
        lambda: calendar.cancel(meeting, reason="Too few items.", at=made.AT, by=clerk),
    ]
    links = []
    with time_machine.travel(made.AT, tick=False) as clock:
        for act in acts:
            mail.outbox.clear()
            with django_capture_on_commit_callbacks(execute=True):
                act()
            (body,) = [message.body for message in mail.outbox if message.to == [member.email]]
            links += re.findall(r"https?://[^/]+(/\S+)", body)
        assert sum("/late-figures/" in link for link in links) == 1, "the late paper's reading page"
        assert all(link.startswith("/members/safeguarding/2022-04-21/") for link in links) and len(links) == 6
        for link in links:
            clock.shift(60)  # each code is good once
            browser = Client()
            page = browser.get(link, follow=True)
            sign_in_url, form = page.redirect_chain[-1][0], {"login": member.email, "password": PASSWORD}
            assert member.email in page.content.decode() or link.endswith(".pdf")
            second_step = browser.post(sign_in_url, form)
            answer = browser.post(second_step.url, {"code": code_now(secret)})
            assert (answer.status_code, answer.url) == (302, link)
            assert browser.get(link).status_code == 200, link


@time_machine.travel("2022-04-12 09:30 +0100", tick=False)
def test_on_the_day_after_there_is_no_button_and_the_post_is_refused(desk, meeting):
    page = desk.get(at("agenda-publish"))
    assert "It cannot be published yet" in words(page)
    assert 'name="seen"' not in page.content.decode() and "Build packs" not in words(page)
    response = desk.post(at("agenda-publish"), {"seen": ""})
    assert response.status_code == 422
    assert "4 of the 5 clear days" in words(response)
    assert not meeting.versions.exists()


@ON_TIME
def test_members_without_a_sign_in_are_named_so_that_they_get_a_paper_copy(desk, meeting, member):
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert "Mary Member, MBE. They do not have an account" in words(desk.get(at("agenda-publish")))


@ON_TIME
def test_check_and_publish_builds_what_is_missing_and_the_page_then_has_its_button(
    desk, meeting, clerk, django_capture_on_commit_callbacks
):
    agenda.add_item(meeting, title="Slipped in", by=clerk)
    assert 'name="seen"' not in desk.get(at("agenda-publish")).content.decode()
    with django_capture_on_commit_callbacks():  # the workers have not begun
        assert desk.post(at("agenda-prepare")).url == at("agenda-publish")
        assert desk.post(at("agenda-prepare")).url == at("agenda-publish")
    assert sorted(meeting.builds.values_list("edition", flat=True)) == ["members", "public"]
    assert desk.get(at("agenda-building")).url == at("agenda-publish")

    def polled() -> str:
        return desk.get(at("agenda-building"), headers={"HX-Request": "true"}).content.decode()

    assert "Building the packs" in polled()
    for one in meeting.builds.all():
        tasks.build_pack.func(one.pk)
    assert "The packs are built." in polled()
    seen = desk.get(at("agenda-publish")).context["form"].initial["seen"]
    assert desk.post(at("agenda-publish"), {"seen": seen}).status_code == 302
    assert desk.post(at("agenda-prepare")).url == at("agenda-published")


@ON_TIME
def test_what_stops_publication_is_not_accepted_and_no_pack_is_built_meanwhile(desk, meeting, clerk):
    papers.expect_paper(made.item_of(meeting, "Young Carers"), title="Late figures", by=clerk)
    assert desk.post(at("agenda-prepare")).url == at("agenda-publish")
    assert not meeting.builds.exists()
    page = words(desk.get(at("agenda-publish")))
    assert "It cannot be published yet" in page and "Late figures" in page
    assert "has not been built" not in page and "build it again" not in page
    blocks = desk.get(at("agenda-preflight")).context["found"].blocks
    desk.post(at("agenda-accept"), {"key": [row.key for group in blocks for row in group.rows]})
    assert not meeting.accepted_findings.exists()
    assert desk.get(at("agenda-preflight")).context["found"].blocks


@ON_TIME
def test_warnings_of_one_kind_stand_together_and_what_is_accepted_is_folded_away(desk, meeting, clerk):
    made.report(meeting, clerk, title="Foster carers")
    made.built(meeting)
    found = desk.get(at("agenda-preflight")).context["found"]
    together = next(group for group in found.warnings if group.several)
    assert together.heading == "3 papers are not tagged" and together.folded, "one line for warnings of one kind"
    keys = [row.key for row in together.rows]
    assert desk.post(at("agenda-accept"), {"key": keys, "page": "publish"}).url == at("agenda-publish") + "#findings"
    page = desk.get(at("agenda-preflight"))
    assert {row.key for row in page.context["found"].accepted} == set(keys)
    desk.post(at("agenda-accept"), {"key": [*keys, "x"]})
    assert AuditEntry.objects.filter(did="accepted warnings about").count() == 1


def test_before_publication_there_is_nothing_to_certify_supplement_or_correct(desk, meeting):
    item = {"pk": made.item_of(meeting, "Young Carers").pk}
    pages = ("agenda-published", "certificate", "certificate-file", "notice-file", "supplement-publish")
    for name, more in [(page, {}) for page in (*pages, "agenda-correct")] + [("item-withdraw", item)]:
        assert desk.get(at(name, **more)).status_code == 404, name


CERTIFICATE = {
    "posted_by": "Carol Clerk",
    "posted_at_0": "2022-04-11",
    "posted_at_1": "10:15",
    "posted_where": "Notice board, Shire Hall",
    "inspection_by": "Petra Proper",
    "inspection_at_0": "2022-04-11",
    "inspection_at_1": "11:00",
    "inspection_where": "Reception, Shire Hall",
}


@time_machine.travel("2022-04-13 09:30 +0100", tick=False)
def test_the_certificate_counts_from_the_later_of_website_and_inspection_and_tells_of_a_late_notice(
    desk, client, published
):
    assert "Not complete" in words(desk.get(at("certificate")))
    assert desk.post(at("certificate"), {**CERTIFICATE, "posted_at_0": "2022-04-12"}).url == at("certificate")
    page = words(desk.get(at("certificate")))
    assert "Counted from Monday 11 April 2022: 5 clear days ; 5 are needed" in page
    assert "In time" not in page and "Notice posted late" in page
    page = words(client.get("/committees/safeguarding/2022-04-21/certificate/"))
    assert "5 clear days, 5 needed, but the notice was posted late" in page
    late = {**CERTIFICATE, "inspection_at_0": "2022-04-12", "reason": "The wrong day was typed."}
    desk.post(at("certificate"), late)
    assert "Counted from Tuesday 12 April 2022: 4 clear days ; 5 are needed" in words(desk.get(at("certificate")))
    entry = AuditEntry.objects.filter(did="completed the certificate of publication of").first()
    assert entry.acting_for == "Petra Proper, Director of Corporate Services"


@time_machine.travel("2022-04-13 09:30 +0100", tick=False)
def test_a_complete_certificate_is_corrected_with_a_reason_and_keeps_what_it_said(desk, client, published):
    desk.post(at("certificate"), {**CERTIFICATE, "inspection_at_0": "2022-04-12"})
    assert "Why is it corrected?" in words(desk.get(at("certificate")))
    response = desk.post(at("certificate"), CERTIFICATE)
    assert response.status_code == 422
    assert "The certificate is complete. To correct it, enter a reason" in words(response)
    desk.post(at("certificate"), {**CERTIFICATE, "reason": "The wrong day was typed."})
    desk.post(at("certificate"), {**CERTIFICATE, "inspection_at_1": "12:00", "reason": "It was noon."})
    said = (
        "Corrected on Wednesday 13 April 2022: The wrong day was typed. It said before: Carol Clerk posted the notice "
        "on Monday 11 April 2022, 10:15, at Notice board, Shire Hall; Petra Proper opened inspection on Tuesday 12 "
        "April 2022, 11:00, at Reception, Shire Hall."
    )
    public = words(client.get("/committees/safeguarding/2022-04-21/certificate/"))
    assert said in public and "5 clear days" in public
    assert "It was noon." in public, "each correction stays"
    assert said in " ".join(" ".join(take_in.texts(b"".join(desk.get(at("certificate-file"))))).split())


WRONG = [
    ({"posted_at_0": "2022-04-14"}, "in the future"),
    ({"posted_at_1": "teatime"}, "Enter a time such as 09:30"),
    ({"inspection_at_0": "2022-04-10"}, "The agenda was made on Monday 11 April 2022"),
]


@time_machine.travel("2022-04-13 09:30 +0100", tick=False)
def test_a_certificate_filled_in_wrongly_says_so_and_keeps_what_was_typed(desk, published):
    for wrong, said in WRONG:
        response = desk.post(at("certificate"), {**CERTIFICATE, **wrong})
        assert response.status_code == 422
        assert said in words(response)
        assert "Reception, Shire Hall" in response.content.decode()
        assert "Not complete" in words(response)


@time_machine.travel("2022-04-13 09:30 +0100", tick=False)
def test_a_paper_that_came_in_since_goes_out_as_a_supplement_with_its_reason(
    desk, published, clerk, django_capture_on_commit_callbacks
):
    assert "No new papers" in words(desk.get(at("supplement-publish")))
    late_figures(published, clerk)
    said = words(desk.get(at("supplement-publish")))
    assert "The deadline has passed, so the public copy is published at the same time" in said
    assert desk.post(at("supplement-publish"), {"reason": " "}).status_code == 422
    mail.outbox.clear()
    sent = {"reason": "The survey closed late."}
    response = _post(desk, django_capture_on_commit_callbacks, at("supplement-publish"), sent)
    assert response.url == at("agenda-published")
    assert published.versions.last().supplement == 1
    assert "The survey closed late." in words(desk.get(at("agenda-published")))
    assert "supplement 1" in next(one.body for one in mail.outbox if "mary" in one.to[0])


def test_one_who_is_not_reached_stops_nobody_and_can_be_tried_again(
    desk, meeting, clerk, settings, django_capture_on_commit_callbacks
):
    """The mail server is not there at all; then it is."""
    working = settings.MAILERS
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2},
        }
    }
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    assert SentNotice.objects.exclude(failure="").count() == 4
    page = words(desk.get(at("agenda-published")))
    assert "4 emails could not be sent" in page
    settings.MAILERS = working
    _post(desk, django_capture_on_commit_callbacks, at("agenda-notify-again"))
    assert SentNotice.objects.filter(failure="").count() == 4
    assert len(mail.outbox) == 4
    _post(desk, django_capture_on_commit_callbacks, at("agenda-notify-again"))
    assert len(mail.outbox) == 4, "no one is told twice"


def late_figures(meeting, clerk):
    """Add a paper after publication."""
    item, data = made.item_of(meeting, "Young Carers"), making.pdf_of(2, "Late figures")
    return papers.add_paper(
        item, title="Late figures", kind="report", data=data, filename="l.pdf", at=made.AT, by=clerk
    )


def test_what_was_published_is_at_hand_to_print_in_both_editions_with_its_supplements(published, desk, clerk):
    late_figures(published, clerk)
    amendments.publish_supplement(published, reason="Too Late.", at=made.AT + dt.timedelta(hours=1), by=clerk)
    page = desk.get(at("agenda-published")).content.decode()
    for edition in ("public", "members"):
        for address in (
            at("published-pack", edition=edition), at("published-supplement", edition=edition, number=1)
        ):  # fmt: skip
            before = AccessEvent.objects.count()
            assert f'href="{address}"' in page and desk.get(address)["Content-Type"] == "application/pdf"
            is_noted = AccessEvent.objects.count() > before
            assert is_noted == (edition == "members"), "a reading of withheld papers is noted"
    assert desk.get(at("published-pack", edition="draft")).status_code == 404


@time_machine.travel("2022-04-13 09:30 +0100", tick=False)
def test_a_supplement_is_previewed_as_a_draft_before_it_is_published(
    desk, published, clerk, member, django_capture_on_commit_callbacks
):
    assert desk.get(at("supplement-draft")).status_code == 404
    _post(desk, django_capture_on_commit_callbacks, at("supplement-preview"))
    assert not published.builds.filter(supplement=1).exists(), "there is nothing to preview"
    late = late_figures(published, clerk)
    _post(desk, django_capture_on_commit_callbacks, at("supplement-preview"))
    assert "Draft of the supplement" in words(desk.get(at("supplement-publish")))
    text = " ".join(take_in.texts(b"".join(desk.get(at("supplement-draft")).streaming_content)))
    assert "Late" in text and "Draft for preview" in text
    assert AccessEvent.objects.filter(user=clerk).exists()
    assert not published.versions.filter(number=2).exists()
    papers.edit_paper(late, title="Later figures", by=clerk)
    assert "Out of date" in words(desk.get(at("supplement-publish")))
    desk.force_login(member)
    assert desk.get(at("supplement-draft")).status_code == 404


DAY = dt.date(2022, 4, 21)


def front(desk, **query) -> str:
    return " ".join(desk.get("/desk/", query).content.decode().split())


@time_machine.travel(dt.datetime(2022, 4, 6, 9, tzinfo=dt.UTC), tick=False)
def test_a_clerk_sees_their_committees_first_and_all_with_one_click(desk, safeguarding, planning, clerk):
    for body in (safeguarding, planning):
        calendar.schedule(body, DAY, by=clerk)
    page = front(desk)
    assert "/desk/meetings/safeguarding/2022-04-21/" in page and "/desk/meetings/planning/2022-04-21/" in page
    answer = desk.post("/desk/my-committees/", {"committees": [str(planning.pk)]}, follow=True)
    page = answer.content.decode()
    assert "The desk now shows 1 committee first." in page
    assert "/desk/meetings/planning/2022-04-21/" in page and "/desk/meetings/safeguarding/2022-04-21/" not in page
    assert "/desk/meetings/safeguarding/2022-04-21/" in front(desk, committees="all")
    assert desk.get("/desk/meetings/safeguarding/2022-04-21/").status_code == 200
    desk.post("/desk/my-committees/", {})
    assert "/desk/meetings/safeguarding/2022-04-21/" in front(desk)


@time_machine.travel(made.AT, tick=False)
def test_an_unpublished_urgent_item_and_an_incomplete_certificate_are_on_it(
    desk, safeguarding, clerk, chairman, proper_officer
):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    made.report(meeting, clerk)
    made.issue(meeting, clerk)
    assert "Complete the certificate of publication" in front(desk)
    item = agenda.add_item(meeting, title="Flooding", by=clerk)
    assert "Publish urgent item" not in front(desk)
    with time_machine.travel(dt.datetime(2022, 4, 19, 9, tzinfo=dt.UTC), tick=False):
        agenda.rule_urgent(
            item, chairman=chairman.person, circumstances="The river rose last night.",
            at=dt.datetime(2022, 4, 19, 9, tzinfo=dt.UTC), by=clerk,
        )  # fmt: skip
        page = front(desk)
    assert f"Publish urgent item {item.number}: Flooding" in page


def test_minutes_that_nobody_has_begun_are_on_it_without_a_count_of_days(desk, safeguarding, clerk):
    with time_machine.travel(dt.datetime(2022, 4, 1, 9, tzinfo=dt.UTC), tick=False):
        calendar.schedule(safeguarding, DAY, by=clerk)
    with time_machine.travel(dt.datetime(2022, 6, 6, 9, tzinfo=dt.UTC), tick=False):
        calendar.schedule(safeguarding, DAY - dt.timedelta(days=28), by=clerk)
        page = front(desk)
    assert page.count("Minute the meeting") == 1, "none for a meeting that was entered after it was held"
    assert "Held 6 weeks ago" in page
    with time_machine.travel(dt.datetime(2023, 6, 6, 9, tzinfo=dt.UTC), tick=False):
        assert "Minute the meeting" not in front(desk)

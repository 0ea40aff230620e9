"""A clerk whom an administrator has limited to some committees: other committees' business is not theirs."""

import datetime as dt
from dataclasses import dataclass

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from committee.access.limits import committees_of, limits_of
from committee.access.permissions import is_officer
from committee.acts.refusal import Refused
from committee.acts.seen import having_read
from committee.acts.verbs import NotAllowed, Right
from committee.models import Committee, Role, RoleGrant, User
from committee.models.part_of import steps_up
from committee.register.sign_ins import limit_clerk
from meetings.models import Meeting, Paper, PublishedPaper
from meetings.takedowns import verbs as takedowns
from reviews.proposing.parent_verbs import add_parent
from reviews.proposing.verbs import publish_review
from tests.conftest import LONG_AGO
from tests.meetings import asking
from tests.meetings import publishing as made
from tests.reviews.world import AT

TODAY = made.AT.date()
LATER = dt.datetime(2022, 4, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def limited(clerk, planning, administrator) -> User:
    limit_clerk(clerk, [planning], by=administrator)
    return User.objects.get(pk=clerk.pk)


def test_what_is_another_committees_is_neither_done_nor_found(safeguarding, planning, proper_officer, limited, client):
    meeting = made.meeting_of(safeguarding, proper_officer)
    client.force_login(limited)
    assert client.get(reverse("desk:meeting", args=["safeguarding", meeting.slug])).status_code == 404
    assert client.get(reverse("desk:standing-items", args=["safeguarding"])).status_code == 404
    assert client.get(reverse("desk:standing-items", args=["planning"])).status_code == 200


def test_lists_show_their_own_alone_and_no_way_to_all(
    safeguarding, planning, proper_officer, chairman, officer, year, limited, client
):
    action = asking.asked(safeguarding, proper_officer, officer.person)
    client.force_login(limited)
    for address in (reverse("desk:front"), reverse("desk:calendar", args=[year.slug]), reverse("desk:actions")):
        for query in ("", "?committees=all"):
            page = client.get(address + query).content.decode()
            assert "limited to them by an administrator" in page and "Show all committees" not in page
            assert f"/desk/meetings/safeguarding/{action.meeting.slug}/" not in page
            assert reverse("desk:action", args=[action.pk]) not in page
    assert client.get(reverse("desk:action", args=[action.pk])).status_code == 404
    assert client.get(reverse("desk:actions") + "?committee=safeguarding").status_code == 404


def test_a_clerks_own_choice_is_a_filter_and_all_is_one_click_away(
    safeguarding, planning, clerk, chairman, officer, year, desk
):
    action = asking.asked(safeguarding, clerk, officer.person)
    clerk.desk_committees.set([planning])
    where = reverse("desk:action", args=[action.pk])
    page = desk.get(reverse("desk:actions")).content.decode()
    assert where not in page and "Show all committees" in page
    assert where in desk.get(reverse("desk:actions") + "?committees=all").content.decode()


def test_it_counts_for_no_proper_officer_and_ends_with_the_limit(planning, clerk, limited, administrator):
    assert limits_of(limited, TODAY) == {planning.pk}
    RoleGrant.objects.create(user=clerk, role=Role.PROPER_OFFICER, since=LONG_AGO)
    assert limits_of(User.objects.get(pk=clerk.pk), TODAY) is None
    limit_clerk(clerk, [], by=administrator)
    RoleGrant.objects.filter(role=Role.PROPER_OFFICER).delete()
    assert limits_of(User.objects.get(pk=clerk.pk), TODAY) is None
    with pytest.raises(Refused, match="Someone else"):
        limit_clerk(administrator, [planning], by=administrator)


def test_an_administrator_limits_a_clerk_by_the_page(planning, clerk, by_administrator):
    page = by_administrator.post(
        reverse("register:sign-in-limits", args=[clerk.pk]), {"committees": [planning.pk]}, follow=True
    )
    assert f"{clerk} is limited to {planning.short_name}." in page.content.decode()
    assert list(clerk.limited_to.all()) == [planning] and committees_of(planning) == {planning.pk}


def test_what_another_committee_took_down_is_not_found(published, planning, proper_officer, clerk, administrator, desk):
    papers = Paper.objects.filter(pk__in=PublishedPaper.objects.values("paper_file__paper"), access="open")
    down = takedowns.hide(papers.first(), ground="personal", why="It names a child.", at=LATER, by=proper_officer)
    where = [reverse("desk:takedown", args=[down.pk]), reverse("desk:takedown-file", args=[down.pk, 1])]
    listed = [reverse("desk:takedowns"), reverse("desk:front")]
    with time_machine.travel(LATER, tick=False):
        assert [where[0] in desk.get(page).text for page in listed] == [True, True]
        assert [desk.get(one).status_code for one in where] == [200, 200]
        limit_clerk(clerk, [planning], by=administrator)
        assert [desk.get(one).status_code for one in where] == [404, 404]
        assert [where[0] in desk.get(page).text for page in listed] == [False, False]
        takedowns.undo(down, reason="It names nobody.", at=LATER, by=proper_officer)
        assert where[0] not in desk.get(listed[0]).text
        limit_clerk(clerk, [], by=administrator)
        assert where[0] in desk.get(listed[0]).text


def test_what_was_taken_down_of_no_committee_is_found_by_a_limited_clerk(
    review, planning, scrutiny, clerk, administrator, desk
):
    having_read(publish_review)(review.review, at=AT, by=scrutiny)
    down = takedowns.hide(review.review, ground="personal", why="It names a child.", at=AT, by=clerk)
    limit_clerk(clerk, [planning], by=administrator)
    where = reverse("desk:takedown", args=[down.pk])
    with time_machine.travel(LATER, tick=False):
        assert desk.get(where).status_code == 200 and where in desk.get(reverse("desk:takedowns")).text


def test_a_form_without_its_boxes_opens_no_committee_that_was_closed_meanwhile(
    safeguarding, planning, clerk, administrator, by_administrator
):
    limit_clerk(clerk, [planning], by=administrator)
    address = reverse("register:sign-in-limits", args=[clerk.pk])
    form = by_administrator.get(address).context["form"]
    marks = {name: form[name].value() for name in form.fields if form[name].is_hidden}
    limit_clerk(clerk, [safeguarding], by=administrator)
    for stale in (marks, {"began_from": ""}):
        assert by_administrator.post(address, stale).status_code == 422
    assert list(clerk.limited_to.all()) == [safeguarding]


def test_a_row_that_is_named_by_a_keyword_in_a_list_or_in_a_draft_is_looked_at(
    safeguarding, planning, proper_officer, limited
):
    ours, theirs = (made.meeting_of(body, proper_officer) for body in (planning, safeguarding))

    @dataclass
    class Draft:
        meeting: Meeting

    right = Right(may=is_officer, may_this=None, names=("meeting", "other"), points_to=frozenset({"cited"}))
    assert right.allows(limited, ours, other=ours, cited=theirs)
    for other in (theirs, [ours, theirs], {ours: theirs}, Meeting.objects.all(), [Draft(theirs)]):
        assert not right.allows(limited, ours, other=other)
        assert not right.allows(limited, ours, other)


def test_a_limited_clerk_gives_a_review_no_committee_of_anothers(review, clerk, administrator, planning):
    limit_clerk(clerk, [review.review.monitored_by], by=administrator)
    with pytest.raises(NotAllowed):
        add_parent(review.review, committee=planning, on=TODAY, by=User.objects.get(pk=clerk.pk))


def test_every_model_with_a_key_to_what_is_a_committees_says_what_it_is_part_of():
    ends = [model for model in apps.get_models() if model is Committee or hasattr(model, "committee_ids")]
    for model in apps.get_models():
        keys = {field.related_model for field in model._meta.concrete_fields} - {None, model}
        if model not in ends and any(key in ends or hasattr(key, "part_of") for key in keys):
            assert getattr(model, "part_of", ""), f"{model._meta.label}: say by `part_of` what a row is part of"
            *_, (_, top) = steps_up(model)
            assert top in ends, model._meta.label

"""Small pictures of a pack's pages: drawn by its build, shown to the desk alone, gone with what is taken down."""

import io

import pytest
import time_machine
from django.urls import reverse
from PIL import Image

from committee.models import AccessEvent
from meetings.models import Edition
from meetings.packs import derived_store, thumbnails
from meetings.packs.builds import build, tasks
from meetings.packs.intake import sandbox
from meetings.packs.views import desk
from tests.meetings import publishing as made
from tests.staging import staged

ON_TIME = time_machine.travel("2022-04-11 09:30 +0100", tick=False)


@staged
def meeting(safeguarding, clerk, proper_officer, chairman):
    row = made.meeting_of(safeguarding, clerk)
    made.report(row, clerk)
    made.exempt(row, clerk)
    return row


def at(name, **more):
    return reverse(f"desk:{name}", kwargs={"committee": "safeguarding", "meeting": "2022-04-21", **more})


def built(meeting, clerk, callbacks, edition=Edition.MEMBERS):
    with callbacks(execute=True):
        tasks.request_build(meeting, edition, at=made.AT, by=clerk)
    return build.current_pack(meeting, edition)


@ON_TIME
def test_a_build_draws_the_pages_and_the_desk_sees_them(client, meeting, clerk, django_capture_on_commit_callbacks):
    pack = built(meeting, clerk, django_capture_on_commit_callbacks)
    client.force_login(clerk)
    page = client.get(at("pack-pages", edition="members"))
    assert page.content.decode().count("<img") == pack.pages
    assert AccessEvent.objects.filter(user=clerk).count() == 1, "the members' pack holds a withheld paper"
    png = client.get(at("pack-page", edition="members", number=pack.pages))
    drawn = Image.open(io.BytesIO(b"".join(png.streaming_content)))
    assert drawn.width == thumbnails.WIDTH
    assert png["Cache-Control"] == "private, no-store"
    assert client.get(at("pack-page", edition="members", number=pack.pages + 1)).status_code == 404
    assert client.get(at("pack-page", edition="public", number=1)).status_code == 404


@ON_TIME
def test_the_pages_of_a_long_pack_come_some_at_a_time(
    client, meeting, clerk, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(desk, "PICTURES", 2)
    pack = built(meeting, clerk, django_capture_on_commit_callbacks)
    client.force_login(clerk)
    shown = [client.get(at("pack-pages", edition="members"), {"page": number}) for number in (1, 2)]
    first, second = (page.content.decode() for page in shown)
    assert f"Pages 1 to 2 of {pack.pages}" in first and 'rel="next"' in first
    assert "Pages 3 to " in second and "/3.png" not in first
    assert first.count("<img") == 2


@ON_TIME
def test_nobody_but_the_desk_sees_a_page(client, meeting, clerk, chairman, django_capture_on_commit_callbacks):
    built(meeting, clerk, django_capture_on_commit_callbacks)
    client.force_login(chairman)
    assert client.get(at("pack-page", edition="members", number=1)).status_code == 404
    client.logout()
    assert client.get(at("pack-page", edition="members", number=1)).status_code == 302


@ON_TIME
def test_what_is_taken_down_takes_the_pictures_with_it(meeting, clerk, django_capture_on_commit_callbacks):
    pack = built(meeting, clerk, django_capture_on_commit_callbacks)
    assert thumbnails.picture(pack.stored, 1)
    derived_store.forget_made_of(["0" * 64])
    assert thumbnails.picture(pack.stored, 1) is None


@ON_TIME
def test_a_pack_whose_pages_cannot_be_drawn_is_built_all_the_same(
    client, meeting, clerk, monkeypatch, django_capture_on_commit_callbacks
):
    run = sandbox.run

    def crashes(path, *args, **kwargs):
        if path.endswith("draw_small"):
            raise TimeoutError("too slow")
        return run(path, *args, **kwargs)

    monkeypatch.setattr(sandbox, "run", crashes)
    assert built(meeting, clerk, django_capture_on_commit_callbacks)
    client.force_login(clerk)
    assert "Build the pack again" in client.get(at("pack-pages", edition="members")).content.decode()


@pytest.mark.parametrize("edition", ["none", "pages"])
def test_there_is_no_other_edition(client, meeting, clerk, edition):
    client.force_login(clerk)
    assert client.get(at("pack-pages", edition=edition)).status_code == 404

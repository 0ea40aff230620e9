"""Small pictures of a pack's pages: drawn by its build, shown to the desk alone, gone with what is taken down."""

import io

import time_machine
from django.urls import reverse
from PIL import Image

from committee.models import AccessEvent
from meetings.models import Edition
from meetings.packs import derived_store, thumbnails
from meetings.packs.builds import build, tasks
from meetings.packs.intake import sandbox
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
    where = {"committee": "safeguarding", "meeting": "2022-04-21", "edition": "members"}
    return reverse(f"desk:{name}", kwargs=where | more)


def built(meeting, clerk):
    tasks.build_pack.func(tasks.request_build(meeting, Edition.MEMBERS, at=made.AT, by=clerk).pk)
    return build.current_pack(meeting, Edition.MEMBERS)


@ON_TIME
def test_a_build_draws_the_pages_and_the_desk_sees_them(client, meeting, clerk):
    pack = built(meeting, clerk)
    client.force_login(clerk)
    page = client.get(at("pack-pages"))
    assert page.content.decode().count("<img") == pack.pages
    assert AccessEvent.objects.filter(user=clerk).count() == 1, "the members' pack holds a withheld paper"
    png = client.get(at("pack-page", number=pack.pages))
    assert Image.open(io.BytesIO(b"".join(png.streaming_content))).width == thumbnails.WIDTH
    assert png["Cache-Control"] == "private, no-store"
    for other in ({"number": pack.pages + 1}, {"edition": "public", "number": 1}):
        assert client.get(at("pack-page", **other)).status_code == 404
    derived_store.forget_made_of(["0" * 64])
    assert thumbnails.picture(pack.stored, 1) is None, "what is taken down takes the pictures with it"


@ON_TIME
def test_a_pack_whose_pages_cannot_be_drawn_is_built_all_the_same(client, meeting, clerk, monkeypatch):
    run = sandbox.run

    def crashes(path, *args, **kwargs):
        if path.endswith("draw_small"):
            raise TimeoutError("too slow")
        return run(path, *args, **kwargs)

    monkeypatch.setattr(sandbox, "run", crashes)
    assert built(meeting, clerk)
    client.force_login(clerk)
    assert "Build the pack again" in client.get(at("pack-pages")).content.decode()

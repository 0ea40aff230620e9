"""Recipes of a member's notes."""

from uuid import uuid4

from meetings.members.notes import verbs
from meetings.models import Paper
from tests.acts import done_by
from tests.audiences import MEMBERS
from tests.meetings.members.note_world import WORDS, write
from tests.meetings.publishing import AT, DAY

by_author = done_by("member", may={"member"})
done_by("member", may=MEMBERS)(
    verbs.write_note,
    "published",
    lambda world, _: Paper.objects.get(pk=world.open_paper.pk).its_file,
    key=lambda *_: uuid4(),
    page=1,
    words=WORDS,
    at=AT,
)
by_author(
    verbs.change_note,
    "published",
    lambda world, cast: write(world.open_paper, cast["member"]),
    version=1,
    text="Ask the Director.",
    at=AT,
)
by_author(verbs.delete_note, "published", lambda world, cast: write(world.open_paper, cast["member"]))
by_author(
    verbs.share_note,
    "published",
    lambda world, cast: write(world.open_paper, cast["member"]),
    readers=lambda _, cast: [cast["chairman"]],
    at=AT,
    on=DAY,
)
done_by("member")(verbs.choose_time_kept, "ground", months=3)

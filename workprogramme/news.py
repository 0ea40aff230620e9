"""The news of an item of a work programme: the steps of its story that anybody may read."""

from django.urls import reverse

from committee.following.topics import Kind, News
from committee.wording.dates import full_date, start_of
from workprogramme.history.story import story
from workprogramme.models import ProgrammeItem


def find(key: str) -> ProgrammeItem | None:
    """Return the public item whose id is `key`; None for anything else."""
    if not key.isascii() or not key.isdigit() or len(key) > 15:
        return None
    rows = ProgrammeItem.objects.public().select_related("programme__committee", "programme__year")
    return rows.filter(pk=int(key)).first()


def url(item: ProgrammeItem) -> str:
    """Return the address of the item's public page."""
    return reverse("public:programme-item", args=[item.programme.committee.slug, item.programme.year.slug, item.pk])


def news(item: ProgrammeItem) -> list[News]:
    """Return news of each public step of the item: its name and day, without its text."""
    entries = []
    for step in story(item, public=True):
        key = f"{step.on} {step.word} {step.url}"
        entries.append(News(f"{step.word}: {full_date(step.on)}", url(item), start_of(step.on), key))
    return entries


MATTER = Kind("matter", find=find, topic_name=lambda item: item.title, url=url, news=news)

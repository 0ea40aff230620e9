"""The public pages of a programme, and the page that prints it, in a browser: they fit, pass axe and are valid."""

import pytest

from tests.staging import staged
from tests.workprogramme import published
from workprogramme.items import scheduling
from workprogramme.items import verbs as items

pytestmark = pytest.mark.browser
PUBLIC = "work-programme/safeguarding/2021-22/"


@staged
def world(site, safeguarding, year, clerk, officer):
    """Return a programme with one of everything, changed since it was printed."""
    made = published.make(safeguarding, year, clerk, officer)
    when = {"on": published.ON, "at": published.AT, "by": clerk}
    scheduling.schedule(made.tbc, made.meetings[3], **when)
    items.add_item(made.programme, title="A title that is longer than most " * 4, details="W" * 90, **when)
    return made


def test_the_pages_of_a_programme_are_accessible_and_fit(page, site, world, scrutiny, sign_in, look_at):
    desk = f"desk/work-programme/safeguarding/2021-22/print/{world.meetings[1].slug}/"
    item = f"{PUBLIC}items/{world.scheduled.pk}/"
    for path in ("work-programme/", PUBLIC, item, desk):
        if path == desk:
            sign_in(page, scrutiny)
        look_at(f"{site}/{path}")

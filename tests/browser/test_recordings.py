"""The pages of recordings in a browser: nothing for axe or the HTML checker to object to, at a desk and on a phone."""

import pytest
from django.urls import reverse

from tests.meetings import recorded

pytestmark = pytest.mark.browser


def test_what_the_public_and_the_desk_see_of_a_recording_is_accessible_and_fits(
    page, site, minuted, clerk, sign_in, look_at
):
    row = recorded.captioned(minuted, clerk)
    meeting = [minuted.meeting.committee.slug, minuted.meeting.slug]
    desk = [reverse(f"desk:recording-{act}", args=[*meeting, row.pk]) for act in ("correct", "captions")]
    for path in (row.page, reverse("desk:recordings", args=meeting), *desk):
        if path.startswith("/desk/") and not page.context.cookies():
            sign_in(page, clerk)
        look_at(site + path)

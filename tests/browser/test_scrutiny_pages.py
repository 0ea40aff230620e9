"""The forward plan and the procedures of scrutiny in a browser, wide and narrow: they fit, pass axe and are valid."""

import pytest

from tests.staging import staged
from tests.workprogramme import executive

pytestmark = pytest.mark.browser
DESK = (
    *("forward-plan/", "forward-plan/new/", "call-ins/", "call-ins/new/", "document-requests/?show=settled"),
    *("urgent-decisions/new/", "scrutiny-rules/"),
)


@staged
def made(site, safeguarding, year, member, chairman, clerk):
    """A decision and one thing of each procedure."""
    return executive.one_of_each(safeguarding, clerk)


def look(page, address, accessible, fits_the_width, html_is_valid):
    page.goto(address)
    accessible(page)
    fits_the_width(page)
    html_is_valid(page)


def test_the_desks_pages_are_accessible(
    sized_page, site, made, scrutiny, sign_in, accessible, fits_the_width, html_is_valid
):
    sign_in(sized_page, scrutiny)
    things = {"forward-plan": "decision", "call-ins": "call_in", "document-requests": "document"}
    acts = ("forward-plan/{decision}/publish/", "call-ins/{call_in}/names/", "calls-for-action/{call}/reject/")
    pks = {name: row.pk for name, row in made.items()}
    for path in (
        *DESK,
        *(f"{path}/{pks[name]}/" for path, name in things.items()),
        *(act.format(**pks) for act in acts),
    ):
        look(sized_page, f"{site}/desk/{path}", accessible, fits_the_width, html_is_valid)


def test_members_pages_are_accessible(
    sized_page, site, made, member, sign_in, accessible, fits_the_width, html_is_valid
):
    sign_in(sized_page, member)
    for path in ("", "document/", "call-for-action/", "call-in/", f"call-in/{made['call_in'].pk}/leave/"):
        look(sized_page, f"{site}/members/scrutiny/{path}", accessible, fits_the_width, html_is_valid)


def test_the_publics_notices_are_accessible(sized_page, site, made, accessible, fits_the_width, html_is_valid):
    for path in ("", f"{made['decision'].pk}/"):
        look(sized_page, f"{site}/forward-plan/{path}", accessible, fits_the_width, html_is_valid)

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
def made(site, safeguarding, year, member, chairman, clerk, scrutiny):
    """Return a decision and one row of each procedure, with the whole cast; made once for all tests here."""
    return executive.one_of_each(safeguarding, clerk)


def test_the_desks_pages_are_accessible(page, site, made, scrutiny, sign_in, look_at):
    sign_in(page, scrutiny)
    things = {"forward-plan": "decision", "call-ins": "call_in", "document-requests": "document"}
    acts = ("call-ins/{call_in}/names/", "calls-for-action/{call}/reject/")
    pks = {name: row.pk for name, row in made.items()}
    for path in (
        *DESK,
        *(f"{path}/{pks[name]}/" for path, name in things.items()),
        *(act.format(**pks) for act in acts),
    ):
        look_at(f"{site}/desk/{path}")


def test_members_pages_are_accessible(page, site, made, member, sign_in, look_at):
    sign_in(page, member)
    for path in ("", "document/", "call-for-action/", "call-in/", f"call-in/{made['call_in'].pk}/leave/"):
        look_at(f"{site}/members/scrutiny/{path}")


def test_the_publics_notices_are_accessible(site, made, look_at):
    for path in ("", f"{made['decision'].pk}/"):
        look_at(f"{site}/forward-plan/{path}")

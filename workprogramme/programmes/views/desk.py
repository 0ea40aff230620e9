"""The desk's pages of programmes, briefings and duties: list, open, edit, publish and roll forward."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.access.limits import may_work_on
from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.models import Committee, MunicipalYear
from committee.views.acting import Data, Done, carry_out, press_to, typed
from committee.views.lookup import find_committee
from workprogramme.lookup import address, caption_of, committee_crumbs, crumbs, find_programme
from workprogramme.models import Briefing, Programme
from workprogramme.planner.forms import OpenForm, RollForm, SettingsForm
from workprogramme.planner.overview import overview
from workprogramme.programmes import briefings, verbs
from workprogramme.programmes.duties import USUAL, edit_duty, record_duty, remove_duty, standings
from workprogramme.programmes.forms import BriefingForm, DutyForm
from workprogramme.programmes.rolling import roll_forward, what_comes_along
from workprogramme.programmes.verbs import open_programme


def find_briefing(committee: str, year: str, pk: int) -> Briefing:
    """Return a briefing of that programme. Raises Http404 for any other briefing."""
    programme = find_programme(committee, year)
    row = get_object_or_404(programme.briefings.select_related("reports_to", "item"), pk=pk)
    row.programme = programme
    return row


def _tables(programme: Programme) -> str:
    return address("desk:programme-tables", programme) + "#briefings"


def _act(
    request: SignedInRequest, verb: Callable[..., Any], thing: Briefing | Programme, form: forms.Form, **page: Any
) -> HttpResponseBase:
    """Show one form about a programme's briefings, carry out its act, and redirect to the programme's tables."""
    programme = thing.programme if isinstance(thing, Briefing) else thing
    page = {"back": _tables(programme), "caption": caption_of(programme), "trail": crumbs(programme), **page}
    return carry_out(request, verb, thing, form, then=_tables(programme), template="desk/act.html", **page)


@planners
def briefing_new(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Record a past or future briefing. `?item=7` preselects that item."""
    programme = find_programme(committee, year)
    form = BriefingForm(typed(request), programme=programme, initial={"item": request.GET.get("item", "")})
    about: Data = {"heading": "Record a briefing", "message": lambda made: f"Recorded: {made.bullet}."}
    return _act(request, briefings.record_briefing, programme, form, **about)


@planners
def briefing(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Edit a briefing."""
    briefing = find_briefing(committee, year, pk)
    form = BriefingForm(typed(request), programme=briefing.programme, briefing=briefing)
    remove = address("desk:programme-briefing-remove", briefing.programme, pk=briefing.pk)
    about = {
        "heading": str(briefing),
        "back": remove,
        "back_text": "Remove the briefing, if it was recorded by mistake",
    }
    return _act(request, briefings.edit_briefing, briefing, form, **about)


@planners
def briefing_remove(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Remove a briefing that was recorded by mistake."""
    briefing = find_briefing(committee, year, pk)
    return _act(
        request,
        briefings.remove_briefing,
        briefing,
        ConfirmForm(typed(request), button="Remove the briefing"),
        message="The briefing is removed.",
        heading="Remove this briefing?",
        lead=str(briefing),
        back=address("desk:programme-briefing", briefing.programme, pk=briefing.pk),
        follows=[
            "It is removed from the programme and from any agenda that is not published.",
            "Published and printed documents do not change.",
            "The history shows who removed it.",
        ],
    )


def _list(committee: Committee) -> str:
    return reverse("desk:programme-duties", kwargs={"committee": committee.slug})


@planners
def duties(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """List the committee's duties with the days on which each was last considered and is due. Record a new duty."""
    body = find_committee(committee)
    rows = standings(body, timezone.localdate())
    recorded = {row.duty.kind for row in rows}
    usual = [(kind, words[0]) for kind, words in USUAL.items() if kind not in recorded]
    form = DutyForm(typed(request), initial=DutyForm.usual(request.GET.get("kind", "")))

    return carry_out(
        request, record_duty, body, form, message=lambda duty: f"“{duty}” is recorded.", then=lambda: _list(body),
        template="desk/programme/duties.html", committee=body, standings=rows, usual=usual,
        trail=committee_crumbs(body), field="title",
    )  # fmt: skip


@planners
def duty(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """Edit or remove one duty."""
    body = find_committee(committee)
    duty = get_object_or_404(body.duties, pk=pk)
    removing = "remove" in request.POST
    form = DutyForm(None if removing else typed(request), row=duty)
    if removing:
        message = f"“{duty.title}” is removed."
        return press_to(request, remove_duty, duty, message=message, then=_list(body))

    return carry_out(
        request, edit_duty, duty, form, then=lambda: _list(body), template="desk/programme/duty.html",
        committee=body, duty=duty, trail=[*committee_crumbs(body), ("Duties", _list(body))], field="title",
        used=duty.items.exists(),
    )  # fmt: skip


KINDS = (  # items that come along, by reason: heading, and field of `Along`
    ("Planned for that year", "scheduled"),
    ("To be scheduled", "to_be_scheduled"),
    ("Follow-ups", "follow_ups"),
    ("Standing items", "standing"),
)


@planners
def programmes(request: SignedInRequest) -> HttpResponseBase:
    """List every committee with its programmes, this year's first, and open a new programme."""
    today = timezone.localdate()

    def tell(made: Programme) -> Done:
        return Done(f"The programme of {made.year} is open. Only planners can see it.", _planner(made))

    page: Data = {
        "template": "desk/programme/programmes.html",
        "rows": [row for row in overview(today) if may_work_on(request.user, today, row.committee)],
        "year": MunicipalYear.of(today),
    }
    return carry_out(request, open_programme, None, OpenForm(typed(request), today=today), message=tell, **page)


def _planner(programme: Programme) -> str:
    return address("desk:programme", programme)


def _about(programme: Programme, heading: str) -> Data:
    """Return the context shared by pages about a whole programme, with a link back to the planner."""
    about: Data = {"caption": caption_of(programme), "trail": crumbs(programme), "back": _planner(programme)}
    return about | {"heading": heading, "title": f"{heading}: {programme.committee.short_name} {programme.year}"}


@planners
def settings(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Edit the programme's introduction, outcome, venues and its limit of items per meeting."""
    programme = find_programme(committee, year)
    form = SettingsForm(typed(request), row=programme)
    return carry_out(
        request, verbs.edit_programme, programme, form, then=_planner(programme), template="desk/act.html",
        **_about(programme, "Introduction and settings"),
        lead="Printed with the programme and shown on its page. The current membership and calendar are added to it.",
    )  # fmt: skip


@planners
def publish(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Publish the programme. The page says what will be public, and what stays private."""
    programme = find_programme(committee, year)
    form = ConfirmForm(typed(request), button="Publish the programme", warning=False)
    items = programme.items.taken_up()
    return carry_out(
        request, verbs.publish_programme, programme, form, message="The programme is public.",
        then=lambda: _planner(programme), template="desk/programme/publish.html", programme=programme,
        **_about(programme, "Publish the programme"), back_text="Back to the planner" if programme.is_public else "",
        items=items.count(), suggestions=programme.items.proposed().count(),
    )  # fmt: skip


@planners
def roll(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Show the items to carry forward to a later year (`?to=2022-23`, by default the next), and roll forward."""
    programme = find_programme(committee, year)
    later = list(MunicipalYear.objects.filter(starts__gt=programme.year.starts))
    query = request.POST.get("year") or request.GET.get("to", "")
    target = next((row for row in later if query in (row.slug, str(row.pk))), later[0] if later else None)
    along = what_comes_along(programme, target) if target else None
    form = RollForm(typed(request), programme=programme, years=later, target=target)

    def tell(made: Programme) -> Done:
        left_out = f" Left in {programme.year}: {', '.join(f'“{title}”' for title in form.left)}." if form.left else ""
        message = f"The programme is carried forward to {made.year}. Only planners can see it until you publish it."
        return Done(message + left_out, _planner(made))

    return carry_out(
        request, roll_forward, programme, form, message=tell, field="year", template="desk/programme/roll.html",
        **_about(programme, "Carry forward"), back_text="" if target else "Back to the programme",
        programme=programme, later=later, target=target,
        along=along, kinds=[(words, name, getattr(along, name)) for words, name in KINDS] if along else [],
    )  # fmt: skip

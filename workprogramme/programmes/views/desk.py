"""All committees' programmes; one opened, its words changed, published, rolled forward to another year."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.models import MunicipalYear
from committee.views.acting import Done, carry_out, typed
from workprogramme.lookup import address, caption_of, crumbs, find_programme
from workprogramme.models import Programme
from workprogramme.planner.forms import OpenForm, RollForm, SettingsForm
from workprogramme.planner.overview import overview
from workprogramme.programmes import verbs
from workprogramme.programmes.rolling import roll_forward, what_comes_along
from workprogramme.programmes.verbs import open_programme

KINDS = (  # of what comes along
    ("Planned for that year", "scheduled"),
    ("To be scheduled", "to_be_scheduled"),
    ("Follow-ups", "follow_ups"),
    ("Standing items", "standing"),
)


@planners
def programmes(request: SignedInRequest) -> HttpResponseBase:
    """Every committee with its programmes, this year's first; a form opens one that is not there yet."""
    today = timezone.localdate()

    def tell(made: Programme) -> Done:
        return Done(f"The programme of {made.year} is open. Only planners can see it.", _planner(made))

    form, page = OpenForm(typed(request), today=today), "desk/programme/programmes.html"
    return carry_out(request, open_programme, None, form, message=tell, template=page, overview=overview(today))


def _planner(programme: Programme) -> str:
    return address("desk:programme", programme)


def _title(heading: str, programme: Programme) -> str:
    return f"{heading}: {programme.committee.short_name} {programme.year}"


@planners
def settings(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Edit the programme's introduction, outcome, venues and its limit of items per meeting."""
    programme = find_programme(committee, year)
    form = SettingsForm(typed(request), programme=programme)
    return carry_out(
        request, verbs.edit_programme, programme, form, then=_planner(programme), template="desk/act.html",
        caption=caption_of(programme), heading="Introduction and settings",
        title=_title("Introduction and settings", programme),
        trail=crumbs(programme), back=_planner(programme),
        lead="Printed with the programme and shown on its page. The current membership and calendar are added to it.",
    )  # fmt: skip


@planners
def publish(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Let everybody read it: what will be public, and what stays private."""
    programme = find_programme(committee, year)
    form = ConfirmForm(typed(request), button="Publish the programme", warning=False)
    items = programme.items.taken_up()
    return carry_out(
        request, verbs.publish_programme, programme, form, message="The programme is public.",
        then=lambda: _planner(programme), template="desk/programme/publish.html", programme=programme,
        caption=caption_of(programme), heading="Publish the programme",
        title=_title("Publish the programme", programme), trail=crumbs(programme),
        back=_planner(programme), back_text="Back to the planner" if programme.is_public else "",
        items=items.count(), suggestions=programme.items.proposed().count(),
    )  # fmt: skip


@planners
def roll(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Show what comes along into a later year (`?to=2022-23`, else the next one), and carry it forward."""
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
        programme=programme, caption=caption_of(programme), heading="Carry forward",
        title=_title("Carry forward", programme), trail=crumbs(programme),
        back=_planner(programme), back_text="" if target else "Back to the programme", later=later, target=target,
        along=along, kinds=[(words, name, getattr(along, name)) for words, name in KINDS] if along else [],
    )  # fmt: skip

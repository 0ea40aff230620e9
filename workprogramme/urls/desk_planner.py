"""Addresses of the work programme: the planner and the acts on a whole programme; under /desk/work-programme/."""

from django.urls import URLPattern, path

from workprogramme.duties.views import desk as duties
from workprogramme.items.views import desk_moving as moving
from workprogramme.planner.views import desk as planner
from workprogramme.programmes.views import desk as programmes

ONE = "<slug:committee>/<slug:year>/"

urlpatterns: list[URLPattern] = [
    path("", programmes.programmes, name="programmes"),
    # First: in the address of the planner a year stands where this says "duties".
    path("<slug:committee>/duties/", duties.duties, name="programme-duties"),
    path("<slug:committee>/duties/<id:pk>/", duties.duty, name="programme-duty"),
    path(ONE, planner.programme, name="programme"),
    path(f"{ONE}settings/", programmes.settings, name="programme-settings"),
    path(f"{ONE}publish/", programmes.publish, name="programme-publish"),
    path(f"{ONE}roll-forward/", programmes.roll, name="programme-roll-forward"),
    path(f"{ONE}items/<id:pk>/move/", moving.move, name="programme-item-move"),
    path(f"{ONE}items/<id:pk>/order/", moving.order, name="programme-item-order"),
]

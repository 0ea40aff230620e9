"""Addresses of the work programme: the planner and the acts on a whole programme; under /desk/work-programme/."""

from django.urls import path

from workprogramme.views.desk import duties, moving, planner, programme_acts, programmes

ONE = "<slug:committee>/<slug:year>/"

urlpatterns: list = [
    path("", programmes.programmes, name="programmes"),
    # First: in the address of the planner a year stands where this says "duties".
    path("<slug:committee>/duties/", duties.duties, name="programme_duties"),
    path("<slug:committee>/duties/<id:pk>/", duties.duty, name="programme_duty"),
    path(ONE, planner.programme, name="programme"),
    path(f"{ONE}settings/", programme_acts.settings, name="programme_settings"),
    path(f"{ONE}publish/", programme_acts.publish, name="programme_publish"),
    path(f"{ONE}roll-forward/", programme_acts.roll, name="programme_roll"),
    path(f"{ONE}items/<id:pk>/move/", moving.move, name="programme_move"),
    path(f"{ONE}items/<id:pk>/order/", moving.order, name="programme_order"),
]

"""Addresses of the work programme: public."""

from django.urls import path

from workprogramme.views import public_forward_plan, public_suggest

urlpatterns: list = [
    # Before the programmes: a year stands in the same place in their addresses.
    path("work-programme/<slug:committee>/suggest/", public_suggest.suggest_something, name="suggest"),
    path("work-programme/<slug:committee>/suggested/", public_suggest.suggested, name="suggested"),
    path("forward-plan/", public_forward_plan.forward_plan, name="forward_plan"),
    path("forward-plan/<id:pk>/", public_forward_plan.key_decision, name="key_decision"),
]

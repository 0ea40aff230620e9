"""Addresses of the public pages of work programmes and of the forward plan."""

from django.urls import URLPattern, URLResolver, include, path

from committee.public_pages.page_data import page_and_data
from workprogramme.forward_plan.views import public as public_forward_plan
from workprogramme.programmes.views import public
from workprogramme.suggestions.views import public as public_suggest

one_programme = [
    path("", public.programme, name="programme"),
    path("items/<id:pk>/", public.programme_item, name="programme-item"),
    path("items/<id:pk>.json", public.programme_item_json, name="programme-item-json"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *page_and_data("work-programme/", public.programmes, name="programmes"),
    # Before the programmes: their patterns would match these words as a municipal year.
    path("work-programme/<slug:committee>/suggest/", public_suggest.suggest_something, name="suggestion-new"),
    path("work-programme/<slug:committee>/suggested/", public_suggest.suggested, name="suggestion-received"),
    path("work-programme/<slug:committee>/suggestion/", public_suggest.suggestion_state, name="suggestion-state"),
    path("work-programme/<slug:committee>/<slug:year>.pdf", public.programme_file, name="programme-file"),
    path("work-programme/<slug:committee>/<slug:year>.csv", public.programme_csv, name="programme-csv"),
    path("work-programme/<slug:committee>/<slug:year>.ics", public.programme_ics, name="programme-ics"),
    path("work-programme/<slug:committee>/<slug:year>.json", public.programme_json, name="programme-json"),
    path("work-programme/<slug:committee>/<slug:year>/", include(one_programme)),
    *page_and_data("forward-plan/", public_forward_plan.forward_plan, name="forward-plan"),
    *page_and_data("forward-plan/private-meetings/", public_forward_plan.private_notices, name="private-notices"),
    *page_and_data("forward-plan/private-meetings/<id:pk>/", public_forward_plan.private_notice, name="private-notice"),
    *page_and_data("forward-plan/<id:pk>/", public_forward_plan.key_decision, name="key-decision"),
]

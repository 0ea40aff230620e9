"""Addresses of the work programme: desk items."""

from django.urls import URLPattern, path

from workprogramme.briefings.views import desk as briefings
from workprogramme.items.views import desk as items
from workprogramme.items.views import desk_ending as item_ending
from workprogramme.items.views import desk_moving as item_placing
from workprogramme.planner.views import desk as tables

PROGRAMME = "<slug:committee>/<slug:year>/"
ITEM = f"{PROGRAMME}items/<id:pk>/"
BRIEFING = f"{PROGRAMME}briefings/<id:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{PROGRAMME}items/new/", items.item_new, name="programme-item-new"),
    path(ITEM, items.item, name="programme-item"),
    path(f"{ITEM}edit/", items.item_edit, name="programme-item-edit"),
    path(f"{ITEM}agenda/", item_placing.item_agenda, name="programme-item-agenda"),
    path(f"{ITEM}agenda/already/", item_placing.item_tie, name="programme-item-already-on-agenda"),
    path(f"{ITEM}agenda/off/", item_placing.item_off_agenda, name="programme-item-off-agenda"),
    path(f"{ITEM}withdraw/", item_ending.item_withdraw, name="programme-item-withdraw"),
    path(f"{ITEM}merge/", item_ending.item_merge, name="programme-item-merge"),
    path(f"{ITEM}close/", item_ending.item_close, name="programme-item-close"),
    path(f"{ITEM}restore/", item_ending.item_restore, name="programme-item-restore"),
    path(f"{ITEM}follow-up/", item_ending.item_follow_up, name="programme-item-follow-up"),
    path(f"{ITEM}trail/", item_ending.item_trail, name="programme-item-trail"),
    path(f"{PROGRAMME}tables/", tables.tables, name="programme-tables"),
    path(f"{PROGRAMME}briefings/new/", briefings.briefing_new, name="programme-briefing-new"),
    path(BRIEFING, briefings.briefing, name="programme-briefing"),
    path(f"{BRIEFING}remove/", briefings.briefing_remove, name="programme-briefing-remove"),
]

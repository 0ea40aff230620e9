"""Addresses of the work programme: desk items."""

from django.urls import URLPattern, path

from workprogramme.briefings.views import desk as briefings
from workprogramme.items.views import desk as items
from workprogramme.items.views import desk_ending as item_ending
from workprogramme.items.views import desk_placing as item_placing
from workprogramme.planner.views import desk_tables as tables

PROGRAMME = "<slug:committee>/<slug:year>/"
ITEM = f"{PROGRAMME}items/<id:pk>/"
BRIEFING = f"{PROGRAMME}briefings/<id:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{PROGRAMME}items/new/", items.item_new, name="programme_item_new"),
    path(ITEM, items.item, name="programme_item"),
    path(f"{ITEM}edit/", items.item_edit, name="programme_item_edit"),
    path(f"{ITEM}agenda/", item_placing.item_agenda, name="programme_item_agenda"),
    path(f"{ITEM}agenda/already/", item_placing.item_tie, name="programme_item_tie"),
    path(f"{ITEM}agenda/off/", item_placing.item_off_agenda, name="programme_item_off_agenda"),
    path(f"{ITEM}withdraw/", item_ending.item_withdraw, name="programme_item_withdraw"),
    path(f"{ITEM}merge/", item_ending.item_merge, name="programme_item_merge"),
    path(f"{ITEM}close/", item_ending.item_close, name="programme_item_close"),
    path(f"{ITEM}restore/", item_ending.item_restore, name="programme_item_restore"),
    path(f"{ITEM}follow-up/", item_ending.item_follow_up, name="programme_item_follow_up"),
    path(f"{ITEM}trail/", item_ending.item_trail, name="programme_item_trail"),
    path(f"{PROGRAMME}tables/", tables.tables, name="programme_tables"),
    path(f"{PROGRAMME}briefings/new/", briefings.briefing_new, name="programme_briefing_new"),
    path(BRIEFING, briefings.briefing, name="programme_briefing"),
    path(f"{BRIEFING}remove/", briefings.briefing_remove, name="programme_briefing_remove"),
]

"""Addresses of the work programme for the desk, under /desk/work-programme/."""

from django.urls import URLPattern, path

from workprogramme.items.views import desk as items
from workprogramme.items.views import desk_moving as moving
from workprogramme.outcomes.views import desk as outcomes
from workprogramme.programmes.views import desk as programmes
from workprogramme.programmes.views import desk_importing as importing
from workprogramme.programmes.views import desk_planner as planner
from workprogramme.programmes.views import desk_printing as printing
from workprogramme.suggestions.views import desk as suggestions

SUGGESTION = "<slug:committee>/suggestions/<id:pk>/"
PROGRAMME = "<slug:committee>/<slug:year>/"
ITEM = f"{PROGRAMME}items/<id:pk>/"
BRIEFING = f"{PROGRAMME}briefings/<id:pk>/"

urlpatterns: list[URLPattern] = [
    # Before the programmes: their patterns would match the word "suggestions" as a municipal year.
    path("<slug:committee>/suggestions/", suggestions.suggestions, name="programme-suggestions"),
    path("<slug:committee>/suggestions/new/", suggestions.new, name="programme-suggestion-new"),
    path("<slug:committee>/suggestions/questions/", suggestions.questions, name="programme-weighing-questions"),
    path(SUGGESTION, suggestions.suggestion, name="programme-suggestion"),
    path(f"{SUGGESTION}take-up/", suggestions.take_up, name="programme-suggestion-take-up"),
    path(f"{SUGGESTION}turn-down/", suggestions.turn_down, name="programme-suggestion-turn-down"),
    path(f"{SUGGESTION}restore/", suggestions.restore, name="programme-suggestion-restore"),
    path(f"{SUGGESTION}merge/", suggestions.merge, name="programme-suggestion-merge"),
    path(f"{SUGGESTION}acknowledge/", suggestions.acknowledge, name="programme-suggestion-acknowledge"),
    path(f"{SUGGESTION}forget/", suggestions.forget, name="programme-suggestion-forget"),
    path("", programmes.programmes, name="programmes"),
    # Before the planner: its pattern would match the word "duties" as a municipal year.
    path("<slug:committee>/duties/", programmes.duties, name="programme-duties"),
    path("<slug:committee>/duties/<id:pk>/", programmes.duty, name="programme-duty"),
    path(PROGRAMME, planner.programme, name="programme"),
    path(f"{PROGRAMME}settings/", programmes.settings, name="programme-settings"),
    path(f"{PROGRAMME}publish/", programmes.publish, name="programme-publish"),
    path(f"{PROGRAMME}roll-forward/", programmes.roll, name="programme-roll-forward"),
    path(f"{ITEM}move/", moving.move, name="programme-item-move"),
    path(f"{ITEM}order/", moving.order, name="programme-item-order"),
    path(f"{PROGRAMME}items/new/", items.item_new, name="programme-item-new"),
    path(ITEM, items.item, name="programme-item"),
    path(f"{ITEM}edit/", items.item_edit, name="programme-item-edit"),
    path(f"{ITEM}agenda/", moving.item_agenda, name="programme-item-agenda"),
    path(f"{ITEM}agenda/already/", moving.item_tie, name="programme-item-already-on-agenda"),
    path(f"{ITEM}agenda/off/", moving.item_off_agenda, name="programme-item-off-agenda"),
    path(f"{ITEM}withdraw/", items.item_withdraw, name="programme-item-withdraw"),
    path(f"{ITEM}merge/", items.item_merge, name="programme-item-merge"),
    path(f"{ITEM}close/", items.item_close, name="programme-item-close"),
    path(f"{ITEM}restore/", items.item_restore, name="programme-item-restore"),
    path(f"{ITEM}follow-up/", items.item_follow_up, name="programme-item-follow-up"),
    path(f"{ITEM}trail/", items.item_trail, name="programme-item-trail"),
    path(f"{PROGRAMME}tables/", planner.tables, name="programme-tables"),
    path(f"{PROGRAMME}briefings/new/", programmes.briefing_new, name="programme-briefing-new"),
    path(BRIEFING, programmes.briefing, name="programme-briefing"),
    path(f"{BRIEFING}remove/", programmes.briefing_remove, name="programme-briefing-remove"),
    path(f"{PROGRAMME}import/", importing.programme_import, name="programme-import"),
    path(f"{ITEM}outcome/", outcomes.outcome, name="programme-outcome"),
    path(f"{ITEM}outcome/ask/", outcomes.outcome_ask, name="programme-outcome-ask"),
    path(f"{ITEM}outcome/reopen/", outcomes.outcome_reopen, name="programme-outcome-reopen"),
    path(f"{ITEM}ask/", outcomes.ask, name="programme-outcome-ask-more"),
    path("<slug:committee>/print/<slug:meeting>/", printing.programme_print_here, name="programme-print-of-meeting"),
    path(f"{PROGRAMME}print/<slug:meeting>/", printing.programme_print, name="programme-print"),
    path(f"{PROGRAMME}print/<slug:meeting>.pdf", printing.programme_print_file, name="programme-print-file"),
]

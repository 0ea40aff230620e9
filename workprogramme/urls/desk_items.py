"""Addresses of the work programme: desk items."""

from django.urls import path

from workprogramme.views.desk import items

ITEM = "<slug:committee>/<slug:year>/items/<id:pk>/"

urlpatterns: list = [
    path("<slug:committee>/<slug:year>/items/new/", items.item_new, name="programme_item_new"),
    path(ITEM, items.item, name="programme_item"),
    path(f"{ITEM}edit/", items.item_edit, name="programme_item_edit"),
]

"""The desk's pages of takedowns; included in the namespace `desk` under /desk/."""

from django.urls import URLPattern, URLResolver, path

from meetings.takedowns.views import desk as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("takedowns/", views.takedowns, name="takedowns"),
    path("takedowns/new/<slug:kind>/<id:pk>/", views.takedown_new, name="takedown-new"),
    path("takedowns/<id:pk>/", views.takedown, name="takedown"),
    path("takedowns/<id:pk>/confirm/", views.takedown_confirm, name="takedown-confirm"),
    path("takedowns/<id:pk>/undo/", views.takedown_undo, name="takedown-undo"),
    path("takedowns/<id:pk>/redacted-copy/", views.takedown_redacted, name="takedown-redacted"),
    path("takedowns/<id:pk>/make-again/", views.takedown_make_again, name="takedown-make-again"),
    path("takedowns/<id:pk>/file-<id:number>.pdf", views.takedown_file, name="takedown-file"),
]

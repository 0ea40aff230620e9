"""Public registers and the documents of answers; included under /committees/ before the meetings' addresses."""

from django.urls import URLPattern, URLResolver, path

from meetings.agendas.views import public_documents as public_owed
from meetings.minutes.registers.views import public as registers

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:committee>/minutes/", registers.minutes, name="all_minutes"),
    path("<slug:committee>/attendance/", registers.attendance, name="attendance"),
    path("<slug:committee>/attendance/<slug:year>/", registers.attendance, name="attendance_year"),
    path("<slug:committee>/attendance/<slug:year>.csv", registers.attendance_file, name="attendance_csv"),
    path("<slug:committee>/declarations/", registers.declarations, name="declarations"),
    path("<slug:committee>/declarations/<slug:year>/", registers.declarations, name="declarations_year"),
    path("<slug:committee>/declarations/<slug:year>.csv", registers.declarations_file, name="declarations_csv"),
    path(
        "<slug:committee>/<slug:meeting>/answers/<id:pk>/<slug:slug>.pdf", public_owed.answer_file, name="answer_file"
    ),
    path(
        "<slug:committee>/<slug:meeting>/background/<id:pk>/<slug:slug>.pdf",
        public_owed.background_file,
        name="background_file",
    ),
]

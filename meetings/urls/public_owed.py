"""Public registers and the documents of answers; included under /committees/ before the meetings' addresses."""

from django.urls import URLPattern, URLResolver, path

from committee.page_data import page_and_data
from meetings.agendas.views import public_files as public_owed
from meetings.minutes.registers.views import public as registers

urlpatterns: list[URLPattern | URLResolver] = [
    *page_and_data("<slug:committee>/minutes/", registers.minutes, name="committee-minutes"),
    *page_and_data("<slug:committee>/attendance/", registers.attendance, name="attendance"),
    *page_and_data("<slug:committee>/attendance/<slug:year>/", registers.attendance, name="attendance-year"),
    path("<slug:committee>/attendance/<slug:year>.csv", registers.attendance_file, name="attendance-csv"),
    *page_and_data("<slug:committee>/declarations/", registers.declarations, name="declarations"),
    *page_and_data("<slug:committee>/declarations/<slug:year>/", registers.declarations, name="declarations-year"),
    path("<slug:committee>/declarations/<slug:year>.csv", registers.declarations_file, name="declarations-csv"),
    path(
        "<slug:committee>/<slug:meeting>/answers/<id:pk>/<slug:slug>.pdf", public_owed.answer_file, name="answer-file"
    ),
    path(
        "<slug:committee>/<slug:meeting>/background/<id:pk>/<slug:slug>.pdf",
        public_owed.background_file,
        name="background-file",
    ),
]

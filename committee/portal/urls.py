"""URLs of every audience: the public, the desk, members, officers and the register."""

from django.urls import URLPattern, URLResolver, include, path

from committee.complaints import views as desk_complaints
from committee.portal import (
    committee_page,
    contact,
    councillors,
    following,
    fronts,
    handover,
    home,
    look,
    moderngov,
    public,
    search,
    sitemaps,
)
from committee.portal import search_terms as search_desk
from committee.portal.api import interface
from committee.portal.api.answers import open_to_anybody
from committee.portal.health import views as health
from committee.public_pages.page_data import page_and_data
from committee.views import signed_links
from committee.views import trails as readings
from meetings.calendar.views import public as calendars
from meetings.minutes.registers.views import public as decisions
from meetings.urls import desk as meetings_desk
from meetings.urls import members as meetings_members
from meetings.urls import officers as meetings_officers
from meetings.urls import public as meetings_public
from reviews.urls import desk as reviews_desk
from reviews.urls import members as reviews_members
from reviews.urls import officers as reviews_officers
from reviews.urls import public as reviews_public
from workprogramme.urls import desk as programme_desk
from workprogramme.urls import desk_forward_plan
from workprogramme.urls import members as programme_members
from workprogramme.urls import officers as programme_officers
from workprogramme.urls import public as programme_public

public_pages: list[URLPattern | URLResolver] = [
    *page_and_data("", home.home, name="home"),
    *page_and_data("committees/", public.committees, name="committees"),
    *page_and_data("committees/<slug:committee>/", committee_page.committee, name="committee"),
    path("committees/", include(meetings_public.urlpatterns)),
    path("", include(programme_public.urlpatterns)),
    path("", include(reviews_public.urlpatterns)),
    path("decisions/", decisions.decisions, name="decisions-register"),
    path("decisions.csv", decisions.decisions_csv, name="decisions-register-csv"),
    path("decisions.json", decisions.decisions_json, name="decisions-register-json"),
    *page_and_data("councillors/", councillors.councillors, name="councillors"),
    *page_and_data("councillors/<slug:slug>/", councillors.councillor, name="councillor"),
    *page_and_data("councillors/<slug:slug>/<slug:year>/", councillors.councillor, name="councillor-year"),
    path("councillors/<slug:slug>/photograph/<str:name>", councillors.photograph, name="councillor-photograph"),
    *page_and_data("calendar/", public.calendar, name="calendar"),
    path("calendar.ics", calendars.all_meetings, name="calendar-file"),
    path("calendar/own/<slug:token>.ics", calendars.own_meetings, name="own-calendar"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("mgWebService.asmx/GetCommittees", moderngov.committees, name="moderngov-committees"),
    path("mgWebService.asmx/GetAllMeetingsByDate", moderngov.meetings_by_date, name="moderngov-meetings"),
    path("mgWebService.asmx/GetMeeting", moderngov.meeting, name="moderngov-meeting"),
    path("mgWebService.asmx/GetCouncillorsByWard", moderngov.councillors_by_ward, name="moderngov-councillors"),
    path("search/", search.search, name="search"),
    path("search.json", search.search_json, name="search-json"),
    path("search.atom", search.search_atom, name="search-atom"),
    path("api/", interface.api_page, name="api-page"),
    path("api/v1/openapi.json", open_to_anybody(interface.openapi), name="api-openapi"),
    path("api/v1/", include(interface.patterns())),
    path("accessibility/", public.statement, {"page": "accessibility"}, name="accessibility"),
    path("privacy/", public.statement, {"page": "privacy"}, name="privacy"),
    path("privacy/complaint/", contact.complaint, name="complaint"),
    path("privacy/complaint/received/", contact.complaint_received, name="complaint-received"),
    path("filming/", public.statement, {"page": "filming"}, name="filming"),
    path("contact/", contact.contact, name="contact"),
    path("crest/<str:name>", look.crest, name="crest"),
    path("theme/<str:name>", look.theme, name="theme"),
    path("follow/<slug:kind>/<slug:key>/", following.follow, name="follow"),
    path("follow/<slug:kind>/<slug:key>/sent/", following.follow_sent, name="follow-sent"),
    path("following/<uuid:key>/", following.following, name="following"),
    path("following/<uuid:key>/confirm/", following.follow_confirm, name="follow-confirm"),
    path("following/<uuid:key>/stop/", following.follow_stop, name="follow-stop"),
    path("following/<uuid:key>/how-often/", following.follow_how_often, name="follow-how-often"),
    path("news/<slug:kind>/<slug:key>.atom", following.news_feed, name="news-feed"),
    path("links/<slug:token>/", signed_links.link, name="signed-link"),
    path("links/<slug:token>/new/", signed_links.new_link, name="signed-link-renew"),
    path("links/<slug:token>/copy/", signed_links.copy, name="signed-link-copy"),
]
complaints_desk = [
    path("", desk_complaints.complaints, name="complaints"),
    path("new/", desk_complaints.complaint_new, name="complaint-new"),
    path("<id:pk>/", desk_complaints.complaint, name="complaint"),
    path("<id:pk>/acknowledge/", desk_complaints.acknowledge, name="complaint-acknowledge"),
    path("<id:pk>/acknowledged/", desk_complaints.acknowledged, name="complaint-acknowledged"),
    path("<id:pk>/received/", desk_complaints.receipt_correct, name="complaint-receipt-correct"),
    path("<id:pk>/outcome/", desk_complaints.answer, name="complaint-answer"),
    path("<id:pk>/outcome/correct/", desk_complaints.outcome_correct, name="complaint-outcome-correct"),
    path("<id:pk>/outcome/send/", desk_complaints.outcome_send, name="complaint-outcome-send"),
    path("<id:pk>/outcome/sent/", desk_complaints.outcome_sent, name="complaint-outcome-sent"),
]
desk_pages: list[URLPattern | URLResolver] = [
    path("", fronts.desk_front, name="front"),
    path("find/", fronts.find, name="find"),
    path("search/", search_desk.search_terms, name="search-terms"),
    path("search/clear/", search_desk.search_rare_clear, name="search-rare-clear"),
    path("search/<id:pk>/remove/", search_desk.search_terms_remove, name="search-terms-remove"),
    path("reviews-and-programmes/", fronts.scrutiny_front, name="scrutiny-front"),
    path("my-committees/", fronts.my_committees, name="my-committees"),
    path("hand-over/<slug:slug>/", handover.hand_over_page, name="hand-over"),
    *meetings_desk.urlpatterns,
    path("complaints/", include(complaints_desk)),
    path("work-programme/", include(programme_desk.urlpatterns)),
    path("reviews/", include(reviews_desk.urlpatterns)),
    path("", include(desk_forward_plan.urlpatterns)),
]
members_pages = [*programme_members.urlpatterns, *reviews_members.urlpatterns, *meetings_members.urlpatterns]
officers_pages: list[URLPattern | URLResolver] = [
    path("", fronts.officers_front, name="front"),
    path("reading-log/", readings.readings, name="reading-log"),
    path("reading-log/reading-log.csv", readings.readings_file, name="reading-log-file"),
    *programme_officers.urlpatterns,
    *reviews_officers.urlpatterns,
    *meetings_officers.urlpatterns,
]

urlpatterns = [
    path("register/health/", health.health, name="health"),
    path("register/", include("committee.register.urls")),
    path("", include((public_pages, "public"))),
    path("members/", include((members_pages, "members"))),
    path("officers/", include((officers_pages, "officers"))),
    path("desk/", include((desk_pages, "desk"))),
]

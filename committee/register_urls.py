"""Addresses of the register, under /register/."""

from django.urls import path

from committee.views.register import committees, council, front, imports, people, sign_ins

app_name = "register"
urlpatterns = [
    path("", front.front, name="front"),
    path("trail/", front.trail, name="trail"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("people/<slug:slug>/name/", people.person_edit, name="person_edit"),
    path("people/<slug:slug>/record/<slug:kind>/", people.record, name="record"),
    path("people/<slug:slug>/<slug:kind>/<id:pk>/end/", people.end, name="end"),
    path("committees/", committees.committees, name="committees"),
    path("committees/new/", committees.committee_new, name="committee_new"),
    path("committees/<slug:slug>/", committees.committee, name="committee"),
    path("committees/<slug:slug>/particulars/", committees.committee_edit, name="committee_edit"),
    path("committees/<slug:slug>/appoint/", committees.appoint, name="appoint"),
    path("committees/<slug:slug>/leave/", committees.leave, name="leave"),
    path("divisions-and-groups/", council.wards, name="wards"),
    path("divisions-and-groups/division/", council.division_new, name="division_new"),
    path("divisions-and-groups/group/", council.group_new, name="group_new"),
    path("portfolios/", council.cabinet, name="portfolios"),
    path("portfolios/new/", council.portfolio_new, name="portfolio_new"),
    path("venues/", council.venues, name="venues"),
    path("venues/new/", council.venue, name="venue_new"),
    path("venues/<id:pk>/", council.venue, name="venue"),
    path("years/", council.years, name="years"),
    path("years/new/", council.year_new, name="year_new"),
    path("years/closed/", council.closed_new, name="closed_new"),
    path("years/closed/<id:pk>/", council.closed_remove, name="closed_remove"),
    path("council/", council.council, name="council"),
    path("sign-ins/", sign_ins.users, name="users"),
    path("sign-ins/new/", sign_ins.invite, name="invite"),
    path("sign-ins/<id:pk>/", sign_ins.user, name="user"),
    path("sign-ins/<id:pk>/link/", sign_ins.invite_again, name="invite_again"),
    path("sign-ins/<id:pk>/address/", sign_ins.address, name="address"),
    path("sign-ins/<id:pk>/role/", sign_ins.grant, name="grant"),
    path("sign-ins/<id:pk>/suspend/", sign_ins.suspend, name="suspend"),
    path("sign-ins/<id:pk>/restore/", sign_ins.restore, name="restore"),
    path("roles/<id:pk>/end/", sign_ins.role_end, name="role_end"),
    path("import/", imports.front, name="imports"),
    path("import/<slug:kind>/", imports.import_kind, name="import_kind"),
    path("import/<slug:kind>/template.csv", imports.template, name="import_template"),
]

"""The room: where a meeting is minuted as it happens; included by the desk under a meeting's minutes/."""

from django.urls import URLPattern, URLResolver, path

from meetings.minutes.room.interests.views import desk_breaches as room_breaches
from meetings.minutes.room.presence.views import desk as room_people
from meetings.minutes.room.presence.views import desk_person as room_person
from meetings.minutes.room.resolutions.views import desk as room_resolutions
from meetings.minutes.room.views import desk as room
from meetings.minutes.room.views import desk_corrections as room_corrections
from meetings.minutes.room.votes.views import desk as room_votes

urlpatterns: list[URLPattern | URLResolver] = [
    path("", room.room, name="room"),
    path("open/", room.open_room, name="room_open"),
    path("begin/", room.begin, name="room_begin"),
    path("not-begun/", room_corrections.not_begun, name="room_not_begun"),
    path("catch-up/", room.catch_up, name="room_catch_up"),
    path("clock/", room.clock, name="room_clock"),
    path("end/", room.end, name="room_end"),
    path("reopen/", room_corrections.reopen, name="room_reopen"),
    path("times/", room_corrections.meeting_times, name="room_meeting_times"),
    path("discard/", room_corrections.discard, name="room_discard"),
    path("<id:pk>/", room.item, name="room_item"),
    path("<id:pk>/reach/", room.reach, name="room_reach"),
    path("<id:pk>/done/", room.done, name="room_done"),
    path("<id:pk>/minuted/", room.minuted, name="room_minuted"),
    path("<id:pk>/attended/", room.attended, name="room_attended"),
    path("<id:pk>/interest/", room_people.interest, name="room_interest"),
    path("interests/<id:pk>/breach/", room_breaches.breach, name="room_breach"),
    path("breaches/<id:pk>/remove/", room_breaches.breach_remove, name="room_breach_remove"),
    path("interests/<id:pk>/remove/", room_people.interest_remove, name="room_interest_remove"),
    path("people/all/", room_people.everybody, name="room_all"),
    path("people/new/", room_people.guest, name="room_guest"),
    path("people/substitute/", room_people.substitute, name="room_substitute"),
    path("people/presiding/", room_people.presiding, name="room_presiding"),
    path("people/<id:pk>/", room_person.person, name="room_person"),
    path("people/<id:pk>/act/", room_people.act, name="room_act"),
    path("<id:pk>/recommended/", room_resolutions.as_recommended, name="room_recommended"),
    path("<id:pk>/resolution/", room_resolutions.new, name="room_resolution_new"),
    path("<id:pk>/exclude/", room_resolutions.exclude, name="room_exclude"),
    path("resolutions/<id:pk>/", room_resolutions.limbs, name="room_resolution"),
    path("resolutions/<id:pk>/amend/", room_resolutions.amend, name="room_amend"),
    path("resolutions/<id:pk>/withdraw/", room_resolutions.withdraw, name="room_withdraw"),
    path("resolutions/<id:pk>/adopt/", room_resolutions.adopt, name="room_adopt"),
    path("resolutions/<id:pk>/agreed/", room_votes.agreed, name="room_agreed"),
    path("resolutions/<id:pk>/vote/", room_votes.vote, name="room_vote"),
    path("resolutions/<id:pk>/vote/names/", room_votes.names, name="room_names"),
    path("resolutions/<id:pk>/casting/", room_votes.casting, name="room_casting"),
    path("resolutions/<id:pk>/demand/", room_votes.demand, name="room_demand"),
    path("resolutions/<id:pk>/undecide/", room_corrections.undecide, name="room_undecide"),
    path("resolutions/<id:pk>/time/", room_corrections.decision_time, name="room_decision_time"),
    path("limbs/<id:pk>/due/", room_resolutions.take_due, name="room_due"),
    path("exclusions/<id:pk>/readmit/", room_resolutions.readmit, name="room_readmit"),
]

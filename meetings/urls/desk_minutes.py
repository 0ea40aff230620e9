"""URL patterns of the minutes at the desk, from the room to the signature; included under a meeting's minutes/."""

from django.urls import URLPattern, URLResolver, path

from meetings.members.views import desk_before_meeting as before_meeting
from meetings.minutes.confirmation.views import desk as minutes_confirm
from meetings.minutes.document.views import desk as minutes_text
from meetings.minutes.publication.views import desk as minutes_publish
from meetings.minutes.publication.views import desk_notice as minutes_notice
from meetings.minutes.room.views import desk as room
from meetings.minutes.room.views import desk_people as room_people
from meetings.minutes.room.views import desk_resolutions as room_resolutions
from meetings.referrals.views import desk as referrals

urlpatterns: list[URLPattern | URLResolver] = [
    path("", room.room, name="room"),
    path("open/", room.open_room, name="minutes-open"),
    path("begin/", room.begin, name="meeting-begin"),
    path("not-begun/", room.not_begun, name="meeting-not-begun"),
    path("adjourn/", room.adjourn, name="meeting-adjourn"),
    path("catch-up/", room.catch_up, name="room-catch-up"),
    path("clock/", room.clock, name="room-clock"),
    path("end/", room.end, name="meeting-end"),
    path("reopen/", room.reopen, name="meeting-reopen"),
    path("times/", room.meeting_times, name="meeting-times"),
    path("discard/", room.discard, name="minutes-discard"),
    path("<id:pk>/", room.item, name="room-item"),
    path("<id:pk>/reach/", room.reach, name="room-item-reach"),
    path("<id:pk>/done/", room.done, name="room-item-done"),
    path("<id:pk>/minuted/", room.minuted, name="room-item-minuted"),
    path("<id:pk>/attended/", room.attended, name="room-item-attendance"),
    path("<id:pk>/interest/", room_people.interest, name="interest-declare"),
    path("interests/<id:pk>/breach/", room_people.breach, name="breach-record"),
    path("breaches/<id:pk>/remove/", room_people.breach_remove, name="breach-remove"),
    path("interests/<id:pk>/remove/", room_people.interest_remove, name="interest-remove"),
    path("people/all/", room_people.everybody, name="attendance-everybody"),
    path("people/new/", room_people.guest, name="guest-new"),
    path("people/substitute/", room_people.substitute, name="substitute-new"),
    path("people/presiding/", room_people.presiding, name="meeting-presiding"),
    path("people/<id:pk>/", room_people.person, name="room-person"),
    path("people/<id:pk>/act/", room_people.act, name="room-person-act"),
    path("before/<id:pk>/", before_meeting.record_plan, name="room-plan-record"),
    path("before/interests/<id:pk>/", before_meeting.record_interest, name="room-interest-record"),
    path("<id:pk>/recommended/", room_resolutions.as_recommended, name="resolution-as-recommended"),
    path("<id:pk>/resolution/", room_resolutions.new, name="resolution-new"),
    path("<id:pk>/refer/", referrals.refer, name="resolution-refer"),
    path("<id:pk>/notice/", minutes_notice.notice, name="resolution-notice"),
    path("<id:pk>/exclude/", room_resolutions.exclude, name="public-exclude"),
    path("resolutions/<id:pk>/", room_resolutions.limbs, name="resolution-edit"),
    path("resolutions/<id:pk>/amend/", room_resolutions.amend, name="resolution-amend"),
    path("resolutions/<id:pk>/withdraw/", room_resolutions.withdraw, name="resolution-withdraw"),
    path("resolutions/<id:pk>/agreed/", room_resolutions.agreed, name="resolution-agree"),
    path("resolutions/<id:pk>/vote/", room_resolutions.vote, name="vote-counted"),
    path("resolutions/<id:pk>/vote/names/", room_resolutions.names, name="vote-recorded"),
    path("resolutions/<id:pk>/casting/", room_resolutions.casting, name="vote-casting"),
    path("resolutions/<id:pk>/demand/", room_resolutions.demand, name="vote-demand"),
    path("resolutions/<id:pk>/undecide/", room.undecide, name="resolution-reopen"),
    path("resolutions/<id:pk>/time/", room.decision_time, name="resolution-time"),
    path("limbs/<id:pk>/due/", room_resolutions.take_due, name="limb-due-day"),
    path("exclusions/<id:pk>/readmit/", room_resolutions.readmit, name="public-readmit"),
    path("text/<id:pk>/", minutes_text.minute_text, name="minute-text"),
    path("write-up/", minutes_publish.minutes, name="minutes-write-up"),
    path("circulate/", minutes_publish.circulate, name="minutes-circulate"),
    path("comments/<id:pk>/", minutes_publish.comment, name="minutes-comment"),
    path("decisions/", minutes_publish.decisions, name="minutes-decisions"),
    path("publish/", minutes_publish.publish, name="minutes-publish"),
    path("published/", minutes_publish.published, name="minutes-published"),
    path("certify/", minutes_publish.certify, name="minutes-certify"),
    path("ground/", minutes_text.ground, name="minutes-ground"),
    path("confirm/", minutes_confirm.confirm, name="minutes-confirm"),
    path("corrections/<id:pk>/take-back/", minutes_confirm.take_back, name="minutes-correction-remove"),
    path("signed.pdf", minutes_confirm.signed_scan, name="minutes-signed-scan"),
    path("signed/replace/", minutes_confirm.replace, name="minutes-scan-replace"),
    path("to-sign.pdf", minutes_confirm.signing_copy, name="minutes-signing-copy"),
    path("versions/<id:number>/", minutes_publish.version, name="minutes-version"),
    path("versions/<id:number>/<slug:edition>.pdf", minutes_publish.version_file, name="minutes-version-file"),
    path("compare/<id:old>/now/", minutes_publish.compare, name="minutes-compare-now"),
    path("compare/<id:old>/<id:new>/", minutes_publish.compare, name="minutes-compare"),
]

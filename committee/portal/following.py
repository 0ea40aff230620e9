"""Public pages to follow a topic by email, from the form to stopping, and Atom feeds of the same news."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_GET, require_http_methods

from committee.access.permissions import kept_to_itself
from committee.acts.refusal import Refused
from committee.following import verbs
from committee.following.topics import Topic, find
from committee.models import Council, Follower, Subscription
from committee.portal.forms import FollowForm, HowOftenForm
from committee.sign_in.rate_limit import is_flood
from committee.views.acting import Data, Done, ask, press, typed
from committee.wording.dates import start_of


@conditional_page
def send_feed(request: HttpRequest, entries: Iterable[dict[str, Any]], **about: Any) -> HttpResponse:
    """
    Return entries as an Atom feed. An entry dated in the future gets the start of today as its date.

    `entries` and `about` have the keys of Django's feed generator; each entry has `updateddate`.
    """
    made = Atom1Feed(language="en-GB", author_name=Council.current().name, **about)
    now = timezone.now()
    today = start_of(timezone.localdate(now))
    for entry in entries:
        at = entry["updateddate"]
        made.add_item(**entry | {"updateddate": at if at <= now else today})
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


AN_HOUR = 20  # requests to follow from one network in an hour
TOO_MANY = "Too many requests have come from your connection in the last hour. Try again later."


def _topic(kind: str, key: str) -> Topic:
    topic = find(kind, key)
    if topic is None:
        raise Http404
    return topic


def follow(request: HttpRequest, kind: str, key: str) -> HttpResponseBase:
    """Show the form for an email address and a frequency, then email a link that confirms the address."""
    topic = _topic(kind, key)
    form = FollowForm(typed(request))
    sent = Done("", reverse("public:follow-sent", args=[kind, key]))

    def act(data: Data) -> Done:
        if form.is_from_a_program:
            return sent
        if is_flood(request, "following", AN_HOUR):
            raise Refused(TOO_MANY)
        verbs.follow(topic, address=data["address"], how_often=data["how_often"], at=timezone.now(), by=None)
        return sent

    return ask(request, form, act, template="public/following/follow.html", topic=topic, most=verbs.MOST)


def follow_sent(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show what happens next. The page is the same for every address."""
    return render(
        request, "public/following/sent.html", {"topic": _topic(kind, key), "days": verbs.CONFIRM_WITHIN.days}
    )


@kept_to_itself
@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirm(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Confirm a subscription by a button, because mail scanners open every link but press no button."""
    row = Subscription.objects.select_related("follower").filter(key=key).first()
    topic = find(row.kind, row.topic) if row else None
    if row is None or topic is None:
        return render(request, "public/following/ended.html", status=404)
    if request.method != "POST":
        return render(request, "public/following/confirm.html", {"topic": topic, "row": row})
    following_url = reverse("public:following", args=[row.follower.key])

    def act() -> str:
        verbs.confirm(key, at=timezone.now(), by=None)
        return f"You now follow {topic.name}."

    return press(request, act, then=following_url, otherwise=reverse("public:follow", args=[topic.kind, topic.key]))


@csrf_exempt  # SECURITY: the key alone allows stopping, and a mail program posts without a token (RFC 8058)
@kept_to_itself
@require_http_methods(["GET", "HEAD", "POST"])
def follow_stop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Stop a subscription by the page's button or a mail program's button; a second press shows the same page."""
    row = Subscription.objects.select_related("follower").filter(key=key).first()
    topic = find(row.kind, row.topic) if row else None
    if request.method != "POST":
        return render(request, "public/following/stop.html", {"topic": topic, "row": row})
    verbs.stop(key, by=None)
    return render(request, "public/following/stopped.html", {"topic": topic})


@kept_to_itself
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show all subscriptions of one mailbox, confirmed or waiting for confirmation; a POST stops all of them."""
    follower = Follower.objects.filter(key=key).first()
    if follower is None:
        return render(request, "public/following/ended.html", status=404)
    if request.method == "POST":
        verbs.stop_all(key, by=None)
        return render(request, "public/following/stopped.html", {"topic": None})
    rows = [(row, find(row.kind, row.topic)) for row in follower.subscriptions.confirmed()]
    since = timezone.now() - verbs.CONFIRM_WITHIN
    waiting = follower.subscriptions.filter(confirmed_at=None, asked_at__gte=since).order_by("-asked_at", "-pk")
    unconfirmed = [(row, topic) for row in waiting if (topic := find(row.kind, row.topic))]
    return render(
        request, "public/following/following.html", {"follower": follower, "rows": rows, "asked": unconfirmed}
    )


@kept_to_itself
@require_http_methods(["GET", "HEAD", "POST"])
def follow_how_often(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Change how often one subscription is emailed."""
    row = get_object_or_404(Subscription.objects.confirmed().select_related("follower"), key=key)
    topic = find(row.kind, row.topic)

    def act(data: Data) -> str:
        verbs.choose_how_often(key, data["how_often"], by=None)
        return "Saved."

    return ask(
        request,
        HowOftenForm(typed(request), initial={"how_often": row.how_often}),
        act,
        then=reverse("public:following", args=[row.follower.key]),
        template="public/following/how_often.html",
        topic=topic,
    )


@require_GET
def news_feed(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Return the news of a topic as Atom (RFC 4287), the latest first."""
    topic = _topic(kind, key)
    entries = []
    for news in topic.news():
        link = request.build_absolute_uri(news.url)
        unique_id = f"{link}#{news.fingerprint}"
        entries.append(
            {"title": news.title, "link": link, "description": "", "unique_id": unique_id, "updateddate": news.at}
        )
    return send_feed(
        request,
        entries,
        title=f"{topic.name}: news",
        link=request.build_absolute_uri(topic.url),
        description="",
        feed_url=request.build_absolute_uri(),
    )

"""Front pages with tasks from every app: the desk's, scrutiny officers' and other officers'; and the find page."""

from collections.abc import Iterable
from itertools import chain

from django.db.models import Count, Min, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.limits import limits_of, may_work_on, scope_of
from committee.access.permissions import desk, officers, planners, reads_the_reading_log
from committee.acts.requests import SignedInRequest
from committee.models import Committee, DataComplaint
from committee.register.forms.committees import MyCommitteesForm
from committee.register.sign_ins import choose_desk_committees
from committee.search import finding
from committee.search.index_version import is_behind
from committee.timers.daily import last_run
from committee.views.acting import carry_out, typed
from meetings import finding as of_meetings
from meetings.agendas.views.desk import needs_of_meetings
from meetings.papers.views.officers import asked_of_officer
from meetings.takedowns.undecided import takedowns_to_decide
from reviews import finding as of_reviews
from reviews.answers.waiting import answers_of_writer
from reviews.desk_tasks import of_actor
from reviews.desk_tasks import waiting as reviews_waiting
from reviews.findings.recommendation_status import progress_to_report
from reviews.models import ENDED, Review
from workprogramme import finding as of_programmes
from workprogramme.desk_tasks import Waiting, waiting
from workprogramme.outcomes.draft_from_minute import to_write
from workprogramme.planner.overview import overview


@desk
def desk_front(request: SignedInRequest) -> HttpResponse:
    """
    Show the desk's tasks: agendas to publish, papers to chase, minutes, takedowns, programmes, reviews, complaints.

    Show also the last daily run, and whether the search index is behind.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    scope = scope_of(request, today)
    complaints = DataComplaint.objects.open().aggregate(
        count=Count("pk"), by=Min("acknowledge_by", filter=Q(acknowledged_at__isnull=True))
    )
    context = {
        **needs_of_meetings(today, scope.of),
        "takedowns": takedowns_to_decide(today, request.user),
        "scope": scope,
        "programmes": _by_committee([*waiting(today), *reviews_waiting(today)], scope.shown),
        "complaints": complaints,
        "daily": last_run(now),
        "index_is_behind": is_behind(),
    }
    return render(request, "desk/front.html", context)


@planners
def scrutiny_front(request: SignedInRequest) -> HttpResponse:
    """Show reviews and work programmes, with the tasks of the scrutiny officer and the next tasks of others."""
    today = timezone.localdate()
    scope = scope_of(request, today)
    reviews = Review.objects.exclude(state__in=ENDED).order_by("title")
    context = {
        "scope": scope,
        "mine": _by_committee([*reviews_waiting(today), *waiting(today)], scope.shown),
        "theirs": _by_committee(of_actor(today, theirs=True), scope.shown),
        "reviews": [review for review in reviews if may_work_on(request.user, today, review)],
        "programmes": [row for row in overview(today) if may_work_on(request.user, today, row.committee)],
    }
    return render(request, "desk/scrutiny_front.html", context)


def _by_committee(rows: Iterable[Waiting], bodies: Iterable[Committee] | None) -> list[tuple[str, list[Waiting]]]:
    """
    Return (committee's short name, waiting rows) in the order of the names, limited to `bodies` where given.

    The short name is the text of `row.of` before its first comma.
    """
    names = None if bodies is None else {body.short_name for body in bodies}
    groups: dict[str, list[Waiting]] = {}
    for row in rows:
        name = row.of.partition(", ")[0]
        if names is None or name in names:
            groups.setdefault(name, []).append(row)
    return sorted(groups.items())


@desk
def my_committees(request: SignedInRequest) -> HttpResponseBase:
    """Choose the committees that the desk shows first; the choice changes no permission."""
    user = request.user

    def tell(chosen: list[Committee]) -> str:
        return (
            f"The desk now shows {len(chosen)} committee{'' if len(chosen) == 1 else 's'} first."
            if chosen
            else "The desk now shows every committee."
        )

    today = timezone.localdate()
    form = MyCommitteesForm(
        typed(request), today=today, among=limits_of(user, today), initial={"committees": user.desk_committees.all()}
    )
    front = reverse("desk:front")
    return carry_out(
        request, choose_desk_committees, None, form, message=tell, then=front, template="desk/act.html",
        heading="My committees", narrow=True,
        text="The desk, the calendar and the action tracker show the business of these committees first. It is for "
        "your convenience: “Show all committees” is beside every list, and what you can do stays the same.",
        trail=[("Desk", front)],
    )  # fmt: skip


@officers
def officers_front(request: SignedInRequest) -> HttpResponse:
    """Show an officer's tasks: committees' requests, papers due, outcomes, review answers and progress to write."""
    user, today = request.user, timezone.localdate()
    progress = progress_to_report(user, today)
    to_answer, answered = answers_of_writer(user, today)
    context = {
        **asked_of_officer(user, today),
        "outcomes": to_write(user.person, today) if user.person else [],
        "review_answers": to_answer,
        "review_progress": progress,
        "progress_due": sum(entry.next_on is None or entry.next_on <= today for entry in progress),
        "review_sent": answered,
        "watches": reads_the_reading_log(user, today),
    }
    return render(request, "officers/front.html", context)


@desk
def find(request: SignedInRequest) -> HttpResponse:
    """Show meetings, papers, people, actions and other rows that match the words or the day in `q`."""
    text = request.GET.get("q", "")[: finding.LONGEST]
    typed = finding.read(text, user=request.user, today=timezone.localdate())
    is_asked = bool(typed.words or typed.days)
    apps = (of_meetings, finding, of_programmes, of_reviews) if is_asked else ()
    groups = [shown_group for shown_group in chain.from_iterable(app.find(typed) for app in apps) if shown_group.hits]
    context = {"find": text, "typed": typed, "groups": groups, "asked": is_asked}
    return render(request, "desk/find.html", context)

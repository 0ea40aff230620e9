"""Search of actions and answers that anybody may read."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils import timezone

from committee.models import Council, EntryKind
from committee.search.sources import Row
from meetings import outstanding_actions
from meetings.models import Action, Answer, Meeting, Minute
from meetings.models.action import AnswerQuerySet, of_withheld_papers
from meetings.models.minutes import minute_is_down

SHORT = 120
AT_HAND = ("limb__resolution__minute__minutes__meeting__committee", "meeting", "owner")


def public_actions(things: Collection[int]) -> Iterator[int]:
    """Yield the ids in `things` that belong to public actions whose minute has a number and is not taken down."""
    rows = Action.objects.public().filter(pk__in=things, limb__resolution__minute__number__isnull=False)
    yield from rows.exclude(minute_is_down("limb__resolution__minute__")).values_list("pk", flat=True)


def public_of(units: Collection[int]) -> tuple[dict[int, Action], AnswerQuerySet]:
    """Return the public actions of the meetings with the ids `units`, by id, and the public answers to the actions."""
    if not Action.objects.filter(meeting__in=units, limb__isnull=False).exists():
        return {}, Answer.objects.none()  # the usual case; saves the four long queries below
    meetings = Meeting.objects.public().filter(pk__in=units)
    wanted = Action.objects.public().filter(meeting__in=meetings, limb__isnull=False).values_list("pk", flat=True)
    actions = Action.objects.filter(pk__in=list(public_actions(list(wanted)))).select_related(*AT_HAND).order_by("pk")
    by_id = {action.pk: action for action in actions}
    return by_id, Answer.objects.public().filter(action__in=by_id).order_by("pk")


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    """Yield (meeting id, entry) for each public action and answer. Every entry links to the page of the minute."""
    actions, answers = public_of(units)
    shut = set(answers.filter(of_withheld_papers()).values_list("pk", flat=True))
    style = Council.current().limb_style if actions else ""
    for action in actions.values():
        yield action.meeting_id, _action(action, style)
    for answer in answers:
        action = actions[answer.action_id]
        yield action.meeting_id, _answer(answer, action, answer.pk in shut)


def minute_of(action: Action) -> tuple[Minute, str]:
    """Return the minute that asks for an action, and the URL of the minute's page."""
    assert action.limb is not None  # `public_of` returns only actions with a limb
    minute = action.limb.resolution.minute
    meeting = minute.minutes.meeting
    return minute, reverse("public:minute", args=[meeting.committee.slug, meeting.slug, minute.number])


def _action(action: Action, style: str) -> Row:
    minute, address = minute_of(action)
    text = f"{action.text}\nRequested from {action.answerable}" if action.answerable else action.text
    return Row(
        EntryKind.ACTION,
        action.pk,
        address,
        minute.heading_for_public,
        text,
        outstanding_actions.reference(action, style),
        committee=minute.minutes.meeting.committee_id,
        minute=minute.pk,
        day=action.asked_on,
        people=(action.owner_id,) if action.owner_id else (),
    )


def _answer(answer: Answer, action: Action, shut: bool) -> Row:
    """
    Return an answer's entry.

    SECURITY: where `shut`, the document is also a file of a withheld paper, so its title is left out (R16).
    """
    title = f"Answer: {outstanding_actions.shortened(action.text, SHORT)}"
    words = [answer.text, "" if shut else answer.document_title]
    minute, address = minute_of(action)
    return Row(
        EntryKind.ANSWER,
        answer.pk,
        address,
        title,
        "\n".join(filter(None, words)),
        committee=action.meeting.committee_id,
        minute=minute.pk,
        day=timezone.localdate(answer.answered_at),
        people=(action.owner_id,) if action.owner_id else (),
    )

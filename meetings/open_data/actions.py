"""What minutes asked for, and what was answered, as anybody may read it."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils import timezone

from committee.open_data.sources import Data, Record, iso
from meetings.models import Action, Answer, Meeting
from meetings.models.action import of_withheld_papers
from meetings.search.actions import AT_HAND, public_actions


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """Yield a record for each action of open minutes and for each answer to it."""
    if not Action.objects.filter(meeting__in=units, limb__isnull=False).exists():
        return  # as with most that changes; what is public takes four long queries
    meetings = Meeting.objects.public().filter(pk__in=units)
    wanted = Action.objects.public().filter(meeting__in=meetings, limb__isnull=False).values_list("pk", flat=True)
    actions = Action.objects.filter(pk__in=list(public_actions(list(wanted)))).select_related(*AT_HAND).order_by("pk")
    by_action = {action.pk: action for action in actions}
    answers = Answer.objects.public().filter(action__in=by_action)
    open_documents = set(answers.with_open_document().exclude(of_withheld_papers()).values_list("pk", flat=True))
    for action in by_action.values():
        yield action.meeting_id, _record("action", action.pk, action, _action(action))
    for answer in answers.order_by("pk"):
        action = by_action[answer.action_id]
        yield action.meeting_id, _record("answer", answer.pk, action, _answer(answer, answer.pk in open_documents))


def _record(kind: str, thing: int, action: Action, data: Data) -> Record:
    assert action.limb is not None  # these alone are looked for
    minute = action.limb.resolution.minute
    meeting = minute.minutes.meeting
    about = {
        "meeting_id": meeting.pk,
        "organization_id": meeting.committee_id,
        "minute_id": minute.pk,
        **data,
        "page": reverse("public:minute", args=[meeting.committee.slug, meeting.slug, minute.number]),
    }
    return Record(kind, thing, about, committee=meeting.committee_id, meeting=meeting.pk)


def _action(action: Action) -> Data:
    assert action.limb is not None
    return {
        "resolution_id": action.limb.resolution_id,
        "part_id": action.limb_id,
        "text": action.text,
        "requested_from": action.answerable,
        "requested_on": iso(action.asked_on),
        "due_date": iso(action.due_on),
        "state": action.state,
    }


def _answer(answer: Answer, has_open_document: bool) -> Data:
    """SECURITY: not the title of a document that is the very file of a withheld paper (R16)."""
    return {
        "action_id": answer.action_id,
        "text": answer.text,
        "date": iso(timezone.localdate(answer.answered_at)),
        "document_title": answer.document_title if has_open_document else "",
        "document_pages": answer.pages if has_open_document else 0,
    }

"""Open data of actions and answers that anybody may read."""

from collections.abc import Collection, Iterator

from django.utils import timezone

from committee.open_data.records import Data, Record, iso
from meetings.models import Action, Answer
from meetings.models.action import of_withheld_papers
from meetings.open_data.agendas import record
from meetings.search.actions import minute_of, public_of


def rows_of(units: Collection[int]) -> Iterator[tuple[int, Record]]:
    """Yield (meeting id, record) for each public action and answer of the meetings with the ids `units`."""
    actions, answers = public_of(units)
    open_documents = set(answers.with_open_document().exclude(of_withheld_papers()).values_list("pk", flat=True))
    for action in actions.values():
        yield _record("action", action.pk, action, _action(action))
    for answer in answers:
        data = _answer(answer, answer.pk in open_documents)
        yield _record("answer", answer.pk, actions[answer.action_id], data)


def _record(kind: str, thing: int, action: Action, data: Data) -> tuple[int, Record]:
    minute, page = minute_of(action)
    return record(kind, thing, minute.minutes.meeting, {"minute_id": minute.pk, **data, "page": page})


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
    """Return an answer's data. SECURITY: the title and pages of a document that is not open are left out (R16)."""
    return {
        "action_id": answer.action_id,
        "text": answer.text,
        "date": iso(timezone.localdate(answer.answered_at)),
        "document_title": answer.document_title if has_open_document else "",
        "document_pages": answer.pages if has_open_document else 0,
    }

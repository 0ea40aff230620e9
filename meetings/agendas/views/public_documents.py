"""Documents that anybody may open beside papers: of answers, and background ones. What is withheld is not there."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase

from committee import files
from meetings.access import taken_down
from meetings.agendas.views.public_meeting import of_meeting
from meetings.models import Answer, BackgroundDocument, Meeting, Minute, TakedownSubject


@of_meeting
def answer_file(request: HttpRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """
    The document of an answer.

    SECURITY: the gate is the queryset. A withheld answer answers as one that never was, and so does a document that
    is the very file of a withheld paper (R16). While its minute is down, so is what was answered to it (R60).
    """
    if Answer.objects.filter(pk=pk, action__meeting=meeting).exists():
        taken_down.refuse(TakedownSubject.ANSWER, pk)
        asked_by = Q(resolutions__limbs__action__answers=pk) | Q(item__actions_beside__answers=pk)
        for minute in Minute.objects.filter(asked_by):
            taken_down.refuse_minutes(meeting, minute.number)
    found = Answer.objects.public().with_open_document().filter(pk=pk, action__meeting=meeting)
    answer = found.select_related("stored").first()
    if answer is None or answer.stored is None:
        raise Http404
    name = files.file_name(meeting.committee.slug, meeting.slug, "answer", answer.document_title)
    return files.send(request, answer.stored, name, private=False)


@of_meeting
def background_file(request: HttpRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """A background document of an open, published paper (LGA 1972 s.100D)."""
    own = BackgroundDocument.objects.filter(pk=pk, paper__item__meeting=meeting).first()
    if own:
        taken_down.refuse(TakedownSubject.BACKGROUND, own.pk)
        taken_down.refuse(TakedownSubject.PAPER, own.paper_id)
    found = BackgroundDocument.objects.public().filter(pk=pk, paper__item__meeting=meeting)
    document = found.select_related("stored").defer("fingerprint").first()
    if document is None:
        raise Http404
    name = files.file_name(meeting.committee.slug, meeting.slug, "background", document.title)
    return files.send(request, document.stored, name, private=False)

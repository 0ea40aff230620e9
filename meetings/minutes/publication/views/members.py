"""
Pages of minutes for members: published minutes, with the withheld minutes that the law opens to the reader.

Also pages of a circulated draft, where its readers, members and officers, comment on single minutes.
"""

from functools import partial

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access import permissions
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.models import StoredFile
from committee.views.acting import Data, answered
from committee.wording.dates import long_date
from meetings.access import taken_down
from meetings.access.taken_down import notes_what_is_down
from meetings.agendas.views.members import find
from meetings.lookup import none_at
from meetings.minutes.document import template_context
from meetings.minutes.forms import CommentForm
from meetings.minutes.lookup import by_minute
from meetings.minutes.publication import circulating, published
from meetings.minutes.publication.published import Reader, asked_in, reader_of
from meetings.minutes.publication.versions import latest
from meetings.models import Circulation, Comment, Edition, Meeting, Minute, MinutesVersion, MinutesVersionKind
from meetings.models.meeting import MeetingQuerySet
from meetings.packs import part_store
from meetings.packs.watermark import marked
from meetings.sending import in_a_sentence, noted, own_words

MARKING = "Not for publication"


def _find_published(request: SignedInRequest, committee: str, meeting: str) -> tuple[Meeting, MinutesVersion, Reader]:
    """Return the meeting, its published version and the reader's rights. SECURITY: 404 for unpublished minutes."""
    row = find(request, committee, meeting)
    version = published.latest(row)
    if version is None:
        taken_down.refuse_minutes(row)
        raise Http404
    return row, version, reader_of(request.user, version, timezone.localdate())


@permissions.members
@notes_what_is_down
def minutes(request: SignedInRequest, committee: str, meeting: str) -> HttpResponse:
    """Show the published minutes; reading withheld minutes is logged, with the reader's right to read them."""
    row, version, reader = _find_published(request, committee, meeting)
    draft = published.is_draft(version)
    public = reverse("public:minutes", args=[committee, row.slug]) if row.is_formal else ""
    shown = template_context.context(version.document, draft=draft, address=public, opened=reader.opened)
    for entry in shown["entries"]:
        entry["url"] = "" if entry["withheld"] else entry["url"]
    if reader.opened:
        audit.record_reading(request.user, version.minutes, reader.right)
    page = {
        "meeting": row,
        "version": version,
        "is_draft": draft,
        "on_page": True,
        "reader": reader,
        "public": public,
        "certified": "",
        "asked": asked_in(shown["entries"]),
        "facts": published.members_facts(version) if reader.in_full else {},
        "public_facts": {} if reader.in_full else published.file_facts(version),
    }
    return render(request, "members/minutes.html", shown | page)


@permissions.members
@notes_what_is_down
def minutes_file(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Send the members' PDF. SECURITY: only to readers who may read all withheld minutes, because it has them all."""
    row, version, reader = _find_published(request, committee, meeting)
    if not reader.in_full or version.members_file is None:
        raise Http404
    name = files.file_name(committee, row.slug, "members minutes" if reader.opened else "minutes")
    if not reader.opened:
        return files.send(request, version.members_file, name, private=True)
    words = own_words(request.user, timezone.now())
    if words:
        copy = _own_copy(version.members_file, version.document["title"], words)
    audit.record_reading(request.user, version.minutes, noted(reader.right, words))
    return files.send_copy(copy, name) if words else files.send(request, version.members_file, name, private=True)


def _own_copy(file: StoredFile, title: str, words: str) -> bytes:
    """Return a copy with the reader's name across each page. The copy has no seal: only the stored file is sealed."""
    with in_a_sentence():
        return marked(part_store.prepared(file), MARKING, title=title, copy_of=words)


# A circulated draft

RIGHT = "A draft of minutes sent for comments to someone who may read its exempt part."


@permissions.members
def for_members(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Show the draft to a member."""
    return _draft(request, committee, meeting, "members")


@permissions.officers
def for_officers(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Show the draft to an officer."""
    return _draft(request, committee, meeting, "officers")


def _draft(request: SignedInRequest, committee: str, meeting: str, side: str) -> HttpResponseBase:
    """
    Show the draft last sent to this reader.

    SECURITY: 404, as for an unknown address, for readers without a draft. After the minutes are published and the time
    for comments has passed, a reader who had the draft gets a page without the draft: it says why comments are closed,
    and shows any comment that was sent too late.
    """
    on = timezone.localdate()
    row = _of(Circulation.objects.sent_to(request.user, on)).at(committee, meeting).select_related("committee").first()
    if row is None:
        raise none_at(committee, meeting, _of(Circulation.objects.readable_by(request.user, on)))
    sent = circulating.latest_for(request.user, row, on)
    if sent is None:
        raise permissions.TooLate(_why_closed(row), _typed(request), back=reverse(f"{side}:front"))
    full = circulating.in_full(request.user, sent, on)
    edition = Edition.MEMBERS if full else Edition.PUBLIC
    document = circulating.document_of(sent)
    context = template_context.context(document, edition, draft=True)
    mine = Comment.objects.filter(circulation__version__minutes=sent.version.minutes_id, by=request.user.pk)
    comments = by_minute(mine.select_related("decided_by").order_by("made_at", "pk"))
    for entry in context["entries"]:
        prefix = f"minute-{entry['pk']}"
        is_sent = request.method == "POST" and f"{prefix}-text" in request.POST
        entry["form"] = CommentForm(request.POST if is_sent else None, prefix=prefix)
        entry["comments"] = comments[entry["pk"]]
    posted = next((entry for entry in context["entries"] if entry["form"].is_bound), None)
    if posted is not None:
        take = partial(_take, request, sent, posted["pk"])
        if answer := answered(request, posted["form"], take, then=f"{request.path}#{posted['anchor']}"):
            return answer
    if full and template_context.withholds(document):
        audit.record_reading(request.user, sent.version.minutes, RIGHT)
    page = {
        "meeting": row,
        "circulation": sent,
        "message": circulating.message_for(request.user, sent, on),
        "form": posted and posted["form"],
        "is_late": sent.comments_by < on,
        "side": side,
        "on_page": True,
        "mine": sum(len(entry["comments"]) for entry in context["entries"]),
    }
    refused = posted is not None and not posted["form"].is_valid()
    return render(request, "members/draft_minutes.html", context | page, status=422 if refused else 200)


def _of(sent: QuerySet[Circulation]) -> MeetingQuerySet:
    """Return the meetings of these circulated drafts."""
    return Meeting.objects.filter(pk__in=sent.values("version__minutes__meeting"))


def _typed(request: SignedInRequest) -> CommentForm | None:
    """Return the form with the comment that was sent on any minute; None where no comment was sent."""
    prefixes = [name.removesuffix("-text") for name in request.POST if name.endswith("-text")]
    return CommentForm(request.POST, prefix=prefixes[0]) if prefixes else None


def _why_closed(meeting: Meeting) -> str:
    draft = latest(meeting.minutes, MinutesVersionKind.DRAFT)
    event = f"{draft.made_by} published the minutes on {long_date(timezone.localdate(draft.made_at))}" if draft else ""
    return f"{event or 'The minutes are published'}, so comments on the draft are closed. Write to the committee team."


def _take(request: SignedInRequest, sent: Circulation, pk: int, data: Data) -> str:
    minute = Minute.objects.filter(pk=pk, minutes=sent.version.minutes_id).first()
    if minute is None:
        raise Refused("That minute has been removed since the draft was sent.")
    circulating.comment(sent, minute, text=data["text"], quoted=data["quoted"], at=timezone.now(), by=request.user)
    return "Thank you. Your comment has been sent to the committee team."

"""The proper officer's leave to publish an open paper where a check would stop its publication (R16)."""

import datetime as dt
from dataclasses import dataclass

from committee.access.permissions import is_proper_officer
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.models import User
from meetings.models import AgendaVersion, LeaveToOpen, Paper, PaperFile
from meetings.packs.leak_check import public_words
from meetings.packs.leak_check.likeness import likenesses, said_of
from meetings.packs.leak_check.titles import repeats
from meetings.papers.withholding import held, refuse_published


@dataclass(frozen=True, slots=True)
class Obstacle:
    """
    An obstacle to publishing an open paper.

    `like` is the withheld file that the paper resembles; None means that the paper is in Part Two.
    """

    like: PaperFile | None
    words: str


def obstacles(paper: Paper) -> list[Obstacle]:
    """Return the obstacles to publishing an open paper, without those that the proper officer has lifted by leave."""
    if paper.is_withheld or paper.state == "withdrawn":
        return []
    lifted = set(LeaveToOpen.objects.filter(paper=paper, file=paper.file_id).values_list("like", flat=True))
    stopping = [Obstacle(None, f"item {paper.item.number} is in Part Two")] if paper.item.part == 2 else []
    secrets = likenesses([paper], paper.item.meeting_id).get(paper.pk, [])
    stopping += [Obstacle(secret, said_of(paper, secret)) for secret in secrets]
    return [obstacle for obstacle in stopping if (obstacle.like and obstacle.like.pk) not in lifted]


def _stopped(paper: Paper) -> object:
    """Return the values that the page shows: the paper's title, file and obstacles."""
    return paper.title, paper.file_id, [obstacle.words for obstacle in obstacles(paper)]


@verb(may=is_proper_officer, seen=_stopped)
def allow_open(paper: Paper, *, reason: str, seen: str, at: dt.datetime, by: User) -> list[LeaveToOpen]:
    """
    Allow one paper, with its present file, to be published open despite its obstacles, for a reason shown to everybody.

    Only the proper officer may do this, because the proper officer decides what to withhold (LGA 1972 s.100B(2)). The
    leave is printed on the certificate of publication. Raises Refused:

    - where no reason is given, or the reason reveals withheld material of the meeting
    - where there is no obstacle, or the officer saw other obstacles (`seen`)
    - where the paper is published
    """
    reason = reasoned(reason, "why the public may read this paper")
    paper = held(paper)
    refuse_published(paper)
    refuse_unseen(paper, seen)
    stopped = obstacles(paper)
    if not stopped:
        raise Refused("This paper can already be published.")
    for obstacle in stopped:
        if obstacle.like and repeats(
            reason, obstacle.like.paper.title, obstacle.like.paper.public_title or obstacle.like.paper.title
        ):
            raise public_words.refusal(["The reason is printed, and repeats a title that is hidden from the public."])
    public_words.refuse_telling([("the reason", [reason])], paper.item.meeting, known_by=public_words.KnownBy.RUNNING)
    leaves = [
        LeaveToOpen(paper=paper, file=paper.file, like=obstacle.like, reason=reason, given_at=at, given_by=by)
        for obstacle in stopped
    ]
    for leave in leaves:
        save(leave)
    audit.record(
        by, "allowed to be published open", paper, reason=reason, although=[obstacle.words for obstacle in stopped]
    )
    return leaves


def used_by(version: AgendaVersion) -> list[dict[str, object]]:
    """
    Return the leaves used for the first time by a version's open papers, as JSON data for the version's certificate.

    SECURITY: the certificate is public, so the data have a paper's public title, and nothing of the withheld paper that
    the open paper resembles.
    """
    papers = {
        (paper["pk"], paper["file"]): (item["number"], paper["public_title"])
        for item in version.snapshot["items"]
        for paper in item["papers"]
        if paper["access"] == "open"
    }
    earlier = AgendaVersion.objects.filter(meeting=version.meeting_id, number__lt=version.number)
    used = {row["leave"] for opened in earlier.values_list("certificate__opened", flat=True) for row in opened or ()}
    leaves = LeaveToOpen.objects.filter(paper__in=[paper for paper, _ in papers]).select_related("given_by")
    return [
        {
            "leave": leave.pk,
            "item": papers[leave.paper_id, leave.file_id][0],
            "title": papers[leave.paper_id, leave.file_id][1],
            "part_two": leave.like_id is None,
            "reason": leave.reason,
            "by": leave.given_by.get_full_name(),
            "on": day_of(leave.given_at).isoformat(),
        }
        for leave in leaves
        if (leave.paper_id, leave.file_id) in papers and leave.pk not in used
    ]

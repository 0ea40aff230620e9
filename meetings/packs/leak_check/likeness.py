"""Whether a file says what a withheld one says, or one that was taken down: the leak check cannot tell (R16, R60)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.core.cache import cache

from committee.dates import long_date
from committee.refusal import Refused
from meetings.access import taken_down
from meetings.models import Access, Paper, PaperFile, Takedown
from meetings.packs.leak_check.titles import quoted
from meetings.packs.pdf.fingerprint import Fingerprint

NEARLY_ALL = 0.9

DOWN = "down-"  # before the id of a file that was taken down, where others have their hash

# What storeys above withhold: each yields what to call a file in a sentence, and what it is known by.
ABOVE: list[Callable[[], Iterable[tuple[str, Fingerprint]]]] = []

FEW = 30  # runs of words: a paper of fewer is told by its pictures


class Secret(NamedTuple):
    """A file of a withheld paper, as far as it is compared."""

    pk: int
    stored: int
    sha256: str
    meeting: int
    is_current: bool
    paper: int
    open_version: int | None


def of_meeting(down: Takedown) -> str:
    """Of which meeting something was taken down, as the end of a sentence; "" where it is of none."""
    return f" of the meeting of {long_date(down.meeting.date)}" if down.meeting else ""


def said_of(paper: Paper, secret: PaperFile) -> str:
    """What an open paper has to do with a withheld file: the end of a sentence, for the desk alone."""
    name, day = quoted(secret.paper.title), long_date(secret.paper.item.meeting.date)
    if not secret.paper.is_withheld and (down := taken_down.down_as(secret.pk)):
        return f"it holds nearly all that was taken down on {long_date(down.day)} ({down.label}{of_meeting(down)})"
    if paper.file and secret.stored_id == paper.file.stored_id:
        return f"its file was withheld as {name} for the meeting of {day}"
    return f"it holds nearly all the words of {name}, which is withheld for the meeting of {day}"


def likenesses(papers: Iterable[Paper], meeting: int) -> dict[int, list[PaperFile]]:
    """
    By the id of each open paper, the files withheld elsewhere that its file is, or whose words it nearly all holds;
    those too that were taken down and whose words it nearly all holds, wherever they were (R60).

    Elsewhere is any other paper of any meeting, or a file that one had before; not what the paper is named as the open
    version of, unless it is the same file. The same file as the present one of a withheld paper of the same `meeting`
    (by id) is for `pack.py`, which nobody lifts. The queries do not grow with the papers.
    """
    opened = {paper.pk: paper.file for paper in papers if paper.file and not paper.is_withheld}
    down = taken_down.fingerprints_down() if opened else {}
    secrets = [*_secrets(), *_taken(down)] if opened else []
    near = _near(opened.values(), {one.sha256: one.pk for one in secrets}, down) if secrets else {}
    found: dict[int, list[int]] = defaultdict(list)
    for pk, file in opened.items():
        for one in secrets:
            same = one.stored == file.stored_id
            theirs = one.paper != pk and not (same and one.is_current and one.meeting == meeting)
            # A paper that is down may get another file: not its own again. Its redacted copy has the same id.
            theirs = theirs or (one.sha256.startswith(DOWN) and one.pk != file.pk)
            if theirs and (same or (one.open_version != pk and near[file.pk].get(one.sha256))):
                found[pk].append(one.pk)
    rows = PaperFile.objects.filter(pk__in={pk for some in found.values() for pk in some}).defer("fingerprint")
    files = rows.select_related("paper__item__meeting").in_bulk() if found else {}
    return {pk: [files[one] for one in some] for pk, some in found.items()}


def refuse_likeness(fingerprint: bytes, *, what: str) -> None:
    """Raise Refused where a file of that fingerprint, called `what`, holds nearly all that is withheld or removed."""
    if secret := _withheld_likeness(fingerprint):
        raise Refused(f"{what} cannot be shown to the public. It holds nearly all the words of {secret}.", rule="R16")


def _withheld_likeness(fingerprint: bytes) -> str:
    """What to call the withheld or removed paper nearly all of which a file of that fingerprint holds; or ""."""
    own = Fingerprint.unpack(fingerprint)
    for pk, _, sought in _fingerprints([secret.pk for secret in _secrets()]):
        if _holds(own, sought):
            item = PaperFile.objects.select_related("paper__item__meeting").get(pk=pk).paper.item
            return f"the withheld paper of item {item.number} of the meeting of {long_date(item.meeting.date)}"
    for file, sought in taken_down.fingerprints_down().items():
        if _holds(own, sought) and (down := taken_down.down_as(file)):
            return f"what was taken down on {long_date(down.day)} ({down.label}{of_meeting(down)})"
    return next((called for called, sought in _above() if _holds(own, sought)), "")


def likenesses_above(papers: Iterable[Paper]) -> dict[int, str]:
    """Return, by the id of each open paper, the name of what a storey above withholds and its file nearly all holds."""
    if not (secrets := list(_above())):
        return {}
    opened = {paper.file_id: paper.pk for paper in papers if paper.file_id and not paper.is_withheld}
    known = [(opened[pk], fingerprint) for pk, _, fingerprint in _fingerprints(opened)]
    return {pk: name for pk, fingerprint in known for name, sought in secrets if _holds(fingerprint, sought)}


def _above() -> Iterator[tuple[str, Fingerprint]]:
    return (secret for storey in ABOVE for secret in storey())


def _secrets() -> list[Secret]:
    rows = PaperFile.objects.exclude(paper__access=Access.OPEN).order_by("pk")
    return [
        Secret(pk, stored, sha256, meeting, pk == current, paper, version)
        for pk, stored, sha256, meeting, current, paper, version in rows.values_list(
            "pk", "stored", "stored__sha256", "paper__item__meeting", "paper__file", "paper", "paper__open_version"
        )
    ]


def _taken(down: Collection[int]) -> list[Secret]:
    """What was taken down, as secrets that are known by the ids of their files: nothing else of them is left."""
    rows = PaperFile.objects.filter(pk__in=down).values_list("pk", "paper__item__meeting", "paper").order_by("pk")
    return [Secret(pk, 0, f"{DOWN}{pk}", meeting, False, paper, None) for pk, meeting, paper in rows]


def _near(
    opened: Iterable[PaperFile], secrets: Mapping[str, int], down: Mapping[int, Fingerprint]
) -> dict[int, dict[str, bool]]:
    """
    By the id of each open file: of every withheld file, by its hash, whether the open one nearly holds it.

    What has been compared is kept by both hashes, so that only what was withheld since is read: two files stay as
    they are. Where a fingerprint is missing nothing is kept, and the leak gate refuses the withheld one.
    """
    keys = {file.pk: f"preflight-alike:2:{file.stored.sha256}" for file in opened}
    kept = cache.get_many(set(keys.values()))
    known = {pk: dict(kept.get(key, {})) for pk, key in keys.items()}
    missing = {pk: secrets.keys() - said.keys() for pk, said in known.items()}
    wanted = {sha256 for some in missing.values() for sha256 in some}
    if not wanted:
        return known
    own = {pk: said for pk, _, said in _fingerprints([pk for pk, some in missing.items() if some])}
    gone = [(secrets[key], key, down[secrets[key]]) for key in wanted if key.startswith(DOWN)]
    kept_still = _fingerprints([secrets[key] for key in wanted if not key.startswith(DOWN)])
    for _, sha256, sought in (*kept_still, *gone):
        for pk, said in own.items():
            known[pk][sha256] = _holds(said, sought)
    cache.set_many({keys[pk]: known[pk] for pk in own}, timeout=None)
    return known


def _holds(said: Fingerprint, sought: Fingerprint) -> bool:
    """Whether nearly all the words of `sought` are in `said`; of one with few words, such as a scan, its pictures."""
    if len(sought.shingles) >= FEW:
        return len(sought.shingles & said.shingles) >= NEARLY_ALL * len(sought.shingles)
    # Two of its streams are the file itself, as uploaded and as kept, and are in no other file.
    pictures = max(1, len(sought.streams) - 2)
    return len(sought.streams & said.streams) >= NEARLY_ALL * pictures


def _fingerprints(files: Iterable[int]) -> Iterator[tuple[int, str, Fingerprint]]:
    """Of files by their ids: id, hash and fingerprint; those without one are left out."""
    rows = PaperFile.objects.filter(pk__in=files).values_list("pk", "stored__sha256", "fingerprint")
    for pk, sha256, packed in rows.iterator(chunk_size=50):
        try:
            yield pk, sha256, Fingerprint.unpack(bytes(packed))
        except ValueError:
            continue

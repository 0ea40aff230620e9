"""Comparison of open files with withheld files of any meeting, and with files taken down (R16, R60)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.core.cache import cache

from committee.acts.refusal import Refused
from committee.wording.dates import long_date
from meetings.access import taken_down
from meetings.models import Access, Paper, PaperFile, Takedown
from meetings.packs.leak_check.titles import quoted
from meetings.packs.pdf.fingerprint import Fingerprint

NEARLY_ALL = 0.9

DOWN = "down-"  # this prefix and the file's id identify a file taken down, in place of its hash

# Functions that other apps, such as `reviews`, add. Each yields (name, fingerprint) for every file that its app
# withholds; the name is used in sentences.
ABOVE: list[Callable[[], Iterable[tuple[str, Fingerprint]]]] = []

FEW = 30  # shingles; a file with fewer shingles is compared by its pictures


class Secret(NamedTuple):
    """Facts of a withheld file for the comparison; `current` is the id of the file that its paper has now."""

    pk: int
    stored: int
    sha256: str
    meeting: int
    current: int | None
    paper: int
    open_version: int | None


def of_meeting(down: Takedown) -> str:
    """Return " of the meeting of ..." for a takedown; "" where the takedown belongs to no meeting."""
    return f" of the meeting of {long_date(down.meeting.date)}" if down.meeting else ""


def said_of(paper: Paper, secret: PaperFile) -> str:
    """Return how an open paper relates to a withheld file, as the end of a sentence that only the desk may read."""
    name, day = quoted(secret.paper.title), long_date(secret.paper.item.meeting.date)
    if not secret.paper.is_withheld and (down := taken_down.down_as(secret.pk)):
        return f"it holds nearly all that was taken down on {long_date(down.day)} ({down.label}{of_meeting(down)})"
    if paper.file and secret.stored_id == paper.file.stored_id:
        return f"its file was withheld as {name} for the meeting of {day}"
    return f"it holds nearly all the words of {name}, which is withheld for the meeting of {day}"


def likenesses(papers: Iterable[Paper], meeting: int) -> dict[int, list[PaperFile]]:
    """
    Return, by the id of each open paper, the withheld files of other papers that its file contains, wholly or nearly.

    The other papers may be of any meeting; their earlier files count too. Two cases do not count:

    - A withheld paper whose open version is this open paper. (It still counts where both papers have the same file.)
    - The current file of a withheld paper of this `meeting` (an id), where the open paper has the same file. The leak
      check refuses the open paper, and nobody can lift that refusal.

    Files that were taken down count too, at any meeting, where the open file has nearly all their words (R60).
    The number of queries does not grow with the number of papers.
    """
    opened = {paper.pk: paper.file for paper in papers if paper.file and not paper.is_withheld}
    down = taken_down.fingerprints_down() if opened else {}
    secrets = [*_secrets(), *_taken(down)] if opened else []
    near = _near(opened.values(), {secret.sha256: secret.pk for secret in secrets}, down) if secrets else {}
    matches: dict[int, list[int]] = defaultdict(list)
    for pk, file in opened.items():
        for secret in secrets:
            same = secret.stored == file.stored_id
            theirs = secret.paper != pk and not (same and secret.pk == secret.current and secret.meeting == meeting)
            # A paper may not get its removed file again. A redacted copy replaces that file in the same row (same id).
            theirs = theirs or (secret.sha256.startswith(DOWN) and secret.pk != file.pk)
            if theirs and (same or (secret.open_version != pk and near[file.pk].get(secret.sha256))):
                matches[pk].append(secret.pk)
    rows = PaperFile.objects.filter(pk__in={pk for pks in matches.values() for pk in pks}).defer("fingerprint")
    files = rows.select_related("paper__item__meeting").in_bulk() if matches else {}
    return {pk: [files[secret] for secret in pks] for pk, pks in matches.items()}


def refuse_likeness(fingerprint: bytes, *, what: str) -> None:
    """Raise Refused where `what`, a file with this fingerprint, contains nearly all of a withheld or removed file."""
    if secret := _withheld_likeness(fingerprint):
        raise Refused(f"{what} cannot be shown to the public. It holds nearly all the words of {secret}.", rule="R16")


def _withheld_likeness(fingerprint: bytes) -> str:
    """Return a name for a withheld or removed file, if a file with this fingerprint has nearly all of it; else ""."""
    candidate = Fingerprint.unpack(fingerprint)
    for pk, _, sought in _fingerprints([secret.pk for secret in _secrets()]):
        if _holds(candidate, sought):
            item = PaperFile.objects.select_related("paper__item__meeting").get(pk=pk).paper.item
            return f"the withheld paper of item {item.number} of the meeting of {long_date(item.meeting.date)}"
    for file, sought in taken_down.fingerprints_down().items():
        if _holds(candidate, sought) and (down := taken_down.down_as(file)):
            return f"what was taken down on {long_date(down.day)} ({down.label}{of_meeting(down)})"
    return next((called for called, sought in _above() if _holds(candidate, sought)), "")


def likenesses_above(papers: Iterable[Paper]) -> dict[int, str]:
    """Return {id of an open paper: name of an upper app's withheld file}, if the paper has nearly all of that file."""
    if not (secrets := list(_above())):
        return {}
    opened = {paper.file_id: paper.pk for paper in papers if paper.file_id and not paper.is_withheld}
    prints = [(opened[pk], fingerprint) for pk, _, fingerprint in _fingerprints(opened)]
    return {pk: name for pk, fingerprint in prints for name, sought in secrets if _holds(fingerprint, sought)}


def _above() -> Iterator[tuple[str, Fingerprint]]:
    return (secret for secrets_of_app in ABOVE for secret in secrets_of_app())


def _secrets() -> list[Secret]:
    rows = PaperFile.objects.exclude(paper__access=Access.OPEN).order_by("pk")
    facts = ("pk", "stored", "stored__sha256", "paper__item__meeting", "paper__file", "paper", "paper__open_version")
    return [Secret(*row) for row in rows.values_list(*facts)]


def _taken(down: Collection[int]) -> list[Secret]:
    """Return a Secret for each file taken down. The file id replaces the hash, because the stored file is deleted."""
    rows = PaperFile.objects.filter(pk__in=down).values_list("pk", "paper__item__meeting", "paper").order_by("pk")
    return [Secret(pk, 0, f"{DOWN}{pk}", meeting, None, paper, None) for pk, meeting, paper in rows]


def _near(
    opened: Iterable[PaperFile], secrets: Mapping[str, int], down: Mapping[int, Fingerprint]
) -> dict[int, dict[str, bool]]:
    """
    Return {id of an open file: {hash of a withheld file: whether the open file contains nearly all of it}}.

    Results are cached by the hashes of both files, because a stored file never changes. Only files withheld since the
    last comparison are read. A file without a fingerprint gets no result. The leak check refuses to publish while a
    withheld file has no fingerprint.
    """
    keys = {file.pk: f"preflight-alike:2:{file.stored.sha256}" for file in opened}
    cached = cache.get_many(set(keys.values()))
    compared = {pk: dict(cached.get(key, {})) for pk, key in keys.items()}
    missing = {pk: secrets.keys() - entry.keys() for pk, entry in compared.items()}
    wanted = {sha256 for hashes in missing.values() for sha256 in hashes}
    if not wanted:
        return compared
    prints = {pk: entry for pk, _, entry in _fingerprints([pk for pk, hashes in missing.items() if hashes])}
    gone = [(secrets[key], key, down[secrets[key]]) for key in wanted if key.startswith(DOWN)]
    kept_still = _fingerprints([secrets[key] for key in wanted if not key.startswith(DOWN)])
    for _, sha256, sought in (*kept_still, *gone):
        for pk, entry in prints.items():
            compared[pk][sha256] = _holds(entry, sought)
    cache.set_many({keys[pk]: compared[pk] for pk in prints}, timeout=None)
    return compared


def _holds(candidate: Fingerprint, sought: Fingerprint) -> bool:
    """Return whether `candidate` has nearly all words of `sought`, or nearly all pictures where the words are few."""
    if len(sought.shingles) >= FEW:
        return len(sought.shingles & candidate.shingles) >= NEARLY_ALL * len(sought.shingles)
    # Two streams of `sought` are the whole file (as uploaded, as stored). No other file contains these streams.
    pictures = max(1, len(sought.streams) - 2)
    return len(sought.streams & candidate.streams) >= NEARLY_ALL * pictures


def _fingerprints(files: Iterable[int]) -> Iterator[tuple[int, str, Fingerprint]]:
    """Yield the id, hash and fingerprint of each file; files without a fingerprint are left out."""
    rows = PaperFile.objects.filter(pk__in=files).values_list("pk", "stored__sha256", "fingerprint")
    for pk, sha256, packed in rows.iterator(chunk_size=50):
        if fingerprint := Fingerprint.read(packed):
            yield pk, sha256, fingerprint

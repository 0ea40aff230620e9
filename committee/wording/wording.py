"""
The council's wording: the title of who presides and of members, and the styles of days and times.

Pure Python, so that the law's sentences too are written with it (through `committee.wording.dates`). The choices are
columns of the `Council`, which hands its reader down (`read_from`); pages, prints and mails ask `current()` and no
other.

A request, a task and a command read the council once (`read_once`). Like Django's own time zone this is a context and
not an argument: a day is written in some hundred sentences, in `__str__` and in filters of templates, and not one of
them decides anything by it. What was frozen is printed in the words that it was frozen with (`printed_as`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType
from typing import Any, Protocol, Self


@dataclass(frozen=True, slots=True)
class Wording:
    """The council's choices, each by its stored value; without any, what is printed where nothing was chosen."""

    presiding: str = "Chairman"
    member_title: str = "Councillor"
    date_style: str = "plain"
    time_style: str = "24"

    def frozen(self) -> dict[str, str]:
        """
        Return the wording for a frozen document: only choices that are not the usual ones, so {} is the usual wording.
        """
        usual = asdict(Wording())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    @classmethod
    def thawed(cls, frozen: Mapping[str, str] | None) -> Self:
        """Return the wording of a frozen document; the usual one where it has none."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in (frozen or {}).items() if name in names})


KEY = "wording"  # of a frozen document
# Who presides may be called, and several of them.
PRESIDING = MappingProxyType({"Chairman": "Chairmen", "Chair": "Chairs", "Chairperson": "Chairpersons"})
PLAIN_NAME = "name"
# How councillors may be called, each as a sample.
MEMBER_TITLES = MappingProxyType(
    {"Councillor": "Councillor Bob Spencer", "Cllr": "Cllr Bob Spencer", PLAIN_NAME: "Bob Spencer"}
)
# As a role may be printed for whoever presides by office, whatever was chosen then.
CHAIRS = frozenset({*PRESIDING, "Chairwoman"})


class HasWording(Protocol):
    """The council's record, as far as it is known here; without an id where none has been entered."""

    @property
    def pk(self) -> Any: ...

    @property
    def wording(self) -> Wording: ...


class _Once:
    """The council as one request, task or command has read it."""

    def __init__(self, *, only_reads: bool) -> None:
        self.council: Any = None
        self.only_reads = only_reads


_once: ContextVar[_Once | None] = ContextVar("the council of this request", default=None)
_fixed: ContextVar[Wording | None] = ContextVar("the wording of what is printed", default=None)
_readers: list[Callable[[], HasWording]] = []


def read_from(reader: Callable[[], HasWording]) -> None:
    """Have the council's record read by `reader`, which should ask `kept` first."""
    _readers[:] = [reader]


def current() -> Wording:
    """Return the wording to print with now: that of a frozen document being printed, else the council's."""
    if (fixed := _fixed.get()) is not None:
        return fixed
    return _readers[0]().wording if _readers else Wording()


def worded(text: str) -> str:
    """
    Return a text of ours that has Chairman, Chairmen or vice-chairman, with the council's chosen word.

    Never pass another author's text: names, and the law where it is quoted, stay as they are.
    """
    word = current().presiding
    for usual, chosen in (("Chairmen", PRESIDING[word]), ("Chairman", word)):
        text = text.replace(usual, chosen).replace(usual.lower(), chosen.lower())
    return text


def chair() -> str:
    """Return the council's word for the presiding member: Chairman, Chair or Chairperson."""
    return current().presiding


def member(name: str) -> str:
    """Return a councillor's name with the form of address, where one is printed: Councillor Bob Spencer."""
    title = current().member_title
    return name if title == PLAIN_NAME else f"{title} {name}"


@contextmanager
def read_once(*, only_reads: bool = False) -> Iterator[None]:
    """
    Within a request, a task or a command the council is read once, and afresh.

    `only_reads` is for a request that shows a page and changes nothing.
    """
    once, fixed = _once.set(_Once(only_reads=only_reads)), _fixed.set(None)
    try:
        yield
    finally:
        _fixed.reset(fixed)
        _once.reset(once)


@contextmanager
def printed_as(wording: Wording) -> Iterator[None]:
    """Print with this wording within the block, whatever the council has chosen since."""
    fixed = _fixed.set(wording)
    try:
        yield
    finally:
        _fixed.reset(fixed)


def as_frozen(document: Mapping[str, Any] | None) -> AbstractContextManager[None]:
    """Print with the wording of a frozen agenda, minutes or programme; with today's where there is none."""
    return nullcontext() if document is None else printed_as(Wording.thawed(document.get(KEY)))


def to_freeze(wording: Wording) -> dict[str, dict[str, str]]:
    """Return a document's wording for freezing; no key where it is the usual one."""
    frozen = wording.frozen()
    return {KEY: frozen} if frozen else {}


def kept[Record: HasWording](read: Callable[[], Record]) -> Record:
    """
    Return the council read earlier in this request, else what `read` returns.
    """
    once = _once.get()
    council: Record = (once and once.council) or read()
    if once is not None and council.pk is not None:
        once.council = council
    return council


def only_reads() -> bool:
    """Return whether the request changes nothing: the council read with it then stays true to its end."""
    once = _once.get()
    return once is not None and once.only_reads


def read_already() -> Any:
    """Return the council as this request has read it; None where it has not."""
    once = _once.get()
    return once and once.council


def read_before(council: Any) -> None:
    """Let this request do with the council as another has read it, which is known not to have changed since."""
    if (once := _once.get()) is not None:
        once.council = council


def changed() -> None:
    """Forget the council's record once it is saved: what comes after it in this request reads it again."""
    if (once := _once.get()) is not None:
        once.council = None

"""
The council's wording: the titles of the presiding member and of members, and the styles of days and times.

This module imports no Django, so that the law's sentences can use it too (through `committee.wording.dates`). The
choices are columns of the `Council`. The app config registers the function that reads the council (`read_from`). Pages,
prints and emails call `current()` only. A request, a task and a command read the council once (`read_once`).

Like Django's time zone, the wording is a context and not an argument: hundreds of sentences, `__str__` methods and
template filters write days, and no decision depends on the style. A frozen document is printed with the wording stored
in the document (`printed_as`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType
from typing import Any, Protocol, Self


@dataclass(frozen=True, slots=True)
class Wording:
    """The council's choices, as their stored values; the defaults are the usual wording."""

    presiding: str = "Chairman"
    member_title: str = "Councillor"
    date_style: str = "plain"
    time_style: str = "24"

    def frozen(self) -> dict[str, str]:
        """Return the choices to store in a frozen document: those that differ from the usual wording, {} for none."""
        usual = asdict(Wording())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    @classmethod
    def thawed(cls, frozen: Mapping[str, str] | None) -> Self:
        """Return the wording stored in a frozen document; the usual wording where nothing is stored."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in (frozen or {}).items() if name in names})


KEY = "wording"  # key of the wording in a frozen document
# Titles of the presiding member, singular to plural.
PRESIDING = MappingProxyType({"Chairman": "Chairmen", "Chair": "Chairs", "Chairperson": "Chairpersons"})
PLAIN_NAME = "name"
# Titles of councillors, each with a sample.
MEMBER_TITLES = MappingProxyType(
    {"Councillor": "Councillor Bob Spencer", "Cllr": "Cllr Bob Spencer", PLAIN_NAME: "Bob Spencer"}
)
# Titles of the member who presides by office, in any council's wording.
CHAIRS = frozenset({*PRESIDING, "Chairwoman"})


class HasWording(Protocol):
    """The council's record as this module uses it; `pk` is None where no council has been entered."""

    @property
    def pk(self) -> Any: ...

    @property
    def wording(self) -> Wording: ...


class _Once:
    """Cache of the council's record for one request, task or command."""

    def __init__(self, *, only_reads: bool) -> None:
        self.council: Any = None
        self.only_reads = only_reads


_once: ContextVar[_Once | None] = ContextVar("the council of this request", default=None)
_fixed: ContextVar[Wording | None] = ContextVar("the wording of what is printed", default=None)
_readers: list[Callable[[], HasWording]] = []


def read_from(reader: Callable[[], HasWording]) -> None:
    """Register `reader`, the function that returns the council's record; it should call `kept`."""
    _readers[:] = [reader]


def current() -> Wording:
    """Return the wording of the frozen document that is being printed, or else the council's present wording."""
    if (fixed := _fixed.get()) is not None:
        return fixed
    return _readers[0]().wording if _readers else Wording()


def worded(text: str) -> str:
    """
    Return one of the portal's own texts with the council's word in place of Chairman, Chairmen and vice-chairman.

    Never pass a text by another author, because names and quotations of the law must not change.
    """
    word = current().presiding
    for usual, chosen in (("Chairmen", PRESIDING[word]), ("Chairman", word)):
        text = text.replace(usual, chosen).replace(usual.lower(), chosen.lower())
    return text


def chair() -> str:
    """Return the council's word for the presiding member: Chairman, Chair or Chairperson."""
    return current().presiding


def member(name: str) -> str:
    """Return a councillor's name with the council's title, if any: Councillor Bob Spencer."""
    title = current().member_title
    return name if title == PLAIN_NAME else f"{title} {name}"


@contextmanager
def read_once(*, only_reads: bool = False) -> Iterator[None]:
    """
    Read the council at most once within the block, and not from a copy made before the block.

    A block is a request, a task or a command. `only_reads` marks a request that shows a page and changes nothing.
    """
    once, fixed = _once.set(_Once(only_reads=only_reads)), _fixed.set(None)
    try:
        yield
    finally:
        _fixed.reset(fixed)
        _once.reset(once)


@contextmanager
def printed_as(wording: Wording) -> Iterator[None]:
    """Use `wording` within the block, instead of the council's present wording."""
    fixed = _fixed.set(wording)
    try:
        yield
    finally:
        _fixed.reset(fixed)


def as_frozen(document: Mapping[str, Any] | None) -> AbstractContextManager[None]:
    """Return a context manager whose block uses the wording of a frozen document; for None, the present wording."""
    return nullcontext() if document is None else printed_as(Wording.thawed(document.get(KEY)))


def to_freeze(wording: Wording) -> dict[str, dict[str, str]]:
    """Return the part of a frozen document that stores `wording`; {} for the usual wording."""
    frozen = wording.frozen()
    return {KEY: frozen} if frozen else {}


def kept[Record: HasWording](read: Callable[[], Record]) -> Record:
    """Return the council read earlier in this request; else call `read` and return its council."""
    once = _once.get()
    council: Record = (once and once.council) or read()
    if once is not None and council.pk is not None:
        once.council = council
    return council


def only_reads() -> bool:
    """Return whether the request changes nothing, so that its cached council stays valid until the request ends."""
    once = _once.get()
    return once is not None and once.only_reads


def read_already() -> Any:
    """Return the council's record if this request has read the record, else None."""
    once = _once.get()
    return once and once.council


def read_before(council: Any) -> None:
    """Let this request use `council`, which another request read and the caller knows to be unchanged."""
    if (once := _once.get()) is not None:
        once.council = council


def changed() -> None:
    """Forget the cached council after it was saved, so that the rest of the request reads it again."""
    if (once := _once.get()) is not None:
        once.council = None

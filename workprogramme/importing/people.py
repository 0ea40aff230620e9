"""Compare names of the file with the register and with each other, to find a name spelt in two ways (R48)."""

import difflib
from dataclasses import dataclass
from itertools import islice

from committee.models import Person
from committee.wording.same_name import one_spelling
from workprogramme.items.verbs import LeadDraft

ALIKE = 0.8  # similarity from which two forenames, or two surnames, count as nearly the same
MOST_COMPARED = 40  # most names with the same forename, and most with the same surname, compared with a name


@dataclass(frozen=True, slots=True)
class Known:
    """
    A name of the file (`says`), and the lead to store for it: a person of the register, or only a name.

    `odd` is a sentence on a doubt about the name. `is_slip` is True where the name may be misspelt.
    """

    says: str
    draft: LeadDraft
    odd: str = ""
    is_slip: bool = False


class Spellings:
    """Names, in the spelling of `one_spelling`, indexed by forename and by surname, in the order of adding."""

    def __init__(self) -> None:
        self._by_part: dict[tuple[int, str], dict[str, None]] = {}

    def add(self, plain: str) -> None:
        """Add a name that is in the spelling of `one_spelling`."""
        for key in enumerate(_parts(plain)):
            self._by_part.setdefault(key, {})[plain] = None

    def of(self, plain: str) -> list[str]:
        """Return the names that may be other spellings of `plain`, among at most twice MOST_COMPARED names."""
        candidates: list[str] = []
        for key in enumerate(_parts(plain)):
            candidates += islice(self._by_part.get(key, ()), MOST_COMPARED)
        return [spelt for spelt in candidates if alike(plain, spelt)]


class Names:
    """The names of the register, and the names of the file that the register lacks, added in the order of reading."""

    def __init__(self) -> None:
        self._register: dict[str, list[Person]] = {}
        for person in Person.objects.all():
            self._register.setdefault(one_spelling(person.name), []).append(person)
        self._known, self._strangers = Spellings(), Spellings()
        for spelt, people in self._register.items():
            if len(people) == 1:
                self._known.add(spelt)
        self._met: dict[str, str] = {}
        self._told: set[str] = set()

    def who(self, role: str, name: str, where: str) -> Known:
        """Return the match for a name that leads an item in `role`. `where` is its place in the file."""
        plain = one_spelling(name)
        people = self._register.get(plain, [])
        if len(people) == 1:
            return Known(name, LeadDraft(role, people[0]))
        if len(people) > 1:
            return Known(
                name, LeadDraft(role, None, name), f"{len(people)} people of the register are called {name}.", True
            )
        for spelt in self._known.of(plain):
            other = self._register[spelt][0]
            text = (
                f"“{name}” is not in the register, but “{other.name}” is: is this the same person? "
                f"{other.name} is used."
            )
            return Known(name, LeadDraft(role, other), text, True)
        return self._stranger(role, name, where)

    def _stranger(self, role: str, name: str, where: str) -> Known:
        plain = one_spelling(name)
        as_written = LeadDraft(role, None, name)
        for spelt in self._strangers.of(plain) if plain not in self._told else ():
            self._told.add(plain)
            first = " ".join(word.capitalize() for word in spelt.split())
            return Known(
                name, as_written, f"“{name}” here and “{first}” ({self._met[spelt]}): is this the same person?", True
            )
        if plain in self._told or plain in self._met:
            return Known(name, as_written)
        self._met[plain] = where[:1].lower() + where[1:]
        self._strangers.add(plain)
        return Known(
            name, as_written, f"{name} is not in the register: kept as a name, and cannot be asked for anything."
        )


def alike(name: str, other: str) -> bool:
    """
    Return whether two different names may be one person's, such as Jo and Joseph Sullivan.

    One of forename and surname must be the same, and the other nearly the same.
    """
    if name == other:
        return False
    (first, last), (forename, surname) = _parts(name), _parts(other)
    if not all((first, last, forename, surname)):
        return False
    if last == surname:
        short, long = sorted((first, forename), key=len)
        return (len(short) > 1 and long.startswith(short)) or _ratio(first, forename) >= ALIKE
    return first == forename and _ratio(last, surname) >= ALIKE


def _parts(name: str) -> tuple[str, str]:
    first, _, last = name.rpartition(" ")
    return first, last


def _ratio(name: str, other: str) -> float:
    return difflib.SequenceMatcher(None, name, other).ratio()

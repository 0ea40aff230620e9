"""
Find requests in the words of a resolution, whatever kind the clerk has chosen for the limb (R56, practice 6.5).

Each word is read once, so that the time grows only with the length of the text.
"""

import re

_WORD = re.compile(r"[a-z]+")
_BE = frozenset({"be", "is", "are"})
# After "be", these words are a request, whatever words follow.
_PASSIVE = frozenset({"asked", "requested", "instructed", "tasked", "commissioned", "urged"})
# After "be", these words are a request only where "to" or "that" follows: "work is required" is no request, "be
# required to report" is one.
_PASSIVE_TO = frozenset({"required", "invited", "directed", "encouraged", "recommended"})
_ACTIVE = frozenset(
    {"ask", "asks", "request", "requests", "invite", "invites", "instruct", "instructs", "urge", "urges"}
    | {"recommend", "recommends"}
)
# After one of these words "request" is a noun: the request, on request.
_NOUN_AFTER = frozenset(
    {"the", "a", "an", "this", "that", "any", "all", "of", "on", "upon", "its", "their", "s", "for"}
)
# "Be asked to note" is no request.
_NOTING = frozenset({"note", "receive"})
# After "be", these words may be a request, but they do not say of whom: "be provided".
_WANTED = frozenset(
    {"provided", "supplied", "submitted", "circulated", "sent", "prepared", "produced", "brought", "reported"}
    | {"presented", "arranged", "shared", "drafted", "written", "undertaken", "investigated", "invited"}
)
# Words before which the name of a body ends.
_ENDS_A_BODY = frozenset({"that", "to", "for", "as", "and", "in", "by", "on", "at", "with"})
LONGEST_BODY = 8  # words at most


def asks(text: str) -> bool:
    """Return whether the words ask somebody to act, or recommend something to another body (R56)."""
    words = _WORD.findall(text.lower())
    return any(_asks_at(words, place) for place in range(len(words)))


def _asks_at(words: list[str], place: int) -> bool:
    word, following = words[place], words[place + 1 : place + 3]
    before = words[place - 1] if place else ""
    if word in _PASSIVE or word in _PASSIVE_TO:
        if not _after_be(words, place):
            return False
        if following[:1] == ["to"] and following[1:] and following[1] in _NOTING:
            return False
        return word in _PASSIVE or following[:1] in (["to"], ["that"])
    if word in _ACTIVE:
        return before not in _NOUN_AFTER
    return word in ("call", "calls") and following[:1] in (["on"], ["upon"]) and before not in _NOUN_AFTER


def _after_be(words: list[str], place: int) -> bool:
    """Return whether "be", "is" or "are" comes before the word at `place`, even as in "be formally asked"."""
    before = list(reversed(words[max(0, place - 2) : place]))
    if before[:1] and before[0] in _BE:
        return True
    return len(before) == 2 and before[1] in _BE and (before[0].endswith("ly") or before[0] in ("again", "also"))


def seems_to_ask(text: str) -> bool:
    """Return whether the words say "be provided", "be sent" or the like, so that a clerk should check for a request."""
    words = _WORD.findall(text.lower())
    return any(word in _WANTED and _after_be(words, place) for place, word in enumerate(words))


def body_recommended_to(text: str) -> str:
    """Return the name of the body to which the text recommends something, such as Cabinet; "" without a body."""
    words = text.split()
    bare = [word.strip(".,;:()“”\"'").lower() for word in words]
    for place, word in enumerate(bare):
        if word not in ("recommend", "recommends", "recommended") or bare[place + 1 : place + 2] != ["to"]:
            continue
        if body := _body_from(words, bare, place + 2):
            return body
        if place and bare[place - 1] in _BE:
            return _body_before(words, bare, place - 1)
    return ""


def _body_from(words: list[str], bare: list[str], start: int) -> str:
    """Return the name that begins at `start` with "the" or a capital letter; "" for a small letter (a verb)."""
    if start >= len(words) or not (bare[start] == "the" or words[start][:1].isupper()):
        return ""
    start += bare[start] == "the"
    name: list[str] = []
    for word, plain in zip(words[start:], bare[start:], strict=True):
        if plain in _ENDS_A_BODY or len(name) == LONGEST_BODY:
            break
        name.append(word)
        if word[-1:] in ",;:.":
            break
    return " ".join(name).strip(".,;:")


def _body_before(words: list[str], bare: list[str], end: int) -> str:
    """Return the name of a body that ends before `end`, as in "Cabinet be recommended to adopt"."""
    start = end
    while start and end - start < LONGEST_BODY and bare[start - 1] not in ("that", "to", "and", "the"):
        start -= 1
    name = " ".join(words[start:end])
    return "" if name.lower() in ("it", "") else name.strip(".,;:")

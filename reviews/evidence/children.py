"""Find a child's name in a text: a name beside an age under eighteen, as in "Emma, aged 9" or "Emma (9)"."""

import unicodedata
from collections.abc import Sequence

IN_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
)
OLD = ("year", "years", "yr", "yrs", "yo")
# Words between a name and an age: "Emma, who is now aged 9".
BETWEEN = ("who", "is", "was", "now", "then", "just", "only", "turned", "currently", "at", "of", "the", "a", "")
# Words with a capital letter that are not names.
NOBODY = {
    *("about", "after", "age", "aged", "ages", "all", "an", "and", "any", "anybody", "anyone", "are"),
    *("as", "at", "because", "before", "being", "between", "boy", "boys", "but", "by", "child", "children"),
    *("each", "even", "every", "everybody", "everyone", "for", "from", "girl", "girls", "group", "groups"),
    *("he", "her", "his", "how", "if", "in", "is", "it", "january", "february", "march", "april", "may"),
    *("june", "july", "august", "september", "october", "november", "december", "many", "most", "my", "no"),
    *("nobody", "none", "of", "on", "one", "only", "or", "our", "over", "people", "person", "persons", "pupil"),
    *("pupils", "she", "since", "so", "some", "somebody", "someone", "son", "student", "students", "teenager"),
    *("teenagers", "that", "the", "their", "them", "these", "they", "this", "those", "to", "under", "until"),
    *("was", "we", "were", "what", "when", "where", "who", "whose", "with", "year", "years", "young", "youngster"),
    *("youngsters", "daughter", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("yes", "table", "figure", "page", "part", "section", "question", "option", "parents", "teachers", "schools"),
}
FAR = 4  # a name is looked for among this many words before an age
AROUND = "“”‘’'\".,;:!?…()"
END = (".", "!", "?", ":", ";", ".)", "!)", "?)")


def names_a_child(text: str) -> str:
    """
    Return the first words that name a child, such as "Emma, aged 9"; "" if there are none.

    Anybody may send a long text, so the time must stay proportional to the length.
    """
    # Some computers store an accent in a file's name as a separate character.
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    written = text.replace("(", " (").replace(")", ") ").replace("-", " ").replace("–", " ").replace("‑", " ").split()
    for place in range(len(written)):
        if length := _age_at(written, place):
            end = place + length
            if (name := _name_before(written, place)) is not None:
                return " ".join(written[name:end])[:80]
            if end < len(written) and not written[end - 1].endswith(END) and _is_name(written[end]):
                return " ".join(written[place : end + 1])[:80]
        elif place and _is_bare_age(written[place - 1], written[place]):
            return " ".join(written[place - 1 : place + 1])[:80]
    return ""


def _is_bare_age(before: str, word: str) -> bool:
    """Return whether `word` is an age in brackets or between commas, after a name: "Emma (9)", "Emma, 9, said"."""
    is_apart = ("(" in word and ")" in word) or (before.endswith(",") and word.endswith(","))
    return is_apart and _is_young(_plain(word)) and _is_name(before) and not before.endswith(END)


def _age_at(written: Sequence[str], place: int) -> int:
    """Return how many words from `place` on give a child's age: "aged 9", "9 years old", "age of nine"; else 0."""
    words = [_plain(word) for word in written[place : place + 3]] + ["", ""]
    if words[0] in ("age", "aged"):
        return 2 if _is_young(words[1]) else 3 if words[1] in ("of", "is", "was") and _is_young(words[2]) else 0
    if _is_young(words[0]) and words[1] in OLD:
        return 3 if words[2] == "old" else 2 if words[1] == "yo" else 0
    return 0


def _name_before(written: Sequence[str], place: int) -> int | None:
    """Return the position of a name before an age, with only words of `BETWEEN` between them; None without a name."""
    for before in range(place - 1, max(place - 1 - FAR, -1), -1):
        if written[before].endswith(END):
            return None
        if _is_name(written[before]):
            return before
        if _plain(written[before]) not in BETWEEN:
            return None
    return None


def _is_young(word: str) -> bool:
    return word in IN_WORDS or (word.isascii() and word.isdigit() and len(word) < 3 and 0 < int(word) < 18)


def _is_name(word: str) -> bool:
    plain = _plain(word)
    first, *more = word.strip(AROUND).replace("’", "'").removesuffix("'s").split("'")
    # "O’Brien" and "D’Arcy" are names; "I’m" and "He’ll" are not.
    is_one = first.isalpha() and all(part.isalpha() and len(part) > 2 and part[0].isupper() for part in more)
    return len(plain) > 1 and first[:1].isupper() and plain not in NOBODY and is_one


def _plain(word: str) -> str:
    return word.strip(AROUND).removesuffix("’s").removesuffix("'s").casefold()

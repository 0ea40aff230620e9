"""Whether a body's meetings are filmed or webcast, in words: one source for every sheet and page that says so."""

from committee.models import Committee, Council

# What the council's general notice must not say: it is printed for every body, webcast or not.
CLAIMS = ("webcast", "livestream", "live stream", "live-stream")


def notice(committee: Committee, council: Council) -> str:
    """What the notes for press and public say of this body's meetings, and how long recordings are kept."""
    months = council.recording_kept_months
    if not committee.is_filmed or not months:
        return committee.filming_words
    kept = f"{months} month{'' if months == 1 else 's'}"
    return f"{committee.filming_words} A recording is kept on the council’s website for {kept}."


def claims(text: str) -> bool:
    """Whether words meant for every body say that meetings are webcast."""
    said = text.casefold()
    return any(word in said for word in CLAIMS)

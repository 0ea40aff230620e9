"""The sentences on filming and webcasting of a committee's meetings, for every sheet and page that has them."""

from committee.models import Committee, Council

# Words that must not be in the council's general notice, because it is printed for every committee, webcast or not.
CLAIMS = ("webcast", "livestream", "live stream", "live-stream")


def notice(committee: Committee, council: Council) -> str:
    """Return the committee's sentence on filming its meetings, and how long recordings are kept, if that is set."""
    months = council.recording_kept_months
    if not committee.is_filmed or not months:
        return committee.filming_words
    duration = f"{months} month{'' if months == 1 else 's'}"
    return f"{committee.filming_words} A recording is kept on the council’s website for {duration}."


def claims(text: str) -> bool:
    """Return whether `text`, a notice for every committee, says that meetings are webcast."""
    folded = text.casefold()
    return any(word in folded for word in CLAIMS)

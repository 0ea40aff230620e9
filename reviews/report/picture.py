"""A picture that somebody sends, drawn anew: without where it was taken, and no larger than print needs."""

from committee.refusal import Refused
from meetings.packs.intake import sandbox

MEMORY = 1 << 30


def drawn_anew(data: bytes, seconds: float = 20) -> tuple[bytes, str]:
    """
    Return the picture as PNG or JPEG with its content type. Raises Refused for what is none.

    SECURITY: what a stranger's bytes do, they do in a child without secrets, and nothing but pixels comes back.
    """
    try:
        with sandbox.at_once():
            about, picture = sandbox.run("meetings.packs.intake.picture.draw", data, seconds=seconds, memory=MEMORY)
    except (TimeoutError, MemoryError, sandbox.Crashed) as error:
        raise Refused("The picture could not be read: save it again as PNG or JPEG, then add it.") from error
    return picture, str(about["content_type"])

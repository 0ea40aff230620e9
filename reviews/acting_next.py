"""Who acts next on the answer to a recommendation: asked by every front page, list and email."""

from enum import StrEnum

from reviews.models import Addressee, DraftState


class Actor(StrEnum):
    """Who has to do something before the answer goes on."""

    WRITER = "writer"
    SIGNER = "signer"
    SCRUTINY = "scrutiny officer"


OF_STATE = {
    DraftState.ASKED: Actor.WRITER,
    DraftState.RETURNED: Actor.WRITER,
    DraftState.SENT: Actor.SIGNER,
    DraftState.READY: Actor.SCRUTINY,
}


def acts_next(addressee: Addressee) -> Actor | None:
    """Return who acts next on the answer of an addressee; None where it is answered, and signed where it has to be."""
    draft, response = getattr(addressee, "draft", None), getattr(addressee, "response", None)
    if response is not None:
        who = Actor.SCRUTINY if response.returned_reason else Actor.SIGNER
        return who if response.is_unsigned else None
    return OF_STATE[DraftState(draft.state)] if draft is not None else Actor.SCRUTINY

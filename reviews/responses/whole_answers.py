"""What an answer must have before it counts as one: one of three words, its reasons, what will be done (R40)."""

from committee.refusal import Refused
from reviews.models import Answer

SHORTEST = 60  # words that only evade are few; in a longer text they are a part of what is meant


def refuse_unfinished(answer: str, reasons: str, action: str) -> None:
    """Raise Refused for an answer that is none of the three, gives no reasons, or says of none what will be done."""
    if answer not in Answer.values:
        raise Refused("An answer is: accepted, accepted in part, or rejected. Ask the writer which one they mean.")
    if answer != Answer.ACCEPTED and not reasons.strip():
        raise Refused("Enter why it is not accepted in full.")
    if answer != Answer.REJECTED and not action.strip():
        raise Refused("Enter what will be done.")


def refuse_evasive(*texts: str) -> None:
    """Raise Refused where a text says no more than "noted" or "accepted in principle": it goes back to its writer."""
    for text in texts:
        plain = " ".join(text.casefold().split()).strip(" .!“”\"'")
        if len(plain) <= SHORTEST and (
            plain.startswith(("noted", "to note", "to be noted")) or "in principle" in plain
        ):
            raise Refused(
                f"“{text.strip()}” is not an answer. Say whether the recommendation is accepted, accepted in part or "
                "rejected, and what will be done or why not."
            )

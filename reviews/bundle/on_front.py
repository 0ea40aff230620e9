"""What a member's front page says of reviews: answers to sign off, and those on whose panel they are."""

from collections.abc import Sequence

from django.utils import timezone

from committee.models import User
from committee.permissions import is_cabinet_member
from committee.slots import Piece
from reviews.bundle.reading import reviews_of
from reviews.sign_off.waiting import answers_of_portfolio, is_to_sign


def of_panels(rows: Sequence[User]) -> dict[int, Piece]:
    """Their reviews for whoever is on a panel today, and the answers to sign off; nothing for others."""
    today = timezone.localdate()
    pieces = {}
    for user in rows:
        theirs = list(reviews_of(user, today))
        of_portfolio = answers_of_portfolio(user, today) if is_cabinet_member(user, today) else []
        to_sign = [waiting for waiting in of_portfolio if is_to_sign(waiting)]
        if theirs or to_sign:
            pieces[user.pk] = Piece("members/reviews/_on_front.html", {"reviews": theirs, "to_sign": to_sign})
    return pieces

"""Those on whom no notice was served yet, by kind: one letter goes to each kind, since each has a time of its own."""

from reviews.models import Addressee, AddresseeKind, AddresseeQuerySet, Review


def unserved(review: Review, kind: str) -> list[Addressee]:
    """Return the addressees of a kind without a notice, whose recommendations are issued and not withdrawn."""
    addressees = _unserved(review).filter(kind=kind).select_related("recommendation")
    return list(addressees.order_by("recommendation__number", "pk"))


def letters_to_write(review: Review) -> list[tuple[str, str]]:
    """Return the kinds of addressees who need a letter, each with its name: one query."""
    kinds = set(_unserved(review).order_by().values_list("kind", flat=True))
    return [(kind.value, kind.label) for kind in AddresseeKind if kind in kinds]


def _unserved(review: Review) -> AddresseeQuerySet:
    return Addressee.objects.filter(
        recommendation__review=review, recommendation__withdrawn_reason="", notice=None,
        recommendation__handed_down_at__isnull=False, response=None,
    ).exclude(kind=AddresseeKind.COMMITTEE)  # fmt: skip

"""When words give a reason: what the public and the courts read says something (LGA 1972 s.100B(4)(b), Sch 12A)."""

LEAST_WORDS = 2


def gives_reason(text: str) -> bool:
    """Whether `text` has at least two words; dots, dashes and the like are none."""
    words = ("".join(sign for sign in word if sign.isalnum()) for word in text.split())
    return sum(1 for word in words if word) >= LEAST_WORDS

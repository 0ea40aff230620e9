"""Two spellings of one name are one, and two names are two."""

import pytest

from committee.wording.same_name import name_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Siân", "Evans"), ("Sia\u0302n", "Evans")),
        (("Mary", "O'Brien"), ("MARY", "O´BRIEN")),
        (("Ann", "Smith-Jones"), ("Ann", "Smith‑Jones")),
        (("Kath", "Perry"), ("Kath", "Perry MBE DL")),
        (("Kath", "Perry"), ("Kath", "Perry, XYZ")),
        (("Jean Paul", "Roy"), ("Jean", "Paul  Roy")),
        (("\u202aMary\u202c", "Member"), ("Mary", "Member")),
        (("Straße", "Weiß"), ("STRASSE", "WEISS")),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert name_of(*one) == name_of(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mary", "OBrien"), ("Mary", "O'Brien")),
        (("Sian", "Evans"), ("Siân", "Evans")),
        (("Joe", "Mbe"), ("Joe", "Dl")),
        (("Cher", ""), ("Cher", "Jp")),
    ],
)
def test_two_names(one, other):
    assert name_of(*one) != name_of(*other)

"""What is pasted or handed in loses the marks of where it came from."""

import pytest

from committee.richtext.pasted import lines_of, title_from
from meetings.models import AgendaItem, Paper


def test_pasted_bullets_are_printed_once():
    pasted = (
        "• Fostering\n\uf0b7\tAdoption\n- Kinship care\n– Care leavers\no\tYoung carers\n* SEND\n\n  ▪ Health  \n"
        "• • Homes\n- • Roads"
    )
    lines = ["Fostering", "Adoption", "Kinship care", "Care leavers", "Young carers", "SEND", "Health", "Homes"]
    lines.append("Roads")
    assert AgendaItem(bullets=pasted).bullet_lines == lines
    assert Paper(recommendations=pasted).recommendation_lines == lines


@pytest.mark.parametrize("line", ["-5 °C in the hall", "o dear", "2022-23 budget", "*starred*", "—"])
def test_what_only_looks_like_a_bullet_stays(line):
    assert lines_of(line) == [line]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("young_carers-report.pdf", "Young carers report"),
        ("Copy of Young carers FINAL v3 (2).pdf", "Young carers"),
        ("Item 5 - Fostering annual report v1.2 draft.PDF", "Fostering annual report"),
        ("Appendix 2.pdf", "Appendix 2"),
        ("Budget 2022-23.pdf", "Budget 2022-23"),
        ("Final v3 (2).pdf", ""),
        ("scan0001.pdf", ""),
    ],
)
def test_a_title_is_never_which_file_it_is(name, title):
    assert title_from(name) == title

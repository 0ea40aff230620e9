"""Tables of figures: whole for the desk and the panel, suppressed for everybody else, the chart with them."""

import pytest

from committee.acts.refusal import Refused
from committee.models import AuditEntry
from reviews.findings import figure_verbs
from reviews.findings.figures_shown import chart_for_panel, chart_for_public, for_desk, for_panel, for_public, nodes_of
from reviews.proposing import verbs as proposing
from tests.acts.review_figures import AT, TEXT
from tests.answers import client_of


@pytest.fixture
def table(review, scrutiny):
    return figure_verbs.add_figures(
        review.review, title="Carers by school", text=TEXT, source="The schools", note="In May.", by=scrutiny
    )


def cells(told) -> list[str]:
    return [cell.text for row in told.rows for cell in row.cells]


def test_a_table_is_entered_by_hand_and_read_by_everybody_without_its_small_numbers(client, review, scrutiny):
    desk, slug = client_of(scrutiny), review.review.slug
    at, public = f"/desk/reviews/{slug}/figures/", f"/reviews/{slug}/figures/"
    told = desk.post(f"{at}new/", {"title": "Carers by school", "text": TEXT}, follow=True).content.decode()
    assert "The source printed 9% for South: 3 of 150 is 2.0%." in told
    assert told.count("hidden: from 1 to 4") == 1 and told.count("hidden: would reveal another number") == 1
    kept = review.review.figures.get()
    marked = {"before": "South", "words": "Pupils were asked for the first time"}
    assert desk.post(f"{at}{kept.pk}/definition/", marked).status_code == 302
    assert client.get(public).status_code == 404
    desk.post(f"{at}{kept.pk}/publish/")
    assert client.get(public).status_code == 404, "the review is not public yet"
    proposing.publish_review(review.review, at=AT, by=scrutiny)
    page = client.get(public).content.decode()
    assert page.count("Pupils were asked for the first time") == 3, "line in the table, line in the chart, description"
    kept.refresh_from_db()
    assert cells(for_public(kept)) == ["200", "12", "6.0%", "150", "*", "*", "100", "*", "*", "450", "24", "5.3%"]
    assert "hidden: from" not in page and ">3<" not in page and "2.0%" not in page and "9.0%" not in page


def test_the_officer_lifts_it_with_a_reason_and_other_numbers_are_hidden_anew(table, scrutiny):
    with pytest.raises(Refused, match="too short"):
        figure_verbs.show_whole(table, reason="Because", by=scrutiny)
    shown = figure_verbs.show_whole(table, reason="The school has published it.", by=scrutiny)
    assert "*" not in cells(for_public(shown))
    shown = figure_verbs.edit_figures(shown, title="Carers in schools", by=scrutiny)
    assert not shown.is_suppressed, "its numbers are the same"
    changed = figure_verbs.edit_figures(shown, text=TEXT.replace("200,12", "200,13"), by=scrutiny)
    assert changed.is_suppressed and "*" in cells(for_public(changed))


def test_chart_table_and_print_have_one_source(table):
    public, whole = chart_for_public(table), chart_for_panel(table)
    assert [bar.words for bar in public.bars] == ["12", "not shown", "not shown"]
    assert [bar.words for bar in whole.bars] == ["12", "3", "9"]
    assert "South not shown" in public.description and "South 3" in whole.description
    printed = str(nodes_of(table))
    assert "not shown" in printed and "2.0%" not in printed and "3.0%" not in printed
    assert "2.0%" in str(for_panel(table))
    assert cells(for_desk(table)) == cells(for_panel(table))
    assert for_public(table).rows[1].cells[1].number is None


def test_what_is_public_is_taken_back_before_it_is_removed(table, scrutiny):
    public = figure_verbs.publish_figures(table, at=AT, by=scrutiny)
    with pytest.raises(Refused, match="unpublish it first"):
        figure_verbs.remove_figures(public, by=scrutiny)
    figure_verbs.remove_figures(
        figure_verbs.withdraw_figures(public, reason="The source was wrong.", by=scrutiny), by=scrutiny
    )
    assert not table.review.figures.exists()


def test_the_trail_keeps_a_removed_table_as_anybody_would_have_read_it(table, scrutiny):
    hidden = [cell.number for row in for_desk(table).rows for cell in row.cells if cell.why == "hidden: from 1 to 4"]
    figure_verbs.remove_figures(table, by=scrutiny)
    kept = AuditEntry.objects.get(did="removed a table of figures of").facts["text"]
    lines = [line.split("; ")[1:] for line in kept.splitlines()[1:]]
    assert hidden and "*" in kept and not {str(number) for number in hidden} & {cell for line in lines for cell in line}


def test_the_panel_reads_every_number(table, chairman):
    assert ">3<" in client_of(chairman).get(f"/members/reviews/{table.review.slug}/figures/").content.decode()

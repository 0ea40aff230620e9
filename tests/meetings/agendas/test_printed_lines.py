"""What stands under an item's title is read on every road, and on none where the title is hidden (R16)."""

from django.db.models import CharField, TextField

from committee.files import files
from committee.models import OpenRecord, SearchEntry
from committee.portal.api import schemas
from meetings.agendas.item_forms import LinesForm
from meetings.models import AgendaItem, Meeting, Paper
from meetings.packs.builds import build
from meetings.takedowns.values import instead
from tests.meetings import publishing as made
from tests.meetings.packs import looking
from tests.meetings.taken_down import answers, roads

AT = "/committees/safeguarding/2022-04-21"
NOT_PRINTED = ("presenter",)  # on pages alone


def word(model, name: str) -> str:
    """Return the word that stands in that column and nowhere else."""
    return f"zq{model.__name__}{name.replace('_', '')}qz".lower()


def columns(model) -> list[str]:
    """Return the names of a model's columns of text, without numbers of paragraphs and what withdraws an item."""
    fields = [field for field in model._meta.concrete_fields if type(field) in (CharField, TextField)]
    return [
        field.name for field in fields if not field.choices and field.name not in ("paragraphs", "withdrawn_reason")
    ]


def publish_with(words: dict[AgendaItem | Paper, list[str]], meeting: Meeting, clerk) -> None:
    for row, names in words.items():
        texts = {name: f"On the public interest: {word(type(row), name)}" for name in names}
        type(row)._base_manager.filter(pk=row.pk).update(**texts)
    made.issue(meeting, clerk)


def test_every_column_of_an_item_is_printed_under_its_title_or_has_a_reason_not_to_be():
    named = {*AgendaItem.printed, *AgendaItem.words_kept, "title", "public_title"}
    assert set(columns(AgendaItem)) - named == set(), "name it in `printed`, or in `words_kept` where nobody reads it"
    assert set(AgendaItem.printed) - set(LinesForm.base_fields) == set(), "a clerk needs a field for it"
    assert set(AgendaItem.printed) - set(schemas.Item.model_fields) == set(), "describe it for readers of the API"
    item = AgendaItem(**{name: word(AgendaItem, name) for name in columns(AgendaItem)})
    assert instead(item, "Removed") == {"title": "Removed", "public_title": "", **dict.fromkeys(AgendaItem.printed, "")}


def test_what_stands_under_a_title_is_on_every_page_in_the_pack_the_search_and_the_data(meeting, clerk, desk):
    item = made.report(meeting, clerk).item
    publish_with({item: ["title", *AgendaItem.printed]}, meeting, clerk)
    number = AgendaItem.objects.get(pk=item.pk).number
    pages = [f"{AT}/", f"{AT}.json", f"{AT}/items/{number}/", f"{AT}/items/{number}.json"]
    said = {path: words for path, (_, words) in answers({*pages}).items()}
    said["the clerk’s agenda"] = desk.get("/desk/meetings/safeguarding/2022-04-21/").content.decode()
    said["the search"] = " ".join(SearchEntry.objects.values_list("text", flat=True))
    said["the open data"] = str(list(OpenRecord.objects.values_list("data", flat=True)))
    said["the front sheet"] = " ".join(looking.words(files.read(build.current_pack(meeting, "public").stored)))
    missing = [
        f"{name} is not on {road}"
        for name in AgendaItem.printed
        for road, words in said.items()
        if word(AgendaItem, name) not in words.lower() and (name not in NOT_PRINTED or road != "the front sheet")
    ]
    assert missing == []


def test_r16_no_column_of_an_item_or_its_exempt_paper_is_read_anywhere_where_its_title_is_hidden(meeting, clerk):
    paper = made.exempt(meeting, clerk)
    publish_with({row: columns(type(row)) for row in (paper, paper.item)}, meeting, clerk)
    said = " ".join(words for _, words in answers(set(roads(meeting))).values()).lower()
    read = {
        (model.__name__, one) for model in (AgendaItem, Paper) for one in columns(model) if word(model, one) in said
    }
    assert read == {("AgendaItem", "public_title"), ("Paper", "public_title")}

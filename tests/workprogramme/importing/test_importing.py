"""A programme kept in Word or CSV is brought in with its faults told row by row, or not at all."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from committee.acts.refusal import Refused
from meetings.papers import verbs as papers
from tests.answers import words as text_of
from tests.staging import staged
from tests.workprogramme import source
from workprogramme.history.story import story
from workprogramme.importing.checking import look_over
from workprogramme.importing.reading import read
from workprogramme.importing.shapes import NOTES
from workprogramme.importing.verbs import bring_in
from workprogramme.models import ItemState, Programme, ProgrammeItem
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import verbs as programmes

pytestmark = pytest.mark.django_db
HEADINGS = "Date of meeting,Item,Details,Action/Outcome\n"


@staged
def people(safeguarding, clerk):
    made = source.make(safeguarding, clerk)
    review = safeguarding.meetings.get(date="2022-04-21").items.get(title__startswith="Spotlight")
    papers.expect_paper(review, title="Spotlight Review of Sexual Harassment in Schools: Final Report", by=clerk)
    return made


def looked_over(committee, year, data=source.CSV, answers=None, name="programme.csv"):
    return look_over(read(data, name), committee, year, on=source.ON, answers=answers or {})


def of_row(found, where):
    return [fault.text for fault in found.faults if fault.where == where]


def csv_of(*rows: str) -> bytes:
    return (HEADINGS + "\n".join(rows)).encode()


def test_the_table_of_the_source_lists_its_faults(people, safeguarding, year):
    found = looked_over(safeguarding, year)
    assert len(found.lines) == 30
    assert [fault.text for fault in found.blocking] == [
        "The Committee has no meeting on 4 September 2021. The nearest is 14 September 2021."
    ]
    (question,) = found.questions
    assert (question.where, str(question.nearest.date)) == ("Row 11", "2021-09-14")
    assert of_row(found, "Row 20") == [
        "“Karen Cocker” is not in the register, but “Karen Coker” is: is this the same person? Karen Coker is used."
    ]
    assert "“Lynne Milligan” is: is this the same person" in of_row(found, "Row 13")[-1]
    assert "“Jo Sullivan” here and “Joseph Sullivan” (row 7): is this the same person?" in of_row(found, "Row 8")
    for row in ("Row 26", "Row 31"):
        assert "“Lead Officer” is there, but no one is named." in of_row(found, row)
    assert of_row(found, "Row 22") == [
        "It has no year: taken as the meeting of 16 June 2022, of the next municipal year."
    ]


def test_titles_that_differ_from_the_agenda_and_its_papers_are_told(people, safeguarding, year):
    found = looked_over(safeguarding, year)
    assert of_row(found, "Row 19") == [
        "The agenda of 21 April 2022 calls it “Community Support (incl Dom Care) and 1-1 Intensive Support for "
        "Children with Disabilities” (item 5)."
    ]
    review = of_row(found, "Row 21")
    assert "calls it “Spotlight Review of Sexual Harassment in Education” (item 6)." in review[1]
    assert review[2].endswith("is called “Spotlight Review of Sexual Harassment in Schools: Final Report”.")
    assert not any("Complaints" in fault.says and "may be" in fault.text for fault in found.faults)


def test_all_rows_are_brought_in_with_their_meetings_leads_and_outcomes(people, safeguarding, year, clerk):
    settled = looked_over(safeguarding, year, answers={9: "2021-09-14"})
    programme = bring_in(
        safeguarding, year, settled, accepted=True, on=source.ON, at=source.AT, by=clerk
    )  # fmt: skip
    assert programme.items.count() == 30
    assert programme.items.filter(meeting__date="2021-09-14").count() == 2, "rows below share the date"
    carers = programme.items.get(title="Young Carers")
    assert [lead.person.name for lead in carers.leads.all()] == ["Mark Sutton", "Karen Coker"]
    assert (carers.state, carers.origin, str(carers.origin_on)) == (ItemState.SCHEDULED, "meeting", "2021-06-17")
    abuse = programme.items.get(title="Domestic Abuse")
    assert abuse.state == ItemState.CONSIDERED and abuse.has_outcome and "- how long perpetrators" in abuse.outcome
    assert programme.items.get(title="Sexual abuse investigations").state == ItemState.WITHDRAWN
    assert programme.items.filter(state=ItemState.STANDING).count() == 2
    assert programme.items.filter(state=ItemState.TBC).count() == 6
    assert str(programme.items.get(title="Children's Services Transformation").meeting.date) == "2022-06-16"
    assert str(programme.items.get(table="working").held_on) == "2022-01-14"


def test_what_is_in_the_programme_already_is_not_brought_in_again(people, safeguarding, year, clerk):
    row = '17 June 2021,"Children’s Homes\nLead Officer: Ruth Martin",Why,Noted'
    for rows, expected in ((row, 1), (row, 0), (row.replace("’", "'"), 0)):
        found = looked_over(safeguarding, year, csv_of(rows))
        assert len(found.to_bring) == expected
        bring_in(safeguarding, year, found, accepted=True, on=source.ON, at=source.AT, by=clerk)
    assert ProgrammeItem.objects.count() == 1


def test_what_another_brought_in_since_the_file_was_checked_is_not_brought_in_twice(people, safeguarding, year, clerk):
    first, second = (looked_over(safeguarding, year, answers={9: "2021-09-14"}) for _ in range(2))
    act = {"accepted": True, "on": source.ON, "at": source.AT, "by": clerk}
    bring_in(safeguarding, year, first, **act)
    count = ProgrammeItem.objects.count()
    with pytest.raises(Refused, match="rows of the file have been added to the programme since it was checked"):
        bring_in(safeguarding, year, second, **act)
    assert ProgrammeItem.objects.count() == count


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("4 November 2021", "The meeting of 4 November 2021 was re-arranged to 30 November 2021."),
        ("31 September 2021", "“31 September 2021” is not a day: write the day of a meeting, or tbc."),
        ("1 May 2025", "1 May 2025 is neither in 2021/22 nor in the year after it."),
        ("17 July", "It has no year, and the Committee has no meeting on 17 July 2021. The nearest is 6 July 2021."),
        ("", "It has no date: write the day of a meeting, or tbc while it is to be scheduled."),
        ("soon", "“soon” is not a day: write the day of a meeting, or tbc."),
    ],
)
def test_a_date_that_is_no_meeting_stops_everything(people, safeguarding, year, date, told):
    found = looked_over(safeguarding, year, csv_of(f'{date},"Knife Crime\nLead Officer: Ruth Martin",,'))
    assert [fault.text for fault in found.blocking] == [told]
    assert not looked_over(safeguarding, year, csv_of(f"{date},Knife Crime,,"), answers={1: "tbc"}).blocking


@pytest.mark.parametrize("date", ["Thursday 17th Jun 2021 10.00 am", "17.6.21", "2021-06-17"])
def test_a_day_may_be_written_in_many_ways(people, safeguarding, year, date):
    found = looked_over(safeguarding, year, csv_of(f"{date},Knife Crime,,"))
    assert str(found.lines[0].meeting.date) == "2021-06-17"


def test_an_unknown_table_stops_everything(people, safeguarding, year):
    data = b"Table,Date of meeting,Item\nParking lot,tbc,Knife Crime\n"
    (fault,) = looked_over(safeguarding, year, data).blocking
    assert fault.text.startswith("The table “Parking lot” is not recognised.")


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.csv", "The file is empty"),
        (b"a,b\n1,2\n", "a.csv", "No table of a work programme"),
        (b"%PDF-1.7", "a.pdf", "Enter the programme as a Word document"),
        (b"PK\x03\x04 no Word at all", "a.docx", "cannot be read as a Word document"),
        (b"PK\x03\x04 renamed", "a.csv", "This is a workbook"),
        (b'Date,Item\n"tbc,Knife', "a.csv", "quotation mark may be missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(data, name, told):
    with pytest.raises(Refused, match=told):
        read(data, name)


def test_the_tables_of_a_word_document_say_the_same_as_the_csv(people, safeguarding, year):
    document = docx.Document()
    document.add_paragraph("Calendar of Committee Meetings")
    for cell, words in zip(document.add_table(1, 2).rows[0].cells, ("17 June 2021", "10.00 am"), strict=True):
        cell.text = words
    document.add_heading("Work Programme 2021-22", 2)
    table = document.add_table(3, 4)
    for column, words in enumerate(("Date of meeting", "Item", "Details", "Action/Outcome")):
        table.cell(0, column).text = words
    table.cell(1, 0).merge(table.cell(2, 0)).text = "04 Sept 2021 10.00am"
    table.cell(1, 1).text = "On the cusp of care\nCabinet Member: Julia Jessel\nLead Officer: Ruth Martin"
    table.cell(1, 3).text = "Members asked for:"
    table.cell(1, 3).add_paragraph("figures", style="List Bullet")
    table.cell(2, 1).text = "Transformation\nLead Officer: Karen Cocker"
    document.add_heading("Standing Items", 2)
    standing = document.add_table(2, 3)
    for column, words in enumerate(("Item", "Details", "Action/Outcome")):
        standing.cell(0, column).text = words
    standing.cell(1, 0).text = "Crime & Disorder\nLead Officer: Helen Riley/Trish Caldwell"
    out = io.BytesIO()
    document.save(out)
    found = looked_over(safeguarding, year, out.getvalue(), name="programme.docx")
    assert [fault.where for fault in found.blocking] == ["Table 2, row 2"]
    assert [line.title for line in found.lines] == ["On the cusp of care", "Transformation", "Crime & Disorder"]
    assert found.lines[0].outcome == "Members asked for:\n- figures"
    assert found.lines[1].row.carried == 1 and found.lines[2].table == "standing"
    assert any("Karen Coker" in fault.text for fault in found.warnings)
    (left,) = (fault for fault in found.weighing(NOTES) if not fault.row)
    assert "Table 1, row 1" in left.says


def test_the_command_tells_the_faults_and_brings_nothing_in(people, safeguarding, year, clerk, tmp_path, capsys):
    file = tmp_path / "programme.csv"
    file.write_bytes(source.CSV)
    with pytest.raises(CommandError, match="correct 1 fault in the file first"):
        call_command("import_programme", "safeguarding", "2021-22", str(file), "--dry-run")
    told = capsys.readouterr().out
    assert "Row 11, Date “04 Sept 2021 10.00am” (must be corrected): The Committee has no meeting on" in told
    assert "to import" not in told
    file.write_bytes(source.CSV.replace(b"04 Sept", b"14 Sept"))
    with pytest.raises(CommandError, match="tick that you accept"):
        call_command("import_programme", "safeguarding", "2021-22", str(file), "--by", clerk.email)
    capsys.readouterr()
    call_command("import_programme", "safeguarding", "2021-22", str(file), "--dry-run")
    assert "30 rows to import; nothing was imported (dry run). Warnings to read" in capsys.readouterr().out
    assert not Programme.objects.exists()
    call_command("import_programme", "safeguarding", "2021-22", str(file), "--by", clerk.email, "--accept-warnings")
    assert ProgrammeItem.objects.count() == 30


def test_a_terminal_is_told_no_order_that_a_strangers_cell_holds(safeguarding, year, tmp_path, capsys):
    file = tmp_path / "programme.csv"
    file.write_text("Date of meeting,Item,Details,Action/Outcome\n\x1b]0;x\x07 9 June,\x1b[31mCarers,,\n")
    with pytest.raises(CommandError):
        call_command("import_programme", "safeguarding", "2021-22", str(file), "--dry-run")
    told = capsys.readouterr().out
    assert "9 June" in told and "\x1b" not in told and "\x07" not in told


def test_an_outcome_that_was_brought_in_says_so_until_it_is_taken_back_and_somebody_accepts_it(
    people, safeguarding, year, clerk, scrutiny, client, by_scrutiny
):
    rows = csv_of('17 June 2021,"Knife Crime\nLead Officer: Ruth Martin",Why,Members noted it')
    found = looked_over(safeguarding, year, rows, name="C:\\Sally\\Programme 2021\u202e.csv")
    when = {"on": source.ON, "at": source.AT, "by": clerk}
    programme = programmes.publish_programme(
        bring_in(safeguarding, year, found, accepted=True, **when), at=source.AT, by=clerk
    )
    item = programme.items.get()
    day = f"{source.ON.day} {source.ON:%B %Y}"
    assert item.has_outcome and item.outcome_from == "Programme 2021 .csv"
    with pytest.raises(Refused, match=f"imported from Programme 2021 .csv on {day}"):
        outcomes.accept(item, text="Mine", **when)
    path = f"items/{item.pk}/"
    public = text_of(client.get(f"/work-programme/safeguarding/2021-22/{path}"))
    assert "Outcome imported" in public and "Imported from Programme 2021 .csv on" in public
    for page in (path, f"{path}outcome/"):
        said = text_of(by_scrutiny.get(f"/desk/work-programme/safeguarding/2021-22/{page}"))
        assert "Programme 2021 .csv" in said and "Accepted" not in said
    for said in (public, str(story(item, public=True))):
        assert str(clerk) not in said and "Sally" not in said
    outcomes.reopen(item, **when | {"by": scrutiny})
    done = outcomes.accept(item, text="Members noted it.", **when | {"by": scrutiny})
    assert (done.outcome_from, done.outcome_accepted_by) == ("", scrutiny)
    assert "imported" not in str(story(done, public=False))


def test_a_table_and_a_column_with_unknown_headings_are_named_with_what_is_lost(safeguarding, year):
    rows = b"When,Topic,Notes\n1 June,Fostering,Ask\n2 June,Adoption,Ask\n\nA line,by itself\n\n"
    rows += b"Item,Priority,Action/Outcome\nFostering,High,\n"
    found = looked_over(safeguarding, year, rows)
    strange = [(fault.where, fault.says, fault.text) for fault in found.warnings if fault.column == "Headings"]
    table, column = strange
    assert table[:2] == ("Row 1", "When | Topic | Notes") and "the 2 rows below are left out" in table[2]
    assert column[:2] == ("Row 7", "Priority") and "This column is not recognised" in column[2]
    assert all("Date of meeting, Item, Details, Action/Outcome" in fault[2] for fault in strange)
    assert [fault.says for fault in found.notes if not fault.row] == ["Row 5: “A line”"]


ADDRESS = "/desk/work-programme/safeguarding/2021-22/import/"


@pytest.fixture
def desk(client, safeguarding, year, clerk, scrutiny):
    source.make(safeguarding, clerk)
    client.force_login(scrutiny)
    return client


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def upload(client, data=source.CSV, name="programme.csv"):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)})


def confirm(client, page, **answers):
    return client.post(ADDRESS, {"sealed": hidden(page, "sealed"), "seen": hidden(page, "seen"), **answers})


def test_the_faults_are_told_and_settled_and_warnings_accepted_as_shown_before_all_rows_come_in_together(desk):
    page = upload(desk)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Row 11: which meeting is “04 Sept 2021 10.00am”?" in text and "The nearest is 14 September 2021." in text
    assert "“Karen Coker” is: is this the same person?" in text and not Programme.objects.exists()
    refused = confirm(desk, page, date_9="", accepted="on")
    assert refused.status_code == 422 and "Choose a meeting, or say" in refused.content.decode()
    unread = confirm(desk, page, date_9="2021-09-14")
    assert unread.status_code == 422 and "Read the warnings and accept them" in unread.content.decode()
    other = confirm(desk, page, date_9="tbc", accepted="on")
    assert other.status_code == 422 and "The warnings have changed" in other.content.decode()
    assert confirm(desk, other, date_9="tbc", accepted="on").status_code == 302
    assert ProgrammeItem.objects.count() == 30


def test_a_file_with_a_fault_that_no_answer_mends_must_be_mended_itself(desk):
    page = upload(desk, b"Date of meeting,Item\n17 June 2021,Lead Officer: Ruth Martin\n")
    text = page.content.decode()
    assert "1 of 1 row needs correcting" in text and "There is no title." in text
    assert "Choose the corrected file" in text and 'name="sealed"' not in text


@pytest.mark.parametrize("sealed", ["", "nonsense"])
def test_rows_that_were_not_checked_here_are_not_brought_in(desk, sealed):
    assert desk.post(ADDRESS, {"sealed": sealed, "accepted": "on"}).status_code == 302
    assert not Programme.objects.exists()

"""A new council's spreadsheets: every row told what is wrong with it, and nothing half brought in."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.acts.refusal import Refused
from committee.models import (
    AuditEntry,
    Committee,
    Division,
    Person,
    PoliticalGroup,
    Portfolio,
    PortfolioHolding,
    Post,
    Seat,
    Term,
    Venue,
)
from committee.register import csv_import
from committee.register.csv_import import reading
from meetings.models import Meeting
from tests.committee.register.spreadsheet_rows import PEOPLE, faults, look, rows, take
from tests.conftest import LONG_AGO, person

pytestmark = pytest.mark.both_databases("transactions: all rows come in, or none")


def test_people_come_in_with_their_division_group_term_and_post(clerk):
    before = AuditEntry.objects.count()
    looked = look("people", PEOPLE, clerk)
    assert not looked.faulty and not looked.done
    assert (Division.objects.count(), Post.objects.count(), AuditEntry.objects.count()) == (0, 0, before)
    assert take("people", PEOPLE, clerk).done
    ann, cath = Person.objects.get(surname="Able"), Person.objects.get(surname="Carter")
    assert ann.printed_name == "Ann Able, MBE"
    assert (ann.terms.get().division.name, ann.terms.get().since) == ("Ambridge", dt.date(2021, 5, 6))
    assert ann.group_memberships.get().group.name == "Independent"
    assert Term.objects.get(person__surname="Baker").until == dt.date(2025, 5, 4)
    assert (cath.posts.get().title, cath.posts.get().is_proper_officer) == ("Director of Care", True)
    assert Term.objects.filter(person=cath).count() == 0
    assert AuditEntry.objects.filter(by=clerk, did="added", subject="Ann Able").exists()


def test_one_wrong_row_keeps_every_row_out(clerk):
    report = take("people", PEOPLE + ",Dora,,,Ambridge,,31/02/2021,,,\n", clerk)
    assert not report.done and Person.objects.filter(surname="Able").count() == 0
    assert faults(report) == {
        5: [("surname", "Enter the surname."), ("from", "It is not a day. Write 21/04/2022 or 2022-04-21.")]
    }


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (",Eve,East,,Ambrige,,06/05/2021,,,", "division", "Did you mean Ambridge?"),
        (",Eve,East,,Elsewhere,,,,,", "from", "Enter a day, written"),
        (",Eve,East,,Elsewhere,,06/05/2021,05/05/2021,,", "to", "must not be before the first"),
        (",Eve,East,,Elsewhere,,06/05/0021,,,", "from", "The year must be between 1889 and 2199."),
        (",Eve,East,,,,,,,yes", "post", "Enter the post"),
        (",Eve,East,,,,06/05/2021,,Clerk,perhaps", "proper officer", "Write yes or no."),
        (",ANN,able,,,,,,,", "person", "Row 2 has that name too."),
    ],
)
def test_each_fault_names_its_column_and_what_to_do(clerk, row, column, says):
    report = look("people", PEOPLE + row + "\n", clerk)
    assert [name for name, _ in faults(report)[5]] == [column]
    assert says in faults(report)[5][0][1]


def test_divisions_that_differ_by_a_word_or_a_number_are_not_taken_for_slips(clerk):
    names = ["Edge East", "Edge West", "Ward 1", "Ward 2", "Loxley", "Loxley Barrett"]
    text = "forename,surname,division,from\n" + "".join(
        f"Ann,A{at},{name},06/05/2021\n" for at, name in enumerate(names)
    )
    assert take("people", text, clerk).done
    assert Division.objects.count() == len(names)


def test_a_namesake_with_another_division_is_asked_about_and_let_in_where_it_is_said(clerk):
    assert take("people", PEOPLE, clerk).done
    text = "forename,surname,division,from,person\nAnn,Able,Edgeley,06/05/2021,{}\n"
    (asked,) = take("people", text.format(""), clerk).asked
    assert "Write ann-able, or new" in asked.faults[0].text
    assert faults(take("people", text.format("nobody"), clerk))[2][0][0] == "person"
    assert "is a councillor in that time already" in faults(look("people", text.format("ann-able"), clerk))[2][0][1]
    assert take("people", text.format("new"), clerk).done
    assert sorted(Person.objects.filter(surname="Able").values_list("slug", flat=True)) == ["ann-able", "ann-able-2"]


def test_seats_name_the_nearest_committee_and_obey_the_law(clerk, safeguarding, member, other_member):
    cabinet = person("Carla", "Cabinet")
    PortfolioHolding.objects.create(person=cabinet, portfolio=Portfolio.objects.create(name="Care"), since=LONG_AGO)
    text = (
        "committee;person;role;from\n"
        "Safegarding;Oscar Outsider;Member;20/05/2021\n"
        "Safeguarding;Carla Cabinet;;20/05/2021\n"
        "Safeguarding;Oscar Outsidder;King;20/05/2021\n"
        "\n"
        "Safeguarding;Mary Member;;01/05/2020\n"
    )
    said = faults(look("seats", text, clerk))
    assert list(said) == [2, 3, 4]
    assert said[2] == [("committee", "There is no such committee in the register. Did you mean Safeguarding?")]
    assert "member of the executive and cannot sit on a scrutiny committee" in said[3][0][1]
    assert [name for name, _ in said[4]] == ["person", "role"]
    assert "Did you mean Oscar Outsider?" in said[4][0][1]
    assert [one.text for one in look("seats", text, clerk).there] == [
        "Mary Member, MBE on the Safeguarding Overview and Scrutiny Committee"
    ]


def test_committees_seats_and_portfolios_come_in(clerk):
    assert take("people", PEOPLE, clerk).done
    committees = (
        "name,short name,kind,function,established,quorum,usual time,usual venue\n"
        '"Safeguarding Overview and Scrutiny Committee",Safeguarding,Committee,Scrutiny,20/05/2021,4,2pm,"Oak Room"\n'
        "Cabinet,Cabinet,Executive,Executive,20/05/2021,,,Oak Room\n"
    )
    assert take("committees", committees, clerk).done
    body = Committee.objects.get(slug="safeguarding")
    assert (body.is_scrutiny, body.quorum, body.usual_time) == (True, 4, dt.time(14))
    assert Venue.objects.get() == body.usual_venue
    seats = (
        "Committee\tPerson\tRole name\tRole\tFrom\tVoting\n"
        "Safeguarding\tann able\tVice-Chairman (Scrutiny)\tVice-Chair\t20/05/2021\tno\n"
    )
    assert take("seats", seats, clerk).done
    seat = Seat.objects.get()
    assert (seat.person.name, seat.role_label, seat.voting) == ("Ann Able", "Vice-Chairman (Scrutiny)", False)
    assert take("portfolios", "portfolio,person,from\nRoads,Rev Preb Ben Baker,20/05/2021\n", clerk).done
    assert PortfolioHolding.objects.get().person.surname == "Baker"


def test_a_calendar_comes_in_with_its_agendas(clerk, safeguarding, planning):
    text = (
        "committee,date,time,venue,informal,sure\n"
        "Safeguarding,21/04/2022,,,,yes\n"
        "Planning Committee,2022-04-28,14:30,Elm Room,,yes\n"
        "safeguarding,05/05/2022,,,yes,yes\n"
    )
    assert take("calendar", text, clerk).done
    first, second, third = Meeting.objects.order_by("date")
    assert (first.starts, first.venue.name) == (dt.time(10), "Oak Room, Shire Hall, Felpersham")
    assert (second.starts, second.venue.name) == (dt.time(14, 30), "Elm Room")
    assert third.informal
    again = look("calendar", text, clerk)
    assert len(again.there) == 3 and not again.faulty
    elsewhere = faults(look("calendar", text.replace("Elm Room", "Oak Room"), clerk))
    assert elsewhere[3] == [("venue", "It meets in the Elm Room then. Re-arrange it on the desk, or remove this row.")]
    ((column, text),) = faults(look("calendar", "committee,date\nSafeguarding,16/06/2022\n", clerk))[2]
    assert column == "date" and "Add the year first (/register/years/new/)" in text


@pytest.mark.parametrize(
    ("day", "says"),
    [("05/05/2022", "Thursday 5 May 2022 has passed."), ("14/05/2022", "Saturday 14 May 2022 is not a working day.")],
)
def test_a_calendar_asks_about_a_day_in_the_past_or_not_a_working_day(clerk, safeguarding, time_machine, day, says):
    time_machine.move_to(dt.datetime(2022, 5, 10, 9, tzinfo=dt.UTC))
    row = f"Safeguarding,{day},"
    assert faults(look("calendar", f"committee,date,sure\n{row}\n", clerk))[2] == [
        ("date", f"{says} Check the date. If it is right, write yes in the column “sure”.")
    ]
    assert take("calendar", f"committee,date,sure\n{row}yes\n", clerk).done


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_names_keep_their_letters_however_the_file_was_saved(clerk, encoding):
    assert take("divisions", "Name\r\nPenrhôs\r\n".encode(encoding), clerk).done
    assert Division.objects.get().name == "Penrhôs"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty."),
        (b",,\n,\n", "The file is empty."),
        (b"name\n\n,\n", "headings but no rows"),
        (b"\n\nname\n\nAmbridge, North\n", "Row 5 has more values than there are headings"),
        (b"nom\nAmbridge\n", "There is no column called name"),
        (b"name,colour\nAmbridge,red\n", "The column “colour” is not recognised. The columns are: name."),
        (b"name,name\na,b\n", "two columns called name"),
        (b"name\nAmbridge, North\n", "Row 2 has more values than there are headings"),
        (b"PK\x03\x04rest", "This is a workbook"),
        (b"name\nAm\0bridge\n", "not a CSV file"),
        ("name\nAmbridge\n".encode("utf-16"), "UTF-16"),
        (b'name\n"Ambridge\n', "quotation mark"),
        (b"name\n" + b"x" * 5001 + b"\n", "more than 5,000 characters"),
        (b"name\n" + b"x\n" * 2001, "2,001 rows"),
        (b"name\n" + b"x" * reading.MOST_BYTES, "larger than 1 MB"),
        (b"name\n\x81\x8d\n", "cannot be read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_says_why(data, says):
    with pytest.raises(Refused) as refusal:
        rows("divisions", data)
    assert says in refusal.value.text


def test_the_shell_does_the_same(clerk, tmp_path: Path, capsys):
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    call_command("import_csv", "people", str(file), "--dry-run")
    assert "Row 2: Ann Able, MBE, councillor for Ambridge" in capsys.readouterr().out
    assert not Person.objects.filter(surname="Able").exists()
    call_command("import_csv", "people", str(file), "--by", "carol@borsetshire.example")
    assert AuditEntry.objects.filter(by=clerk, subject="Ann Able").exists()
    file.write_text(PEOPLE.replace("MBE", "OBE").replace("Care,yes", "Care,perhaps"))
    with pytest.raises(CommandError, match="1 of 3 rows are wrong; nothing was imported"):
        call_command("import_csv", "people", str(file))
    file.write_text(PEOPLE.replace("MBE", "OBE"))
    call_command("import_csv", "people", str(file))
    told = capsys.readouterr().out
    assert "Row 2 differs: Ann Able, MBE: honours: MBE becomes OBE." in told and "0 rows imported, 2 already" in told
    assert "0 of those changed (--take-changes changes them)" in told
    call_command("import_csv", "people", str(file), "--take-changes")
    assert Person.objects.get(surname="Able").honours == "OBE"
    with pytest.raises(CommandError, match="has no sign-in"):
        call_command("import_csv", "people", str(file), "--by", "nobody@borsetshire.example")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_csv", "people", str(tmp_path / "none.csv"))


# Coming in again


def test_a_refreshed_export_says_what_is_there_and_offers_what_differs(clerk):
    assert take("people", PEOPLE, clerk).done
    text = PEOPLE.replace(",MBE,", ",OBE,").replace("1 May 2019,,", "1 May 2019,30/09/2025,").replace("Ann", "ANN")
    report = look("people", text + ",Dora,Dale,,Edgeley,,06/05/2021,,,\n", clerk)
    assert [one.row.number for one in report.there] == [3]
    assert {one.row.number: one.changes for one in report.changing} == {
        2: ("honours: MBE becomes OBE",),
        4: ("Director of Care: ends on 30 September 2025",),
    }
    assert [one.row.number for one in report.right] == [5] and not report.faulty
    which = csv_import.KINDS["people"]
    before = AuditEntry.objects.count()
    done = csv_import.bring_in(which, rows("people", text), by=clerk, changes={2: "honours: MBE becomes CBE", 4: ""})
    assert done.done and [one.row.number for one in done.outcomes if one.changed] == [4]
    assert Person.objects.get(surname="Able").honours == "MBE"
    assert Post.objects.get(title="Director of Care").until == dt.date(2025, 9, 30)
    assert AuditEntry.objects.count() == before + 1
    assert len(look("people", text, clerk).changing) == 1


def test_what_is_there_otherwise_than_the_row_says_and_cannot_be_changed_so_is_told(clerk, safeguarding, member):
    assert take("people", PEOPLE, clerk).done
    wrong = {
        ",Ben,Baker,,Borchester,Liberal,2021-05-06,,,": ("group", "Ben Baker is in the Labour group then."),
        ",Ben,Baker,,Borchester,Labour,2021-05-06,2024-05-04,,": ("to", "its last day is 4 May 2025."),
    }
    for row, (column, says) in wrong.items():
        ((name, text),) = faults(look("people", PEOPLE.splitlines()[0] + f"\n{row}\n", clerk))[2]
        assert name == column and says in text and "take this row out" in text
    seat = "committee,person,from,role\nSafeguarding,Mary Member,01/05/2020,Chairman\n"
    assert faults(look("seats", seat, clerk))[2][0][0] == "role"
    same = "name,short name,kind,established,quorum\n{},Safeguarding,Committee,01/05/2020,{}\n"
    assert len(look("committees", same.format(safeguarding.name, ""), clerk).there) == 1
    assert faults(look("committees", same.format(safeguarding.name, 9), clerk))[2][0][0] == "quorum"


def test_a_seat_a_portfolio_and_a_short_name_can_change_by_a_row(clerk, safeguarding, member):
    PoliticalGroup.objects.create(name="Independents’ Group", short_name="Ind")
    seats = "committee,person,from,to\nSafeguarding,mary MEMBER,01/05/2020,04/05/2025\n"
    groups = "name,short name\nIndependents' Group,IG\n"
    for kind, text in (("seats", seats), ("groups", groups)):
        which = csv_import.KINDS[kind]
        assert len(look(kind, text, clerk).changing) == 1
        assert csv_import.bring_in(which, rows(kind, text), by=clerk, changes={2: ""}).outcomes[0].changed
        assert len(look(kind, text, clerk).there) == 1
    assert Seat.objects.get(person=member.person).until == dt.date(2025, 5, 4)
    assert PoliticalGroup.objects.get().short_name == "IG"


def _many(number: int) -> str:
    people = "".join(f"Ann,Able{chr(97 + one % 26) * (1 + one // 26)},yes,06/05/2021\n" for one in range(number))
    return "forename,surname,councillor,from\n" + people


def test_a_file_of_what_is_there_already_is_compared_without_a_transaction_by_as_few_queries_as_one_row(clerk):
    """SQLite has one writer at a time: a transaction of ours begins by locking everybody else's out."""
    assert take("people", _many(60), clerk).done
    begun: list[str] = []

    def watch(execute, sql, params, many, context):
        begun.extend([sql] if sql.startswith(("SAVEPOINT", "BEGIN", "INSERT", "UPDATE")) else [])
        return execute(sql, params, many, context)

    for number in (1, 60):
        with connection.execute_wrapper(watch), CaptureQueriesContext(connection) as queries:
            assert len(look("people", _many(number), clerk).there) == number
        assert (begun, len(queries)) == ([], 6)


@pytest.mark.parametrize("mark", ["\u200b", "\x1b"], ids=ascii)
def test_what_no_reader_sees_in_a_cell_or_a_heading_makes_no_other_name(clerk, mark, tmp_path: Path, capsys):
    text = (
        f"forename{mark},surname,honours,division,from\n"
        f"Ann,Able,{mark}MBE,{mark}Ambridge,06/05/2021\nBen,Baker,,Ambridge{mark},06/05/2021\n"
    )
    assert not faults(look("people", text, clerk))
    assert take("people", text, clerk).done
    assert Division.objects.get().name == "Ambridge"
    file = tmp_path / "people.csv"
    file.write_text(text.replace("MBE", "OBE"))
    call_command("import_csv", "people", str(file), "--dry-run")
    told = capsys.readouterr().out
    assert "MBE becomes OBE" in told
    assert mark not in told, "a terminal obeys what a cell holds"


def test_two_committees_that_share_a_short_name_are_asked_about(clerk, safeguarding, member):
    old = "name,short name,established,dissolved\nSafeguarding Panel,Safeguarding,01/01/2010,01/01/2019\n"
    assert take("committees", old, clerk).done
    text = "committee,person,from\n{},Mary Member,01/05/2020\n"
    ((column, says),) = faults(look("seats", text.format("Safeguarding"), clerk))[2]
    assert (column, says) == (
        "committee",
        "2 are called that. Write Safeguarding Overview and Scrutiny Committee or Safeguarding Panel instead.",
    )
    assert len(look("seats", text.format(safeguarding.name.upper()), clerk).there) == 1


def test_a_spreadsheets_seconds_make_no_second_meeting_at_one_time(clerk, safeguarding):
    text = "committee,date,time,sure\nSafeguarding,21/04/2022,10:00:30,yes\nSafeguarding,21/04/2022,10:00:31,yes\n"
    assert "already meets" in faults(look("calendar", text, clerk))[3][0][1]

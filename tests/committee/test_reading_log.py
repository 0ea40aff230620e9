"""The reading log is read and taken away by the monitoring officer, and by nobody without the right."""

import csv
import io

import pytest

from committee.acts import audit
from committee.models import TAKEN, Role
from tests.conftest import user

PAGE, FILE = "/officers/reading-log/", "/officers/reading-log/reading-log.csv"


@pytest.fixture
def monitoring(db):
    return user(None, "mo@borsetshire.example", Role.MONITORING_OFFICER, name="Moira Monitoring")


@pytest.fixture
def read(member, chairman, safeguarding, planning):
    safeguarding.name = "=HYPERLINK(0)"
    audit.record_reading(member, safeguarding, "Members of the committee may inspect it.")
    audit.record_reading(chairman, planning, "Every councillor may inspect it.")


def test_the_monitoring_officer_reads_and_searches_it(client, monitoring, read):
    client.force_login(monitoring)
    assert PAGE in client.get("/officers/").content.decode()
    page = client.get(PAGE).content.decode()
    assert page.index("Charles Chair opened Planning Committee") < page.index("Mary Member opened =HYPERLINK(0)")
    page = client.get(PAGE, {"by": "mary", "q": "members inspect"}).content.decode()
    assert "1 reading found" in page and "Charles" not in page and f"{FILE}?by=mary" in page


def test_it_is_taken_away_as_a_table_that_computes_nothing(client, monitoring, read):
    client.force_login(monitoring)
    answer = client.get(FILE)
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told = [(row["Read by"], row["Email"], row["What"], row["Kind"]) for row in rows]
    assert told == [
        ("Mary Member", "mary@borsetshire.example", "'=HYPERLINK(0)", "committee.committee"),
        ("Charles Chair", "charles@borsetshire.example", "Planning Committee", "committee.committee"),
    ]
    assert [row["Read by"] for row in csv.DictReader(io.StringIO(
        client.get(FILE, {"by": "charles"}).content.decode("utf-8-sig")
    ))] == ["Charles Chair"]  # fmt: skip


def test_a_paper_taken_to_a_device_is_told_from_one_that_was_opened(client, monitoring, read, member, safeguarding):
    audit.record_reading(member, safeguarding, f"{TAKEN}Members of the committee may inspect it.")
    client.force_login(monitoring)
    page = client.get(PAGE, {"q": "taken device"}).content.decode()
    assert "1 reading found" in page and "Mary Member took =HYPERLINK(0) to a device" in page

"""A council's settings for its minutes: its phrases, and the first minute number of each committee in a year (R28)."""

from collections.abc import Iterable

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import Committee, Council, MunicipalYear, User
from meetings.minutes.document import numbering
from meetings.models import MinuteSeries, Phrase

SET = "set the phrases for minutes of"


@verb(may=runs_the_desk)
def keep_phrases(rows: Iterable[dict[str, str]], *, by: User) -> list[Phrase]:
    """Replace the council's phrases with `rows` (keys `label` and `text`), in order. Refuses a label used twice."""
    rows = list(rows)
    labels = [row["label"].casefold() for row in rows]
    twice = next((row["label"] for row in rows if labels.count(row["label"].casefold()) > 1), "")
    if twice:
        raise Refused(f"Two phrases are called “{twice}”. Give each its own label.")
    # Locked, so that two clerks who save at once do not both insert the same label.
    list(Council.objects.select_for_update())
    Phrase.objects.all().delete()
    phrases = [Phrase(position=place, **row) for place, row in enumerate(rows, 1)]
    for phrase in phrases:
        save(phrase)
    audit.record(by, SET, Council.current(), phrases=[phrase.label for phrase in phrases])
    return phrases


@verb(may=runs_the_desk)
def begin_numbers(committee: Committee, year: MunicipalYear, *, first: int, by: User) -> MinuteSeries:
    """
    Set the first number of the committee's minutes in `year`.

    Raises Refused once minutes of that year are published: numbers have neither gaps nor repeats (R28).
    """
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    series = MinuteSeries.objects.filter(committee=committee, year=year).first()
    if series and series.first_number == first:
        return series
    fixed = numbering.given_out(year).get(committee.pk)
    if fixed:
        raise Refused(
            f"The {committee} has published its minutes {fixed[0]} to {fixed[1]} of {year}, so the first "
            "number can only change in another year.",
            rule="R28",
        )
    series = series or MinuteSeries(committee=committee, year=year)
    series.first_number = first
    save(series)
    audit.record(by, "set the first minute numbers of", series, first=first)
    return series

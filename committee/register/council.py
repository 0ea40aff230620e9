"""The council's own record: its name and look, venues, municipal years and closed days."""

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from committee.access.permissions import administers, keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, verb
from committee.files import crest_picture, crest_svg, files
from committee.law.clear_days import DayList, bank_holidays
from committee.mail.notices import failure_of, mail
from committee.models import ClosedDay, Committee, Council, MunicipalYear, User, Venue
from committee.register.calendar import day_list
from committee.register.corrections import lost
from committee.register.lawful import delete_unneeded, hold, hold_register, save_lawful, set_all
from committee.register.names import refuse_twin
from committee.wording import filming
from committee.wording.dates import full_date

ENOUGH = 4.5  # least contrast ratio of readable text (WCAG 2.2, success criterion 1.4.3)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, other: str) -> float:
    """Return the contrast of two colours such as #1d4f5e, from 1 to 21. Raises ValueError for another format."""
    for colour in (first, other):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ValueError(f"{colour!r} is not a colour.")
    darker, lighter = sorted((_light(first), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str) -> str:
    """Return the pale shade of a colour for the background of side panels: 6% of the colour, 94% white."""
    return "#" + "".join(f"{round(int(colour[at : at + 2], 16) * 0.06 + 255 * 0.94):02x}" for at in (1, 3, 5))


def faults(band: str, band_text: str, link: str) -> list[tuple[str, str]]:
    """Return a fault for each pair of colours with too little contrast, as (name of the Council's field, sentence)."""
    failures = []
    if (ratio := contrast(band, band_text)) < ENOUGH:
        failures.append(("brand_text_colour", f"Header text has a contrast of {ratio:.1f} to 1; it needs 4.5 to 1."))
    if (ratio := min(contrast(link, "#ffffff"), contrast(link, tint(band)))) < ENOUGH:
        failures.append(
            ("link_colour", f"Links have a contrast of {ratio:.1f} to 1 with the page; they need 4.5 to 1.")
        )
    return failures


def contrasts(band: str, band_text: str, link: str) -> list[tuple[str, float, bool]]:
    """Return (description of a pair of colours, its contrast, whether the contrast is enough) for each pair."""
    pairs = (
        ("Text on the header", band, band_text),
        ("Links on a white page", link, "#ffffff"),
        ("Links on the tint of side panels and footer", link, tint(band)),
    )
    return [(words, ratio, ratio >= ENOUGH) for words, first, other in pairs for ratio in [contrast(first, other)]]


PNG = b"\x89PNG\r\n\x1a\n"
# Functions that the meetings app registers. Each takes the list of working days before a change, the list after it, and
# today; it returns a sentence for each meeting that the change leaves short of notice.
SHORT_OF_NOTICE: list[Callable[[DayList, DayList, date], list[str]]] = []


@verb(may=administers)
def save_council(*, by: User | Portal, **fields: Any) -> Council:
    """
    Save the council's record.

    Raises Refused where two colours have too little contrast, or the notice on filming says that meetings are webcast.
    """
    hold_register()
    council = Council.objects.first() or Council()
    changed = list(set_all(council, fields))
    if "filming_notice" in changed and filming.claims(council.filming_notice):
        raise Refused(
            "The notice on filming is printed for every committee, so it cannot say that meetings are "
            "webcast. Enter webcasting with each committee."
        )
    council.pk = 1
    save_lawful(council)
    for _name, sentence in faults(council.brand_colour, council.brand_text_colour, council.link_colour):
        raise Refused(sentence)
    if changed:
        audit.record(by, "changed the settings of", council, changed=changed)
    return council


TRIED_MAIL = "sent a trial email to"  # `did` of the entry on the trail


@verb(may=administers, in_one_transaction=False)
def try_mail(*, by: User) -> str:
    """Email the acting user, and return their address. Raises Refused where the mail server refuses the email."""
    if failure := failure_of(mail, by, "This email is a trial", "email/trial.txt", {}):
        raise Refused(f"The mail server refused the email ({failure}). Check EMAIL_URL and DEFAULT_FROM_EMAIL.")
    audit.record(by, TRIED_MAIL, by)
    return by.email


@verb(may=administers)
def change_crest(data: bytes, *, by: User | Portal) -> Council:
    """
    Store a crest or logo, PNG or SVG, and show it on pages, prints and emails from now on.

    Raises Refused where the file is neither PNG nor SVG, where `crest_svg` or `crest_picture` does not accept the file,
    or where the council itself is not entered yet.
    """
    is_svg = not data.startswith(PNG)
    shown = crest_svg.cleaned(data) if is_svg else crest_picture.redrawn(data)
    png = crest_picture.drawn(shown) if is_svg else shown
    council = _entered()
    council.crest = files.keep(shown, "image/svg+xml" if is_svg else "image/png")
    council.crest_png = files.keep(png, "image/png")
    council.save()
    audit.record(by, "changed the crest of", council, sha256=council.crest.sha256)
    return council


@verb(may=administers)
def remove_crest(*, by: User | Portal) -> Council:
    """Remove the crest; printed and sent documents keep the crest. Raises Refused where the council has no crest."""
    council = _entered()
    if council.crest is None:
        raise Refused("There is no crest to remove.")
    council.crest = council.crest_png = None
    council.save()
    audit.record(by, "removed the crest of", council)
    return council


def _entered() -> Council:
    hold_register()
    council = Council.objects.first()
    if council is None:
        raise Refused("Enter the council’s name and offices first.")
    return council


@verb(may=keeps_the_register)
def save_venue(venue: Venue, *, by: User | Portal, **fields: Any) -> Venue:
    """Enter or change a place where meetings are held. Raises Refused where the name is taken."""
    hold_register()  # so that no other venue is saved between the check of the name and the save
    new = venue.pk is None
    if not new:
        hold(venue)
    set_all(venue, fields)
    refuse_twin(Venue, venue.name, venue)
    save_lawful(venue)
    audit.record(by, "added the venue" if new else "changed the venue", venue)
    return venue


@verb(may=keeps_the_register)
def add_year(starts: date, ends: date, *, by: User | Portal) -> MunicipalYear:
    """Enter a municipal year. Raises Refused where the dates overlap another year or are not about a year apart."""
    hold_register()
    _refuse_unfit(starts, ends)
    year = save_lawful(MunicipalYear(starts=starts, ends=ends))
    audit.record(by, "added the municipal year", year)
    return year


def _refuse_unfit(starts: date, ends: date, but: MunicipalYear | None = None) -> None:
    if not 300 <= (ends - starts).days <= 430:
        raise Refused("A municipal year runs from one annual meeting of the council to the day before the next.")
    others = MunicipalYear.objects.filter(starts__lte=ends, ends__gte=starts)
    if other := (others.exclude(pk=but.pk) if but else others).first():
        raise Refused(f"It overlaps the municipal year {other} ({full_date(other.starts)} to {full_date(other.ends)}).")


@verb(may=keeps_the_register)
def correct_year(year: MunicipalYear, *, starts: date, ends: date, by: User | Portal) -> MunicipalYear:
    """
    Correct the dates of a municipal year.

    Raises Refused where:

    - the dates overlap another year, or are not about a year apart;
    - a meeting with numbered minutes would enter or leave the year, because minutes are numbered by the year (R28).
    """
    hold_register()
    hold(year)
    was = [year.starts.isoformat(), year.ends.isoformat()]
    now = [starts.isoformat(), ends.isoformat()]
    if was == now:
        raise Refused("You have not changed the dates. Change what is wrong, or leave this page.")
    _refuse_unfit(starts, ends, year)
    moved = [*lost((year.starts, year.ends), (starts, ends)), *lost((starts, ends), (year.starts, year.ends))]
    for first, last in moved:
        # Lock the committees, as the numbering of minutes does, so that no minutes are numbered during this act.
        bodies = Committee.objects.filter(pk__in=Committee.objects.filter(meetings__date__range=(first, last)))
        list(bodies.order_by("pk").select_for_update(of=("self",), no_key=True))
        numbered = Committee.objects.filter(
            meetings__date__range=(first, last), meetings__minutes__numbered_at__isnull=False
        )
        if clash := numbered.order_by("meetings__date").values_list("name", "meetings__date").first():
            raise Refused(
                f"The minutes of the {clash[0]} of {full_date(clash[1])} have their numbers, which count through the "
                "year: that day must stay on the same side of the boundary.",
                rule="R28",
            )
    label = str(year)
    year.starts, year.ends = starts, ends
    save_lawful(year)
    audit.record(by, "corrected the dates of the municipal year", year, was=was, now=now, called=label)
    return year


@verb(may=keeps_the_register)
def take_off_year(year: MunicipalYear, *, by: User | Portal) -> None:
    """Remove a municipal year entered by mistake. Raises Refused where a meeting or another row belongs to the year."""
    hold_register()
    hold(year)
    bodies = Committee.objects.filter(meetings__date__range=(year.starts, year.ends))
    if meeting := bodies.order_by("meetings__date").values_list("name", "meetings__date").first():
        raise Refused(
            f"The meeting of the {meeting[0]} of {full_date(meeting[1])} is in it: correct its dates instead."
        )
    delete_unneeded(year, "Correct its dates instead.")
    audit.record(by, "removed the municipal year", year)


@verb(may=keeps_the_register)
def close_days(
    first: date, last: date, *, name: str, on: date, by: User | Portal, kind: str = ClosedDay.Kind.CLOSURE,
    accepted: Collection[str] = (),
) -> list[ClosedDay]:  # fmt: skip
    """
    Enter the days from `first` to `last` as closed days, and return them.

    Weekends, bank holidays and days already entered are left out. Papers cannot be inspected on closed days (LGA 1972
    s.100B). Raises Refused where:

    - no day is left, or `last` is before `first` or more than 31 days after it;
    - a meeting would be short of notice (R01), unless `accepted` has the sentence about that meeting (`left_short`).
    """
    if not 0 <= (last - first).days <= 31:
        raise Refused("The last day must not be before the first, nor more than a month after it.")
    hold_register()
    bank_days = bank_holidays({first.year, last.year})
    entered = set(ClosedDay.objects.filter(day__range=(first, last)).values_list("day", flat=True))
    days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    wanted = [day for day in days if day.weekday() < 5 and day not in bank_days and day not in entered]
    if not wanted:
        raise Refused("All those days are already weekends, bank holidays or closed days.")
    made = [ClosedDay(day=day, name=name, kind=kind) for day in wanted]
    short = left_short(on, adding=made)
    if set(short) - set(accepted):
        raise Refused("\n".join(short), rule="R01")
    for day in made:
        audit.record(by, "entered the closed day", save_lawful(day), short_of_notice=short)
    return made


def left_short(on: date, *, adding: Collection[ClosedDay] = (), without: ClosedDay | None = None) -> list[str]:
    """Return a sentence for each meeting that the changed list of days leaves short of notice, as of the day `on`."""
    rows = list(ClosedDay.objects.all())
    was, now = day_list(rows), day_list([row for row in rows if row != without] + list(adding))
    return [sentence for ask in SHORT_OF_NOTICE for sentence in ask(was, now, on)]


@verb(may=keeps_the_register)
def reopen_day(day: ClosedDay, *, on: date, by: User | Portal) -> None:
    """Make a closed day a working day again. Raises Refused where the day is open already, or has passed (R10)."""
    hold(day)
    if day.day < on:
        raise Refused("That day has passed, and no one could inspect papers on it: it stays.", rule="R10")
    audit.record(by, "removed from the closed days", day, short_of_notice=left_short(on, without=day))
    day.delete()

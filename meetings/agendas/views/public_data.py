"""The public pages of an agenda as data, made from the contexts of their templates, and so from the frozen snapshot."""

from typing import Any

from committee.public_pages.page_data import Data, Page, absolute
from meetings.agendas.views.lines import ItemLine, PaperLine
from meetings.as_data import address_of, of_meeting
from meetings.models import AgendaVersion, Meeting


def meeting(page: Page) -> Data:
    """Return a meeting with the agenda last published; before publication, with its deadline and any decisions."""
    row: Meeting = page["meeting"]
    files = {name: absolute(address_of(row, name)) for name in _pages_of(page)}
    about = of_meeting(row) | {
        "state": page["standing"].word,
        "moved_from": [{"date": move.old_date, "because": move.reason} for move in page["moves"]],
        "webcast": row.webcast_address if row.webcast_url or not page["is_past"] else "",
        "members": page["membership"],
        "recordings": [
            {"title": recording.title, "kept_until": recording.kept_until, "address": absolute(recording.page)}
            for recording in page.get("recordings", ())
        ],
        **files,
    }
    if page["version"] is None:
        return about | {
            "agenda_due": page["due"].last_working_day if page["due"] else None,
            "decided": [{"heading": entry["heading"], **_minute(entry)} for entry in page["decided"]],
        }
    return about | _agenda(page) | {"versions": _versions(row, page["versions"])}


def version(page: Page) -> Data:
    """Return the agenda as one version published it."""
    row = page["meeting"]
    about = {"meeting": of_meeting(row), "is_superseded": page["is_old"]}
    return about | _version(row, page["version"]) | _agenda(page)


def item(page: Page) -> Data:
    """Return one item of the agenda as it was published last."""
    return {
        "meeting": of_meeting(page["meeting"]),
        **_item(page["item"]),
        "file": absolute(page["item_file"]),
        "background_documents": [
            {**{name: row[name] for name in ("title", "of", "size")}, "address": absolute(row["url"])}
            for row in page["background"]
        ],
        "before": absolute(page["before"].url) if page["before"] else None,
        "after": absolute(page["after"].url) if page["after"] else None,
    }


def rearranged(page: Page) -> Data:
    """Return a meeting's former date and time, and the versions of its agenda published before the move."""
    move, row = page["move"], page["meeting"]
    was = {"date": move.old_date, "starts": move.old_starts.isoformat("minutes"), "because": move.reason}
    return {"moved_from": was, "meeting": of_meeting(row), "versions": _versions(row, page["versions"])}


def notice(page: Page) -> Data:
    """Return the notice of a meeting."""
    return {
        "meeting": of_meeting(page["meeting"]),
        "moved_from": [{"date": move.old_date, "because": move.reason} for move in page["moves"]],
        "business": [
            {"number": line.number, "title": line.title, "is_withdrawn": bool(line.withdrawn)} for line in page["items"]
        ],
        "proper_officer": page["snapshot"]["proper_officer"],
        "issued_on": page["issued_on"],
        "file": absolute(address_of(page["meeting"], "notice-file")) if page["notice"] else None,
    }


def certificate(page: Page) -> Data:
    """Return the time and place of an agenda's publication, with its clear days one by one."""
    row = page["certificate"]
    return {
        "meeting": of_meeting(page["meeting"]),
        **{name: getattr(row, name) for name in ("website_at", "posted_at", "posted_where", "posted_by")},
        **{name: getattr(row, name) for name in ("inspection_at", "inspection_where")},
        "counted_from": page["counted_from"],
        "clear_days": page["clear"],
        "clear_days_needed": page["required"],
        "days": [
            {"date": day.day, "clear_day": day.number or None, "not_counted_because": day.why_not}
            for day in page["days"]
        ],
        "remarks": page["remarks"],
        "opened": [{name: paper[name] for name in ("item", "title", "reason", "by", "on")} for paper in page["opened"]],
    }


def leaf(page: Page) -> Data:
    """Return one page of the pack, with its paper and the URL that opens the page."""
    of = page["leaf"]
    return {
        "meeting": of_meeting(page["meeting"]),
        "page": of.number,
        "is_blank": of.is_blank,
        "page_of_paper": of.in_paper,
        "in": of.file_name,
        "item": {"number": of.item.number, "title": of.item.title, "address": absolute(page["item_url"])},
        "paper": _paper(of.paper),
        "text": page["words"].words if page["words"] else "",
        "file": absolute(page["page_file"]),
        "before": absolute(page["before"]["url"]) if page["before"] else None,
        "after": absolute(page["after"]["url"]) if page["after"] else None,
    }


def reading(page: Page) -> Data:
    """Return the words of a part of a paper, page by page, and the addresses of its parts."""
    return {
        "meeting": of_meeting(page["meeting"]),
        "title": page["title"],
        "pdf": absolute(page["pdf"]),
        "parts": [
            {"first_page": part.first, "last_page": part.last, "address": absolute(part.url)} for part in page["parts"]
        ],
        "pages": [
            {"page": leaf.stamped, "page_of_paper": leaf.number, "from": leaf.source, "text": leaf.words}
            for leaf in page["leaves"]
        ],
    }


def _pages_of(page: Page) -> list[str]:
    """Return the URL names of the other pages and files that a meeting's page links to."""
    pages = [("minutes", page["minutes"]), ("decisions", page["note"])]
    if page["version"] is not None:
        pages += [("pack", page["pack"]), ("large-print-pack", page["large_print"])]
        pages += [("notice", page["notice"]), ("certificate", page["certificate"])]
    return [name for name, target in pages if target]


def _agenda(page: Page) -> Data:
    snapshot = page["snapshot"]
    return {
        "issued_on": page["issued_on"],
        "proper_officer": snapshot["proper_officer"],
        "exclusion_motion": snapshot["exclusion_motion"],
        "items": [_item(line) for line in page["items"]],
        "supplements": [
            {"number": row.supplement, "address": absolute(address_of(page["meeting"], "supplement", row.supplement))}
            for row in page["supplements"]
        ],
    }


def _item(line: ItemLine) -> Data:
    watch = line.watch
    return {
        "number": line.number,
        "part": line.part,
        "title": line.title,
        "pages": line.range,
        **line.lines,
        "withdrawn_because": line.withdrawn,
        "withdrawn_on": line.withdrawn_on,
        "urgent_ruled_by": line.urgent_by,
        "urgent_because": line.urgent_because,
        "actions_before": [{"text": action.text, "answered_since": action.since} for action in line.asked],
        "papers": [_paper(paper) for paper in line.papers],
        "minute": _minute(line.minute) if line.minute else None,
        "watch_from": {"time": watch.time, "address": watch.url} if watch else None,
        "address": absolute(line.url),
    }


def _paper(paper: PaperLine) -> Data:
    return {
        "title": paper.title,
        "kind": paper.kind,
        "state": paper.state or "Open",
        "marking": paper.marking,
        "note": paper.note,
        "replaced": paper.replaced,
        "first_page": paper.first or None,
        "last_page": paper.last or None,
        "pages": paper.pages or None,
        "size": paper.size or None,
        "file": absolute(paper.url),
        "text": absolute(paper.reading_url),
    }


def _minute(entry: dict[str, Any]) -> Data:
    """Return an item's published minute with its carried motions; `entry` comes from `published.by_item`."""
    carried = [row for row in entry["resolutions"] if row["result"] == "carried" and not row["amends"]]
    return {
        "number": entry["number"],
        "address": absolute(entry["url"]),
        "summary": entry["public_summary"] if entry["hidden"] else "",
        "resolutions": [
            {
                "text": row["lead"],
                "parts": [{"marker": limb["marker"], "text": limb["words"]} for limb in row["limbs"] if limb["marker"]],
                "votes": row["votes"],
            }
            for row in carried
        ],
    }


def _versions(meeting: Meeting, versions: list[AgendaVersion]) -> list[Data]:
    return [_version(meeting, row) for row in versions]


def _version(meeting: Meeting, row: AgendaVersion) -> Data:
    return {
        "version": row.number,
        "kind": row.get_kind_display(),
        "published_at": row.published_at,
        "change": row.change_note,
        "sha256": row.sha256,
        "address": absolute(address_of(meeting, "agenda-version", row.number)),
    }

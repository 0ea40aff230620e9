"""
What a verb does first, read from its code: it locks a row, or it writes one.

A verb that locks first waits for another that is under way. SQLite has one writer at a time, so there no act fails
because its verb locks nothing.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.acts import APPS

# Verbs that lock nothing, by the reason.
WITHOUT_LOCK = {
    "it adds a row, and the database refuses a second one": (
        *("committee.complaints.verbs.complain", "meetings.members.notes.verbs.write_note"),
        *("meetings.agendas.previewing.send_preview", "reviews.proposing.verbs.propose_review"),
        *("workprogramme.forward_plan.verbs.enter_decision", "workprogramme.forward_plan.private_notices.enter"),
        "workprogramme.programmes.duties.record_duty",
    ),
    "each row that it gives away is locked by that row's own verb": ("committee.portal.handover.hand_over",),
    "it builds its pack before": (
        *(f"meetings.agendas.amendments.publish_{what}" for what in ("added_item", "supplement", "urgent_item")),
        "meetings.agendas.publishing.publish_agenda",
    ),
    "it makes the row that it locks": (
        *("committee.following.verbs.follow", "reviews.overview.task_mails.tell_what_waits"),
    ),
    "the row is the actor's own": (
        *("committee.register.sign_ins.choose_desk_committees", "committee.sign_in.calendar_links.make_calendar_link"),
        *("meetings.members.marks.mark_read", "meetings.members.notes.verbs.choose_time_kept"),
    ),
    "it is part of acts that have locked": (
        *(f"meetings.actions.verbs.open_for_{what}" for what in ("breach", "declaration", "lifted", "limited_vote")),
        *("meetings.agendas.versioning.freeze", "meetings.agendas.versioning.republish"),
        *("meetings.minutes.publication.versions.freeze", "meetings.minutes.room.resolutions.resolving.put"),
    ),
    "it sends an email or looks a file over, or deletes by one statement": (
        *("committee.register.sign_ins.invite_again", "committee.register.csv_import.running.look_over"),
        *("workprogramme.forward_plan.urgent_decisions.write_to_chairman", "committee.search.fruitless.clear_rare"),
        *("workprogramme.member_requests.document_requests.write_to_member", "committee.register.council.try_mail"),
    ),
}
FILES = ("committee.files.", "meetings.packs.derived_store")  # which may be kept before anything is locked
WRITING = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}


@cache
def calls_of(function: Callable[..., object]) -> list[tuple[str, Any]]:
    """Return the name of each call of a function, the first done first, and what is called if it has that name here."""
    nodes = ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function))))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    made = []
    for call in sorted(calls, key=lambda call: (call.end_lineno, call.end_col_offset)):
        name, names = call.func, vars(inspect.getmodule(function))
        if isinstance(name, ast.Call) and name.args:  # as_part(act)(...)
            name = name.args[0]
        if isinstance(name, ast.Attribute) and isinstance(name.value, ast.Name):
            module = names.get(name.value.id)
            names = vars(module) if inspect.ismodule(module) else {}
        last = getattr(name, "attr", getattr(name, "id", ""))
        if not (last == "save" and call.args and isinstance(name, ast.Attribute)):  # a file
            made.append((last, names.get(last)))
    return made


FIRST: dict[Any, str] = {}


def first_step(function: Callable[..., Any]) -> str:
    """Return what a function does first, itself or in a function of ours that it calls: "locks" or "writes", or ""."""
    function = inspect.unwrap(function)
    if function not in FIRST:
        FIRST[function] = ""  # should it call itself
        FIRST[function] = next(filter(None, (of_call(*call) for call in calls_of(function))), "")
    return FIRST[function]


def of_call(name: str, called: Any) -> str:
    """Return the first step of a call: that of our function `called`, or else what a method of that name does."""
    if inspect.isfunction(called) and called.__module__.startswith(APPS):
        return "" if called.__module__.startswith(FILES) else first_step(called)
    return "locks" if name == "select_for_update" else "writes" if name in WRITING else ""

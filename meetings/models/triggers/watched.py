"""
Tables of meetings that public pages read, each with the pages that become stale when a row changes.

A change that is rare, or that pages of other meetings show, makes every page stale: the time of a meeting, a
publication of its agenda or minutes, a takedown. A frequent change (agenda, papers, minutes in the room) makes stale
only the pages of its own meeting and the registers made from the changed rows.
"""

from committee.public_pages.areas import ATTENDANCE, EVERYTHING, LISTS, MINUTED, PROGRAMMES
from committee.public_pages.triggers import Watched
from meetings.models.agenda import AgendaItem

_OF_EVERYTHING = (
    *("meeting", "meetingmove", "agendaversion", "minutesversion", "takedown", "takedownwords", "certificate"),
    "panelmember",
)
_MINUTES = "(SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = {minutes})"
_ITEM = "(SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = {item})"
_MINUTE = (
    "(SELECT m.meeting_id FROM meetings_minute e JOIN meetings_minutes m ON m.id = e.minutes_id WHERE e.id = {minute})"
)
_ATTENDEE = (
    "(SELECT m.meeting_id FROM meetings_attendee a JOIN meetings_minutes m ON m.id = a.minutes_id "
    "WHERE a.id = {attendee})"
)
_RESOLUTION = (
    "(SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id "
    "JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = {resolution})"
)
_PAPER = (
    "(SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = {paper})"
)
_FILE = (
    "(SELECT i.meeting_id FROM meetings_paperfile f JOIN meetings_paper p ON p.id = f.paper_id "
    "JOIN meetings_agendaitem i ON i.id = p.item_id WHERE f.id = {file})"
)
_VERSION = "(SELECT v.meeting_id FROM meetings_agendaversion v WHERE v.id = {version})"
_LIMB = (
    "(SELECT m.meeting_id FROM meetings_limb l JOIN meetings_resolution r ON r.id = l.resolution_id "
    "JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE l.id = {limb})"
)
_ACTION = "(SELECT a.meeting_id FROM meetings_action a WHERE a.id = {action})"
_DECLARATION = (
    "(SELECT m.meeting_id FROM meetings_declaration d JOIN meetings_minutes m ON m.id = d.minutes_id "
    "WHERE d.id = {declaration})"
)
# Columns that other meetings' pages do not read, because those pages show published versions of agendas and minutes.
# So drafting an agenda or writing a minute makes no list stale.
_DRAFTED = (
    *("position", "part", "part_settled", "title", "public_title", *AgendaItem.printed, "owner_id", "business"),
    *("paragraphs", "decides_budget", "added_after_publication"),
)
_WRITTEN = ("text", "public_summary", "revision", "taken", "opened_at", "closed_at", "written_at", "written_by_id")
WATCHED = (
    *(Watched(f"meetings_{name}", (EVERYTHING,)) for name in _OF_EVERYTHING),
    # A minute's page leads to the item on which a part of it was considered.
    Watched("meetings_referral", (MINUTED,)),
    Watched("meetings_privatenotice", (PROGRAMMES,), ("{row}.meeting_id",)),
    Watched("meetings_minutes", (LISTS, MINUTED), ("{row}.meeting_id",)),
    Watched("meetings_agendaitem", (MINUTED,), ("{row}.meeting_id",), listed=False, quiet=_DRAFTED),
    Watched("meetings_minute", (MINUTED,), (_MINUTES.format(minutes="{row}.minutes_id"),), quiet=_WRITTEN),
    Watched("meetings_attendee", (MINUTED,), (_MINUTES.format(minutes="{row}.minutes_id"),)),
    Watched("meetings_declaration", (MINUTED,), (_MINUTES.format(minutes="{row}.minutes_id"),)),
    Watched("meetings_breach", (MINUTED,), (_DECLARATION.format(declaration="{row}.declaration_id"),)),
    Watched("meetings_presence", (ATTENDANCE,), (_ATTENDEE.format(attendee="{row}.attendee_id"),)),
    Watched("meetings_resolution", (MINUTED,), (_MINUTE.format(minute="{row}.minute_id"),)),
    Watched("meetings_vote", (MINUTED,), (_RESOLUTION.format(resolution="{row}.resolution_id"),)),
    Watched("meetings_limb", (MINUTED,), (_RESOLUTION.format(resolution="{row}.resolution_id"),)),
    # An action is shown with the minutes that asked for the action, and with the minutes of its `meeting`.
    Watched(
        "meetings_action",
        (MINUTED,),
        ("{row}.meeting_id", f"COALESCE({_LIMB.format(limb='{row}.limb_id')}, {{row}}.meeting_id)"),
    ),
    Watched("meetings_answer", (MINUTED,), (_ACTION.format(action="{row}.action_id"),)),
    # A file withheld at one meeting is shown at no meeting (R16), so other meetings' pages depend on its access.
    Watched("meetings_paper", (MINUTED,), (_ITEM.format(item="{row}.item_id"),)),
    Watched("meetings_paperfile", (MINUTED,), (_PAPER.format(paper="{row}.paper_id"),)),
    Watched("meetings_backgrounddocument", (MINUTED,), (_PAPER.format(paper="{row}.paper_id"),)),
    Watched("meetings_pagetext", (), (_FILE.format(file="{row}.file_id"),)),
    Watched("meetings_publishedpaper", (), (_VERSION.format(version="{row}.version_id"),)),
    Watched("meetings_pack", (), ("{row}.meeting_id",)),
    Watched("meetings_recording", (), ("{row}.meeting_id",)),
)

"""
Trigger that keeps papers without grounds out of everything published.

A paper whose grounds are still to be given may be in a draft and is public nowhere (LGA 1972 s.100A(2), s.100B(2); R11,
R16).
"""

from committee.database.triggers import INSERT, UPDATE, Condition

_SAYS = "A paper whose grounds are still to be given cannot be published."
_PUBLISHED = (
    "NEW.access = 'withheld' AND EXISTS (SELECT 1 FROM meetings_publishedpaper p "
    "JOIN meetings_paperfile f ON f.id = p.paper_file_id WHERE f.paper_id = NEW.id)"
)
_BY_ITS_PAPER = (
    "NEW.access = 'withheld' OR EXISTS (SELECT 1 FROM meetings_paper p JOIN meetings_paperfile f ON f.paper_id = p.id "
    "WHERE f.id = NEW.paper_file_id AND p.access = 'withheld')"
)
# PostgreSQL and SQLite write JSON like this. In a title with these words, the quotation marks would be escaped.
_IN_SNAPSHOT = """CAST(NEW.snapshot AS text) LIKE '%"access": "withheld"%'"""

CONDITIONS = (
    Condition("unpublished", "meetings_paper", UPDATE, _PUBLISHED, _SAYS),
    Condition("unpublished", "meetings_publishedpaper", INSERT, _BY_ITS_PAPER, _SAYS),
    Condition("unpublished", "meetings_agendaversion", INSERT, _IN_SNAPSHOT, _SAYS),
)

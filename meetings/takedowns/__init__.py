"""
Takedowns: what was published unlawfully is published no more, and the record says so (R60; UK GDPR art 5 and 17).

Every value that would give it away, from a title in a frozen document to the file that a row points to, is taken out of
its row and kept in the takedown (`values`, `moving`), so that no road can reach it whether or not it asks. What stands
in its place says when and why (`sheets`), and the row itself says that it is down (`is_down`), so public querysets
leave it out. The gates then only make the answer 410 (`meetings/access/taken_down.py`), and packs are made again with
every page where it was (`rebuilding`). What may be taken down is in `subjects`, the verbs in
`meetings/takedowns/verbs.py`.
"""

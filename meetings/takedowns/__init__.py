"""
Takedowns: something published unlawfully is hidden or erased, and the record says so (R60; UK GDPR art 5 and 17).

- `values` and `moving`: each value that would give it away, such as a title in a frozen document or a row's file, is
  moved out of its row into the takedown. So no page can show it, even one that forgets to check.
- A note or a sheet in its place says when and why (`values.Sheets`). `is_down` on the row keeps it out of public
  querysets, and its address answers 410 (`meetings/access/taken_down.py`).
- `rebuilding`: packs are made again, with every page where it was.
- `subjects` has the kinds of thing that can be taken down, `verbs` the acts.
"""

"""
Takedowns: something published unlawfully is hidden or erased, and the record says so (R60; UK GDPR art 5 and 17).

- `values` and `moving`: each value that would reveal the hidden thing, such as a title in a frozen document or a row's
  file, is moved out of its row into the takedown. So no page can show the value, even a page that forgets to check.
- A note in place of the value, or a file with the note on every page, says when and why (`values.Sheets`). `is_down`
  keeps the row out of public querysets, and the thing's URL answers 410 (`meetings/access/taken_down.py`).
- `rebuilding` makes packs again; every page keeps its number.
- `subjects` has the kinds of thing that can be taken down, `verbs` the acts.
"""

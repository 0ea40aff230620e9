"""
Recordings of meetings, which are on other websites. Pages link to a recording and never embed it.

- `watching` finds the second at which an item begins.
- `private_times` finds the times at which the public were excluded.
- `captions` reads a WebVTT file; the search finds its words.
- `verbs` add, correct and withdraw recordings.
"""

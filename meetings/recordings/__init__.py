"""
Recordings of meetings: linked, never embedded, with the second at which each item begins, and searched by captions.

- `watching` finds the second at which an item begins.
- `private_times` finds the times at which the public were excluded.
- `captions` reads a WebVTT file.
- `verbs` add, correct and withdraw recordings.
"""

"""
Recordings of meetings: linked, never embedded, with the second at which each item begins, and searched by captions.

`watching` finds the second of an item, `private_times` when the public were excluded, `captions` reads a WebVTT file,
`verbs` add, correct and withdraw.
"""

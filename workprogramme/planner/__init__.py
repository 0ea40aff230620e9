"""
The planner, read; no verbs.

`plan` lays a programme out on its `board`, which says what to look at; `overview` lists all programmes.
"""

"""
The planner, read; no verbs.

`plan` lays a programme out on its `board`, `problems` says what to look at, `duties` what must come round, `load` draws
how full the meetings are; `overview` lists all programmes.
"""

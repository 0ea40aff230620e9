"""
The planner of a work programme, as data for its pages. This package has no verbs.

`plan` arranges a programme's meetings and items, and `board` finds their problems. `overview` lists all programmes.
"""

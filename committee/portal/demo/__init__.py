"""
The demonstration council: facts of a public agenda pack of 21 April 2022, and beside it an invented meeting to come.

Loaded by the same verbs that people use, from the small files under fixtures/demo. `load.load` may be run again, and
changes no existing row.
"""

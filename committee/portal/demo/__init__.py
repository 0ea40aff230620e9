"""
The demonstration council: facts from a public agenda pack of 21 April 2022, and an invented meeting to come.

`load.load` reads the facts from fixtures/demo and enters them with the verbs that people use, except base data, which
`people` creates in bulk. `load.load` may be run again: it adds missing rows, and resets the council's own record.
"""

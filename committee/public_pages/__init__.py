"""
Public pages that are kept whole for everybody, and are never a moment out of date.

`areas` are what a change can be of, `triggers` the database's own, which leave a random number in `PageStamp` in the
transaction of every change, `stamps` what is read of them, `marking` the decorator of a view whose page may be kept,
`store` where the bytes of pages lie, `middleware` what answers with them. Why it holds stands in docs/speed.md.
"""

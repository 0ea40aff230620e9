"""
Addresses of the site that the council had before, which lead to the pages of ours in their place.

`keys` says which spellings of an address are one, `verbs` add and remove, `csv_file` and `in_bulk` take many at once,
`finding` says where an address leads now. Links from everywhere to Modern.Gov's pages stay good so (docs/moderngov.md).
"""

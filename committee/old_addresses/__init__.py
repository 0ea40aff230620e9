"""
Addresses of the site that the council had before, which lead to the pages of ours in their place.

`keys` says which spellings of an address are one, `verbs` add and remove, one or many at once, `csv_file` is a file of
them. Links from everywhere to Modern.Gov's pages stay good so (docs/moderngov.md).
"""

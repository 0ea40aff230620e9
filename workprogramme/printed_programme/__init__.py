"""
A programme as it is printed; no verbs.

`document` says everything as plain data, row by row (`rows`), and `changes` what is new since it was last printed;
`on_paper`, `csv_export` and `ics_export` make files of it, `published` is what anybody may read.
"""

"""
A work programme as plain data, and what is made of it; no verbs.

`document` says everything, row by row (`rows`), and `changes` what is new since it was last printed; `programme_pdf`,
`csv_export` and `ics_export` make files of it, `public_programme` is what anybody may read.
"""

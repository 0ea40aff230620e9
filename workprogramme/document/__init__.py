"""
A work programme as plain data (a document), and the files made of the document. This package has no verbs.

`document` makes the document, row by row (`rows`), and `changes` compares it with the last printed document.
`programme_pdf`, `csv_export` and `ics_export` make files of a document. `public_programme` is the public content.
"""

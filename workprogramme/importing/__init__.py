"""
Bringing in a programme that was kept as a table in Word or in a spreadsheet, with its faults row by row.

`reading` makes rows of a file (`word_file` does Word's in a child process, so nothing is imported here), `cells` takes
a cell apart, `calendar`, `people` and `titles` compare with what the portal knows, and `checking.look_over` says
of each row what it would do and what is wrong with it. `workprogramme.importing.verbs` brings all rows in, or none.
"""

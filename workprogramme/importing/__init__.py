"""
Importing a programme from a table in Word or a spreadsheet, with errors reported row by row.

`reading` makes rows of a file (`word_file` reads Word in a child process, so nothing is imported here), `cells` parses
a cell, and `calendar`, `people` and `titles` compare with the portal's data. `checking.look_over` says what each row
would do, and what is wrong with it. `workprogramme.importing.verbs` imports all rows, or none.
"""

"""
Import a programme from a table in a Word document or a CSV file, and report errors row by row.

`reading` makes a file into rows, `cells` parses a cell, and `calendar`, `people` and `titles` compare a row with the
portal's data. `checking.look_over` says what each row would do, and what is wrong with the row. `verbs` imports all
rows, or none.

`word_file` reads Word in a child process. That process also loads this module, so this module imports nothing.
"""

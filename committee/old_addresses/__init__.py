"""
Addresses of the council's previous site, each with the portal's page that replaces it.

`keys` compares the spellings of an address. `verbs` add, change and remove addresses, one by one or by a CSV file.
So links from other sites to the pages of Modern.Gov keep working (docs/moderngov.md).
"""

"""
Addresses of the council's previous site, each with the portal's page that replaces it.

`keys` compares the spellings of an address. `verbs` add, change and remove addresses, one by one or by a CSV file.
With them, links from other sites to Modern.Gov's pages keep working (docs/moderngov.md).
"""

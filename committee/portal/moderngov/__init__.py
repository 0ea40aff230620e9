"""
What those who read Modern.Gov's portals ask of a council, answered by ours.

`web_service` writes the XML of its web service, `public` the addresses. Of each name in it docs/moderngov.md says in
which reader it was read: one that no reader asks for is left out.
"""

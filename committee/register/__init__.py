"""
The register: verbs that keep people, seats, posts, bodies, sign-ins and the council's own record.

`by` is who acts; None is the portal itself, as when the first files come in from the shell.
"""

"""
The register: verbs that record and change people, seats, posts, bodies, sign-ins and the council's own record.

`by` is the user who acts, or PORTAL where the portal itself acts, as in a command on the server.
"""

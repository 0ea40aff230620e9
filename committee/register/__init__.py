"""The register: verbs that keep people, seats, posts, bodies, sign-ins and the council's own record."""

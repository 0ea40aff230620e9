"""Parts of `.ci/run`: steps and lanes, a PostgreSQL, a browser, and checks that need more than one command."""

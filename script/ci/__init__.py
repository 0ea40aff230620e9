"""What `.ci/run` is made of: steps and lanes, a PostgreSQL, a browser, and checks that are more than one command."""

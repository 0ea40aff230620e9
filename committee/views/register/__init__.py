"""The register's pages: for clerks and administrators."""

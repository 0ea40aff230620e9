"""The register of every recommendation that was issued: page, CSV and JSON."""

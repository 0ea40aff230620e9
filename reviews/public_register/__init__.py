"""The register of every recommendation that was handed down: page, CSV and JSON."""

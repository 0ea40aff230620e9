"""Motions, amendments, resolutions and the exclusion of the public."""

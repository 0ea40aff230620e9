"""Builds of packs: requested, carried out once in the background, started again where a worker dies."""

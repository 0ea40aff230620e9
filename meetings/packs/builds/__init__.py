"""Builds of packs: asked for, carried out once in the background, taken up again."""

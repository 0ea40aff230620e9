"""Overviews of reviews, without verbs: path, next acts, missing answers, and the register of recommendations."""

"""
The story of an item; no verbs.

`story` tells it from its steps (`moves`) and from its minute and what was asked (`minutes`).
Each part is a `facts.Fact` that a `facts.Reader` may know. `timeline` draws it.
"""

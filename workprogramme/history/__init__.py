"""
The story of an item; no verbs.

`story` builds the story from the item's steps (`moves`), and from its minute and actions (`minutes`).
Each part is a `facts.Fact` that a `facts.Reader` may read. `timeline` draws the story.
"""

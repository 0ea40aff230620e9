"""
The story of an item. This package has no verbs.

`story` builds the story from the item's steps (`moves`), and from its minute and actions (`minutes`).
Each part is a `facts.Fact` that a `facts.Reader` may read. `timeline` draws the story.
"""

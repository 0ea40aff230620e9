"""Publication of minutes: drafts for comment, frozen versions, and the words that each reader may read."""

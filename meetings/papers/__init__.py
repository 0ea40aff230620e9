"""Papers: asked for, handed in, withheld; text versions; background documents."""

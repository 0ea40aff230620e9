"""Papers: requested, handed in, withheld; text versions; background documents."""

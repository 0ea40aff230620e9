"""The verbs: one act each, that checks, does and records in one transaction, with `by=` always given."""

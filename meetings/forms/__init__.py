"""Forms of the second storey: they read what was typed; the verbs decide whether it may be."""

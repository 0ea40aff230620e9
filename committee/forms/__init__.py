"""Forms of the ground floor: they read what was typed; the verbs decide whether it may be."""

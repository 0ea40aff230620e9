"""Withholding from the public, and by what right: one concept for papers and evidence (LGA 1972 s.100B, Sch 12A)."""

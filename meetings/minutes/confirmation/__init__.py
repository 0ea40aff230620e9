"""Confirmation of minutes: corrected and confirmed at the next meeting, and signed (LGA 1972 Sch 12 para 41, R26)."""
